"""A rule as the rest of immerse sees it: an id, the heaviest severity it gives, an explanation, and its parts."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity

Part = Callable[["Rule", Subject], Iterable[Problem]]


@dataclass(eq=False)
class Rule:
    """One rule. It has no parts where another room of immerse judges it (`judged_by` says which)."""

    id: str
    severity: Severity
    title: str
    explanation: str
    judged_by: str
    parts: list[Part] = field(default_factory=list)

    def find(self, subject: Subject) -> Iterator[Problem]:
        """Everything that breaks the rule."""
        for part in self.parts:
            yield from part(self, subject)

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


def documented(id: str, severity: Severity, judged_by: str, page: str | None) -> Rule:
    """A rule without parts; the first line of its page is the title, the rest the explanation."""
    title, _, explanation = inspect.cleandoc(page or "").partition("\n")
    return Rule(id, severity, title.rstrip("."), explanation.strip(), judged_by)


Report = Callable[..., Problem]


def rule(id: str, severity: Severity) -> Callable[[Callable[[Subject, Report], Iterable[Problem]]], Rule]:
    """Make a rule of a function `(subject, report) -> problems`; new rules are declared with `kit.rule`."""

    def make(function: Callable[[Subject, Report], Iterable[Problem]]) -> Rule:
        made = documented(id, severity, "immerse check", function.__doc__)
        made.parts.append(lambda rule, subject: function(subject, rule.problem))
        return made

    return make
