"""The rules, judged on a loaded programme and its clients."""

from immerse.checking.limits import judge_declared
from immerse.checking.rules import BY_ID, RULES
from immerse.model.subject import Subject
from immerse.problems import Problem


def check(subject: Subject) -> tuple[Problem, ...]:
    """The problems of all rules, sorted by location."""
    problems: set[Problem] = set()
    for rule in RULES:
        problems.update(rule.find(subject))
    problems.update(judge_declared(BY_ID, subject))
    return tuple(sorted(problems))
