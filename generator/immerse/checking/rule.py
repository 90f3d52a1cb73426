"""The parts of a rule: each of its functions judges one object and reports its problems.

    @rule("L-26", ERROR, each=setting("crisis.pause_rule"))
    def incomplete_pause(pause: PauseRule, report: Report) -> None:
        \"""A pause stops every brand, and paid media.

        Why, then an example that breaks the rule and one that keeps it: this is the page of `immerse explain L-26`.
        \"""
        if not pause.paid_media:
            report("the pause does not cover paid media", at="paid_media", hint="paid_media: true")

`each` is a scope (`scopes.py`): the objects that the function is called with. A second function of the same rule is
added with `@incomplete_pause.also(...)`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from textwrap import fill
from typing import Generic, NamedTuple, TypeVar

from immerse.model.base import Node
from immerse.model.bounds import with_numbers
from immerse.model.edition import Client
from immerse.model.policy.policy import Policy
from immerse.model.subject import Subject
from immerse.model.text import Text
from immerse.problems import Location, Problem, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.INFO

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


RulePart = Callable[["Rule", Subject], Iterable[Problem]]
"""Judges every object of a scope."""


@dataclass(eq=False)
class Rule:
    """One rule. It has no parts where another package of immerse judges it (`judged_by` says which)."""

    id: str
    severity: Severity
    title: str
    explanation: str
    judged_by: str
    parts: list[RulePart] = field(default_factory=list)

    def find(self, subject: Subject) -> Iterator[Problem]:
        """The violations of the rule."""
        for part in self.parts:
            yield from part(self, subject)

    def also(self, each: RuleScope[T], *, reads: str | tuple[str, ...] = ()) -> Callable[[Judge[T]], Judge[T]]:
        """Add a function that judges objects of another scope under the same rule."""

        def add(judge: Judge[T]) -> Judge[T]:
            """Add `judge` to the rule."""
            self.parts.append(_part(each, judge, (reads,) if isinstance(reads, str) else reads))
            return judge

        return add

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


_WIDTH = 116
"""Characters in a line of a page; a docstring has four blanks before them."""


def _docstring(function: Callable[..., None]) -> str:
    """The docstring of a function with the numbers of its module. Paragraphs that have some are wrapped again, because
    the names are longer than the numbers."""
    paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    filled = [with_numbers(paragraph, function.__globals__) for paragraph in paragraphs]
    pairs = zip(paragraphs, filled, strict=True)
    return "\n\n".join(old if old == new else fill(new, _WIDTH, break_on_hyphens=False) for old, new in pairs)


def documented(id: str, severity: Severity, judged_by: str, page: str) -> Rule:
    """A rule without parts; the first line of its page is the title, the rest the explanation."""
    title, _, explanation = page.partition("\n")
    return Rule(id, severity, title.rstrip("."), explanation.strip(), judged_by)


def page_text(name: str) -> str:
    """A file of `pages/`: the texts of `immerse explain` that no docstring contains."""
    return files("immerse.checking").joinpath("pages", name).read_text("utf-8")


def documented_in(name: str) -> tuple[Rule, ...]:
    """The rules that a file of `pages/` explains, each below a line `## id (severity, judged by package)`."""
    sections = re.findall(
        r"^## (\S+) \((\w+), judged by (.+)\)\n\n((?:(?!## ).*\n)+)", with_numbers(page_text(name), {}), re.M
    )
    return tuple(documented(id, Severity(severity), by, page) for id, severity, by, page in sections)


class Visit(NamedTuple, Generic[T_co]):
    """One object that a rule is called with, and the defaults of its reports."""

    value: T_co
    subject: str
    """The id that a waiver names: `acme/crisis.pause_rule`, `TRI-L2`."""
    at: Location | None = None
    """The location of the object; None for the location of `node`."""
    node: Node | None = None
    """The node whose fields `at` of a report may name."""
    client: Client | None = None
    key: str = ""
    """The key of an entry in its mapping."""


RuleScope = Callable[[Subject], Iterable[Visit[T]]]
"""Yields each object that a rule judges."""


class Report:
    """Collects the problems of one object, and gives access to what the object belongs to."""

    __slots__ = ("_problems", "_rule", "_visit", "context")

    def __init__(self, rule: Rule, context: Subject, visit: Visit[T], problems: list[Problem]) -> None:
        self.context = context
        """The programme, all clients, and the day of the check."""
        self._rule, self._visit, self._problems = rule, visit, problems

    @property
    def client(self) -> Client:
        """The client that the object belongs to; raises TypeError in a scope that visits no clients."""
        if self._visit.client is None:
            raise TypeError(f"{self._rule.id} does not visit clients here")
        return self._visit.client

    @property
    def policy(self) -> Policy:
        """The policy that the object belongs to."""
        return self.client.policy

    @property
    def subject(self) -> str:
        """The id that a waiver names."""
        return self._visit.subject

    @property
    def key(self) -> str:
        """The key of the entry, in a scope of entries of a mapping."""
        return self._visit.key

    def uses(self, *settings: str) -> bool:
        """Whether the programme reads at least one of these settings."""
        return not self.context.used.isdisjoint(settings)

    @property
    def reads(self) -> tuple[str, ...]:
        """The settings that the texts of the object read, in a scope of parts of the programme."""
        return self.context.reads.get(self._visit.subject, ())

    def __call__(
        self,
        message: str,
        *,
        hint: str = "",
        at: str | Location | None = None,
        about: str = "",
        severity: Severity | None = None,
        cause: str = "",
    ) -> None:
        """Report a problem.

        Args:
            message: The problem, as a sentence without capital and full stop.
            hint: The correction.
            at: A field of the object, a text or a location; by default the location of the object.
            about: The setting of the client, or the id, that a waiver names; by default the subject of the visit.
            severity: By default that of the rule.
            cause: A text that problems share if it is enough to report one of them.
        """
        subject, location, client = about or self._visit.subject, self._location(at), self._visit.client
        if client is not None:
            subject = f"{client.id}/{about}" if about else subject
            location = client.at_home(location)
        problem = self._rule.problem(location, message, subject=subject, hint=hint, severity=severity, cause=cause)
        self._problems.append(problem)

    def warn(self, message: str, *, hint: str = "", at: str | Location | None = None, about: str = "") -> None:
        """Report a warning under a rule whose problems are errors elsewhere."""
        self(message, hint=hint, at=at, about=about, severity=WARNING)

    def _location(self, at: str | Location | None) -> Location:
        node = self._visit.node
        if isinstance(at, Location):
            return at
        if isinstance(at, Text):
            return at.location
        if at is not None:
            if node is None or at not in type(node).model_fields:
                raise ValueError(f"{self._rule.id}: {at!r} is not a field of the object")
            return node.location_of(at)
        location = self._visit.at or (node.location if node else None)
        if location is None:
            raise ValueError(f"{self._rule.id}: the object has no location")
        return location


Judge = Callable[[T, Report], None]


def rule(
    id: str, severity: Severity, each: RuleScope[T], *, reads: str | tuple[str, ...] = ()
) -> Callable[[Judge[T]], Rule]:
    """Make a rule of a function that judges one object; its docstring is the page of `immerse explain`.

    Args:
        id: As a waiver names it.
        severity: The heaviest that the rule reports, and the default of a report.
        each: The scope.
        reads: Settings of which the programme must read at least one for the rule to apply.
    """

    def make(judge: Judge[T]) -> Rule:
        """The rule of `judge`."""
        made = documented(id, severity, "immerse check", _docstring(judge))
        made.also(each, reads=reads)(judge)
        return made

    return make


def declared(id: str, severity: Severity) -> Callable[[Callable[[], None]], Rule]:
    """Make a rule of declarations beside the fields of the policy, which `limits.py` judges; the function has only its
    docstring, the page of `immerse explain`."""
    return lambda page: documented(id, severity, "immerse check", _docstring(page))


def _part(each: RuleScope[T], judge: Judge[T], reads: tuple[str, ...]) -> Callable[[Rule, Subject], Iterator[Problem]]:
    def find(rule: Rule, context: Subject) -> Iterator[Problem]:
        """The problems of all objects of the scope."""
        if reads and context.used.isdisjoint(reads):
            return
        problems: list[Problem] = []
        for visit in each(context):
            judge(visit.value, Report(rule, context, visit, problems))
        yield from problems

    return find
