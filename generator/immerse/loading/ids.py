"""Ids across the programme: each has one meaning, and those of a module begin with the module's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from immerse.model.base import Node, OneOf, alternatives, walk_nodes
from immerse.model.ids import ProgrammeId
from immerse.model.module import ModuleHead
from immerse.model.playbook import Playbook
from immerse.model.references import IdSlot, definitions_in, plan_of
from immerse.model.rotation import Rotation
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
    module = str(value.id) if isinstance(value, ModuleHead) else "ROT" if isinstance(value, Rotation) else module
    for defined in definitions_in(value):
        if isinstance(defined.id, ProgrammeId):
            begins = defined.id.begins
            start = "" if "{module}" in begins and not module else begins.format(module=module)
            yield Claim(str(defined.id), defined.kind, defined.location, start)


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


def repeated_in_a_list(value: Node) -> Iterator[Problem]:
    """Blocks of one list with one id: they would share an anchor. Alternatives of a `one_of` may have one id, since
    only one of them is shown. The steps of a playbook's variants stand on its page beside its own."""
    for node in walk_nodes(value):
        if isinstance(node, OneOf):
            continue
        for name, entries in vars(node).items():
            if isinstance(entries, tuple) and len(entries) > 1:
                yield from _repeated(entries, name)
    if isinstance(value, Playbook):
        courses = (value.steps, *(variant.steps for variant in value.variants))
        yield from _repeated(tuple(step for course in courses for step in course), "steps")


def _repeated(entries: tuple[Any, ...], name: str) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for entry in entries:
        ids: dict[str, tuple[str, Location]] = {}
        for block in alternatives([entry]):
            if isinstance(block, Node) and (field := _key_field(type(block))):
                id = vars(block)[field]
                ids[str(id)] = field, id.location if isinstance(id, Text) else block.place_of(field)
        for id, (field, place) in ids.items():
            earlier = first.setdefault(id, place)
            if earlier is not place:
                shown = id if field == "level" else repr(id)
                message = f"{field} {shown} stands twice in {name} (first on line {earlier.line})"
                hint = "rename one of them" if field == "id" else "keep one of the two"
                yield Problem(place, "address", message, hint=hint)


@cache
def _key_field(model: type[Node]) -> str:
    """The field that tells the entries of one list apart; empty where none does, or where the programme tells them
    apart as a whole."""
    ids = {name: slot for name, slot in plan_of(model).items() if isinstance(slot, IdSlot)}
    key = next((name for name, slot in ids.items() if slot.unique), "")
    if not key:
        return "id" if "id" in model.model_fields and "id" not in ids else ""
    kind = model.model_fields[key].annotation
    is_told_by_all = ids[key].defines and isinstance(kind, type) and issubclass(kind, ProgrammeId)
    return "" if is_told_by_all else key
