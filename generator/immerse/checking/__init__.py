"""The rules, judged on a loaded programme and its clients."""

from __future__ import annotations

from immerse.checking.limits import judge_declared
from immerse.checking.rules import BY_ID, RULES
from immerse.model.subject import Subject
from immerse.problems import Problem


def check(subject: Subject) -> tuple[Problem, ...]:
    """The problems of all rules, sorted by location."""
    found: set[Problem] = set()
    for rule in RULES:
        found.update(rule.find(subject))
    found.update(judge_declared(BY_ID, subject))
    return tuple(sorted(found))
