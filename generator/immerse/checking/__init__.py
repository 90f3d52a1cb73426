"""The rules of the house, judged on a loaded programme and its clients."""

from __future__ import annotations

from dataclasses import replace

from immerse.checking.explaining import explain_all, explain_rule, list_rules
from immerse.checking.limits import judge_declared
from immerse.checking.regions import regions_for
from immerse.checking.rules import RULES
from immerse.checking.saved import check_saved
from immerse.checking.waivers import apply_waivers
from immerse.model.subject import Subject
from immerse.problems import Problem

__all__ = ["RULES", "apply_waivers", "check", "check_saved", "explain_all", "explain_rule", "list_rules", "regions_for"]


def check(subject: Subject) -> tuple[Problem, ...]:
    """What every rule finds, sorted by place."""
    found: set[Problem] = set()
    for rule in RULES:
        found.update(_at_home(problem, subject) for problem in rule.find(subject))
    found.update(judge_declared({rule.id: rule for rule in RULES}, subject))
    return tuple(sorted(found))


def _at_home(problem: Problem, subject: Subject) -> Problem:
    owner = problem.subject.partition("/")[0]
    client = next((client for client in subject.clients if client.id == owner), None)
    return replace(problem, location=client.at_home(problem.location)) if client else problem
