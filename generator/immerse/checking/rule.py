"""What a rule is: an id, the severities it gives, an explanation, and a function that finds what breaks it.

Adding a rule costs one function with a docstring, one line in `rules.py`, and one case file.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity

Finder = Callable[[Subject], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `find` is None where another part of immerse judges it (`judged_by` says which)."""

    id: str
    severity: Severity
    title: str
    explanation: str
    find: Finder | None = None
    judged_by: str = "immerse check"

    def problem(
        self,
        location: Location,
        message: str,
        *,
        subject: str,
        hint: str = "",
        severity: Severity | None = None,
        cause: str = "",
    ) -> Problem:
        """A problem under this rule. `subject` is the id that a waiver names."""
        return Problem(location, self.id, message, severity or self.severity, hint, subject, cause)


Report = Callable[..., Problem]


def rule(id: str, severity: Severity) -> Callable[[Callable[[Subject, Report], Iterable[Problem]]], Rule]:
    """Make a rule of a function `(subject, report) -> problems`; its docstring is the page of `immerse explain`.

    The first line of the docstring is the title. `report(location, message, subject=...)` makes a problem.
    """

    def make(function: Callable[[Subject, Report], Iterable[Problem]]) -> Rule:
        title, _, explanation = (inspect.getdoc(function) or "").partition("\n")
        made: list[Rule] = []

        def find(subject: Subject) -> Iterable[Problem]:
            return function(subject, made[0].problem)

        made.append(Rule(id, severity, title.rstrip("."), explanation.strip(), find))
        return made[0]

    return make


def judged_elsewhere(id: str, severity: Severity, by: str, title: str, explanation: str) -> Rule:
    """A rule that loading, composing, planning or a build judges; listed so that `immerse explain` knows it."""
    return Rule(id, severity, title, inspect.cleandoc(explanation), None, by)
