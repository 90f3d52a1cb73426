"""The rules of the house, judged on a loaded programme and its clients."""

from __future__ import annotations

from immerse.checking.explaining import explain_rule, list_rules
from immerse.checking.rules import RULES
from immerse.checking.waivers import apply_waivers
from immerse.model.subject import Subject
from immerse.problems import Problem

__all__ = ["RULES", "apply_waivers", "check", "explain_rule", "list_rules"]


def check(subject: Subject) -> tuple[Problem, ...]:
    """What every rule finds, sorted by place."""
    found: set[Problem] = set()
    for rule in RULES:
        if rule.find:
            found.update(rule.find(subject))
    return tuple(sorted(found))
