"""The rules of the house, judged on a loaded programme and its clients."""

from __future__ import annotations

from immerse.checking.desk_hours import regions_for
from immerse.checking.explaining import explain_all, explain_rule, list_rules
from immerse.checking.limits import judge_declared
from immerse.checking.rules import BY_ID, RULES
from immerse.checking.saved import check_saved
from immerse.checking.waivers import apply_waivers
from immerse.model.subject import Subject
from immerse.problems import Problem

__all__ = ["RULES", "apply_waivers", "check", "check_saved", "explain_all", "explain_rule", "list_rules", "regions_for"]


def check(subject: Subject) -> tuple[Problem, ...]:
    """What every rule finds, sorted by place."""
    found: set[Problem] = set()
    for rule in RULES:
        found.update(rule.find(subject))
    found.update(judge_declared(BY_ID, subject))
    return tuple(sorted(found))
