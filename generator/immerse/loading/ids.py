"""Ids across the programme: each has one meaning, and those of a module begin with the module's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from immerse.model.base import Node, OneOf, walk_nodes
from immerse.model.drill import DrillFile
from immerse.model.knowledge_check import CheckFile
from immerse.model.lesson import Lesson, SourceNote
from immerse.model.module import Curriculum, ModuleHead, Rubric
from immerse.model.playbook import Playbook
from immerse.model.rotation import LevelName, ModuleEvidence, Rotation
from immerse.model.text import Text
from immerse.problems import Location, Problem


class Claim(NamedTuple):
    """Somebody's claim to an id of the programme."""

    id: str
    kind: str
    """lesson, drill, gate ..."""
    location: Location
    start: str
    """What an id of this kind begins with here (`TRI-L`), before its number; empty for anything."""


def claims_of(value: Node, module: str) -> Iterator[Claim]:
    """The ids of the programme that one file claims.

    `module` is the id of the module in whose folder the file lies, empty when that could not be read.
    """
    match value:
        case Lesson():
            yield _claim(value, "lesson", module, "L")
        case DrillFile():
            yield from (_claim(drill, "drill", module, "D") for drill in value.drills)
            yield from (_claim(inject, "inject", module, "I") for inject in value.injects)
        case CheckFile():
            yield from (_claim(check, "check", module, "K") for check in value.checks)
        case ModuleHead():
            yield _claim(value, "module")
            yield from (_claim(competency, "competency", value.id) for competency in value.competencies)
        case Playbook():
            yield _claim(value, "playbook", "PB")
        case Curriculum():
            yield from (_claim(rule, "rule of the constitution") for rule in value.constitution)
        case Rotation():
            yield from (_claim(competency, "competency", "ROT") for competency in value.competencies)
            yield from (_claim(gate, "gate") for gate in value.gates)
            yield from (_claim(item, "graduation item") for part in value.graduation for item in part.items)
            yield from (_claim(task, "task", "T") for task in value.tasks)
            yield from (_claim(rule, "sign-off rule") for rule in value.signoff_rules)
            yield from (_claim(milestone, "milestone") for milestone in value.handover)


class _Named(Protocol):
    """A node with an id; read only, since models are frozen."""

    @property
    def id(self) -> Text: ...


def _claim(node: _Named, kind: str, module: str = "", letter: str = "") -> Claim:
    return Claim(str(node.id), kind, node.id.location, f"{module}-{letter}" if module else "")


def misformed(claims: Iterable[Claim]) -> Iterator[Problem]:
    """Ids that do not begin with their module's id and the letter of their kind."""
    for claim in claims:
        if claim.start and not re.fullmatch(rf"{re.escape(claim.start)}[0-9]+", claim.id):
            message = f"{claim.kind} id {claim.id!r} must be {claim.start} and a number, as {claim.start}1"
            hint = "give it such an id, or put it into the folder of its own module"
            yield Problem(claim.location, "schema", message, hint=hint)


def claimed_twice(claims: Iterable[Claim]) -> Iterator[Problem]:
    """One problem for each id with several meanings, naming every claimant."""
    claimants: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        claimants[claim.id.casefold()].append(claim)
    for several in claimants.values():
        if len(several) > 1:
            several.sort(key=lambda claim: claim.location)
            names = ", ".join(f"{claim.kind} at {claim.location}" for claim in several)
            message = f"id {several[1].id!r} has {len(several)} meanings: {names}"
            hint = "an id has one meaning, for ever: rename the newer one"
            yield Problem(several[1].location, "address", message, hint=hint)


_GLOBAL = frozenset(
    {"lessons", "drills", "injects", "checks", "competencies", "gates", "items", "tasks", "signoff_rules", "handover"}
)
"""Lists whose ids are judged across the programme, so not once more inside their list."""


_NAMED_BY: dict[type[object], str] = {LevelName: "level", Rubric: "level", ModuleEvidence: "module"}
"""Nodes without an id, and the field that tells them apart."""


def repeated_in_a_list(value: Node) -> Iterator[Problem]:
    """Blocks of one list with one id: they would share an anchor. Alternatives of a `one_of` may have one id, since
    only one of them is shown. The steps of a playbook's variants stand on its page beside its own."""
    for node in walk_nodes(value):
        if isinstance(node, OneOf):
            continue
        for name, entries in vars(node).items():
            if isinstance(entries, tuple) and len(entries) > 1 and name not in _GLOBAL:
                yield from _repeated(entries, name)
    if isinstance(value, Playbook):
        courses = (value.steps, *(variant.steps for variant in value.variants))
        yield from _repeated(tuple(step for course in courses for step in course), "steps")


def _repeated(entries: tuple[object, ...], name: str) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for entry in entries:
        for id, place in dict(_ids(entry)).items():
            earlier = first.setdefault(id, place)
            if earlier is not place:
                what = _NAMED_BY.get(type(entry), "id")
                shown = id if what == "level" else repr(id)
                message = f"{what} {shown} stands twice in {name} (first on line {earlier.line})"
                hint = "rename one of them" if what == "id" else "keep one of the two"
                yield Problem(place, "address", message, hint=hint)


def _ids(entry: object) -> Iterator[tuple[str, Location]]:
    """The id of an entry, or those of its alternatives, with their places."""
    if isinstance(entry, OneOf):
        for alternative in entry.alternatives:
            yield from _ids(alternative)
    elif isinstance(entry, Node) and not isinstance(entry, SourceNote):
        field = _NAMED_BY.get(type(entry), "id")
        id = vars(entry).get(field)
        if isinstance(id, Text):
            yield str(id), id.location
        elif isinstance(id, str | int):
            yield str(id), entry.place_of(field)
