"""What an author must mend: problems with a place, and the one exception that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem weighs: an error stops a build, a warning wants a mend or a waiver, info is a report line."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(NamedTuple):
    """A place in a source file: path relative to the workspace with `/`, line and column counted from 1.

    A named tuple and no dataclass: a workspace has a hundred thousand of them.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE = Location("-")


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing an author must mend. Not an exception: problems are collected, sorted and shown together.

    `rule` is a rule id of `immerse explain`; `hint` is the next action; `subject` is the id that a waiver names
    (a lesson, a competency, a setting).
    """

    location: Location
    rule: str
    message: str
    severity: Severity = Severity.ERROR
    hint: str = field(default="", compare=False)
    subject: str = field(default="", compare=False)

    def __str__(self) -> str:
        kind = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        lines = [f"{self.location}: {kind}{self.message} [{self.rule}]"]
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)


class ImmerseError(Exception):
    """Anything the person at the keyboard can act on; the command line prints it as one plain sentence."""


class ContentProblems(ImmerseError):
    """Raised by a shell when content cannot be used; carries every problem of the run, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Refused(ImmerseError):
    """The request is understood and not done (a leak was found, a lock is held); exit code 3."""


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build, in their order."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
