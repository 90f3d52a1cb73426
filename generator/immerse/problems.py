"""Problems of the content with their places, and the exceptions that carry them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple, Self


class Severity(StrEnum):
    """The weight of a problem: an error stops a build, a warning needs a correction or a waiver, info is a report."""

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

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple.__new__, (Location, tuple(self))  # unpickled without a call of Python code


NOWHERE = Location("-")

DRAFT = "L-85"
"""The rule about stand-ins for missing values."""
SKELETON = "skeleton"
"""The rule about texts that are still to be written."""


@dataclass(frozen=True, order=True)
class Problem:
    """One problem for an author. Not an exception: problems are collected, sorted and shown together.

    It has no slots: those of a site are kept with it, and instances without slots are pickled in half the time.
    `rule` is a rule id of `immerse explain`; `hint` is the next action; `subject` is the id that a waiver names
    (a lesson, a competency, a setting).
    """

    location: Location
    rule: str
    message: str
    severity: Severity = Severity.ERROR
    hint: str = field(default="", compare=False)
    subject: str = field(default="", compare=False)
    cause: str = field(default="", compare=False)
    """The common cause of several problems: `northgate/contact/duty-officer`."""
    word: str = field(default="", compare=False)
    """The word that a waiver has to name beside the subject; an error with one can be waived."""

    @property
    def says_draft(self) -> bool:
        """Whether it is the note that a client is a draft, which is repeated by every command that shows the client."""
        return self.rule == DRAFT and self.severity is Severity.INFO

    @property
    def says_unfinished(self) -> bool:
        """Whether it is a note that a text or a value of the pages is missing, which a build repeats."""
        return self.says_draft or self.rule == SKELETON

    def __str__(self) -> str:
        kind = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        lines = [f"{self.location}: {kind}{self.message} [{self.rule}]"]
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)


class ImmerseError(Exception):
    """An error that a user can act on; the command line prints it as one sentence."""


class ContentProblems(ImmerseError):
    """The content cannot be used; carries every problem of the run, sorted, one a cause."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = one_a_cause(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class Unfinished(ContentProblems):
    """Values of a client are stand-ins, and no draft was requested."""


class Refused(ImmerseError):
    """The request was refused (a leak was found, a lock is held); exit code 3."""


_ORDER = attrgetter("location", "rule", "message", "severity")
"""The order of problems as a sort key; to compare problems themselves calls Python code each time."""


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in their order, without duplicates."""
    return tuple(sorted(set(problems), key=_ORDER))


def one_a_cause(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with one problem a cause, the first, which counts the places of the others."""
    sorted_problems = sorted(set(problems), key=_plainest_first)
    first: dict[str, Problem] = {}
    more: dict[str, int] = {}
    reported: list[Problem] = []
    for problem in sorted_problems:
        if not problem.cause:
            reported.append(problem)
        elif problem.cause in first:
            more[problem.cause] += problem.location != first[problem.cause].location
        else:
            first[problem.cause], more[problem.cause] = problem, 0
    for cause, problem in first.items():
        places = f"; {more[cause]} more place{'s say' if more[cause] > 1 else ' says'} so" if more[cause] else ""
        reported.append(replace(problem, message=problem.message + places))
    return tuple(sorted(reported, key=_ORDER))


def _plainest_first(problem: Problem) -> tuple[bool, bool, Any]:
    """The sort key of problems: a line of a client's own file comes before a whole file and before the programme's."""
    return not problem.location.path.startswith("site_config/"), problem.location.line == 1, _ORDER(problem)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build, in their order."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def raise_errors(problems: Iterable[Problem]) -> None:
    """Raises ContentProblems with the errors among the problems, if there are any."""
    if found_errors := errors(problems):
        raise ContentProblems(found_errors)


def waivers_file(path: str) -> str:
    """The file with the waivers for problems in a file: that of the client's folder, or the programme's."""
    parts = path.split("/")
    folder = "/".join(parts[:3]) if parts[:2] == ["site_config", "clients"] and len(parts) > 3 else "site_config"
    return f"{folder}/waivers.yml"
