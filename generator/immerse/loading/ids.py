"""Uniqueness of ids: each has one meaning across the programme, and ids in a module begin with the module's id."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from immerse.model.base import Node, OneOf, alternatives, walk_nodes
from immerse.model.id_slots import plan_of
from immerse.model.ids import ProgrammeId
from immerse.model.module import ModuleHead
from immerse.model.playbook import Playbook
from immerse.model.references import definitions_in
from immerse.model.rotation import Rotation
from immerse.model.text import Text
from immerse.problems import Location, Problem


class IdDefinition(NamedTuple):
    """A definition of an id, which must be the only one in the programme."""

    id: str
    kind: str
    """lesson, drill, gate ..."""
    location: Location
    start: str
    """The required beginning of the id (`TRI-L`), before its number; empty where there is none."""


def id_definitions(value: Node, module: str) -> Iterator[IdDefinition]:
    """The ids of the programme that one file defines.

    `module` is the id of the module whose folder contains the file; empty where the module could not be read.
    """
    module = str(value.id) if isinstance(value, ModuleHead) else "ROT" if isinstance(value, Rotation) else module
    for defined in definitions_in(value):
        if isinstance(defined.id, ProgrammeId):
            begins = defined.id.begins
            start = "" if "{module}" in begins and not module else begins.format(module=module)
            yield IdDefinition(str(defined.id), defined.kind, defined.location, start)


def malformed_ids(definitions: Iterable[IdDefinition]) -> Iterator[Problem]:
    """Problems for ids that do not begin with their module's id and the letter of their kind."""
    for id, kind, location, start in definitions:
        if start and not re.fullmatch(rf"{re.escape(start)}[0-9]+", id):
            message = f"{kind} id {id!r} must be {start} and a number, like {start}1"
            hint = "change the id, or move it to the folder of its module"
            yield Problem(location, "schema", message, hint=hint)


def duplicate_ids(definitions: Iterable[IdDefinition]) -> Iterator[Problem]:
    """One problem for each id with several definitions, which names all of them."""
    meanings: dict[str, list[IdDefinition]] = defaultdict(list)
    for definition in definitions:
        meanings[definition.id.casefold()].append(definition)
    for several in meanings.values():
        if len(several) > 1:
            several.sort(key=lambda definition: definition.location)
            names = ", ".join(f"{definition.kind} at {definition.location}" for definition in several)
            message = f"id {several[1].id!r} is defined {len(several)} times: {names}"
            hint = "an id is unique and is never reused: rename the newer one"
            yield Problem(several[1].location, "address", message, hint=hint)


def duplicates_in_lists(value: Node) -> Iterator[Problem]:
    """Problems for entries of one list with the same id, which would share an anchor.

    Alternatives of a `one_of` may share an id, since only one of them is shown. The steps of a playbook's variants are
    on one page with its own steps.
    """
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
                ids[str(id)] = field, id.location if isinstance(id, Text) else block.location_of(field)
        for id, (field, location) in ids.items():
            earlier = first.setdefault(id, location)
            if earlier is not location:
                shown = id if field == "level" else repr(id)
                message = f"{field} {shown} is used twice in {name} (first on line {earlier.line})"
                hint = "rename one of them" if field == "id" else "keep one of the two"
                yield Problem(location, "address", message, hint=hint)


@cache
def _key_field(model: type[Node]) -> str:
    """The field that identifies the entries of a list; empty where there is none, or where its ids are unique across
    the programme."""
    ids = {name: slot.ids for name, slot in plan_of(model).items() if slot.ids}
    key = next((name for name, kind in ids.items() if kind.unique), "")
    if not key:
        return "id" if "id" in model.model_fields and "id" not in ids else ""
    kind = model.model_fields[key].annotation
    is_unique_anyway = ids[key].defines and isinstance(kind, type) and issubclass(kind, ProgrammeId)
    return "" if is_unique_anyway else key
