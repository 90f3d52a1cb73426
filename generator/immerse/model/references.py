"""Which things a value names by their ids, and which it defines: read from the types of its fields.

A field whose type is an `Id` with a kind, or is marked with `Names`, is a reference; marked with `Defines` it gives a
thing its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from immerse.model.base import Node
from immerse.model.id_marks import DEFINES, ESSENTIAL, KEPT, ONCE, Names, StandsInFor
from immerse.model.text import Id, Text
from immerse.problems import NOWHERE, Location

N = TypeVar("N", bound=Node)


class Reference(NamedTuple):
    """An id, and where it is written."""

    kind: str
    """What it names, as a message says it: `gate`, `kind of evidence`."""
    id: Text | str | int
    node: Node
    field: str
    """The field of `node` that it is written in, or somewhere below."""
    location: Location
    stands_in_for: str = ""
    """The field of `node` that names whom this contact stands in for; empty for others."""


def references_in(*values: Node) -> list[Reference]:
    """Everything that is named in these nodes and below them, in the order of the fields."""
    return _walk(values, defined=False)


def definitions_in(*values: Node) -> list[Reference]:
    """Everything that these nodes, and those below them, give an id, in the order of the fields."""
    return _walk(values, defined=True)


def references_by_field(node: Node) -> dict[str, list[Reference]]:
    """Field of a node -> everything that is named in it and below it."""
    found: dict[str, list[Reference]] = {}
    for name, slot in plan_of(type(node)).items():
        if (value := vars(node)[name]) is not None:
            _Walk(found.setdefault(name, []), False).slot(slot, value, node, name, None)
    return found


def ids_by_kind(*values: Node) -> dict[str, dict[str | int, None]]:
    """Kind -> the ids of all that these nodes define, in the order of the fields."""
    known: dict[str, dict[str | int, None]] = defaultdict(dict)
    for found in definitions_in(*values):
        known[found.kind][found.id] = None
    return known


def pruned(node: N, gone: Mapping[str, Iterable[str | int]]) -> N | None:
    """A node without references to what is gone (kind -> ids); the same object where it has none. An entry of a list or
    a map goes, a field that may be absent becomes so; without any other field the node itself is left out: None."""
    update: dict[str, Any] = {}
    values = vars(node)
    for name, slot in plan_of(type(node)).items():
        if (value := values[name]) and (left := _without(slot, value, gone)) is not value:
            if left is None and not slot.may_be_absent:
                return None
            update[name] = left
    return node.model_copy(update=update) if update else node


def _without(slot: Slot, value: Any, gone: Mapping[str, Iterable[str | int]]) -> Any:
    """A value without references to what is gone; None where nothing is left of it."""
    if ids := slot.ids:
        is_gone = not (ids.defines or ids.kept) and value in gone.get(ids.kind, ())
        return None if is_gone else value
    if slot.models:
        return pruned(value, gone) if isinstance(value, Node) else value
    if isinstance(value, dict):
        kept = {key: _without(slot.entries, entry, gone) if slot.entries else entry for key, entry in value.items()}
        left = {
            key: entry
            for key, entry in kept.items()
            if entry is not None and (slot.keys is None or _without(slot.keys, key, gone) is not None)
        }
        return value if len(left) == len(value) and all(left[key] is value[key] for key in value) else left
    entries = tuple(_without(slot.entries, entry, gone) for entry in value) if slot.entries else value
    if all(new is old for new, old in zip(entries, value, strict=True)):
        return value
    remaining = tuple(entry for entry in entries if entry is not None)
    return remaining or (None if slot.essential else remaining)


@dataclass(frozen=True, slots=True)
class IdType:
    """What the type of an id says of it."""

    kind: str
    exceptions: frozenset[str]
    defines: bool
    unique: bool
    """Whether no two entries of one list have the same."""
    kept: bool
    stands_in_for: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a field's type that names or defines things, or holds nodes that do: an id, a node, a list or a map."""

    may_be_absent: bool
    ids: IdType | None = None
    models: tuple[type[Node], ...] = ()
    """The classes of a node, which know themselves what it names and defines."""
    keys: Slot | None = None
    """Of a map."""
    entries: Slot | None = None
    """Of a list, or the values of a map."""
    essential: bool = False
    """Whether the node is left out with the last entry of the list."""

    def innermost(self) -> Iterator[Slot]:
        """The parts that are ids or nodes themselves."""
        if self.ids or self.models:
            yield self
        for part in filter(None, (self.keys, self.entries)):
            yield from part.innermost()


class _Walk(NamedTuple):
    """Finds what is defined, or what is named."""

    found: list[Reference]
    defined: bool

    def node(self, node: Node) -> None:
        """Add what is in a node and below it."""
        values = vars(node)
        for name, slot in _plan_of(type(node), self.defined):
            if (value := values[name]) is not None:
                self.slot(slot, value, node, name, None)

    def slot(self, slot: Slot, value: Any, node: Node, field: str, place: Location | None) -> None:
        """Add what is in a value; `place` is where its entry begins, for a value without a position of its own."""
        if ids := slot.ids:
            if ids.defines == self.defined and value not in ids.exceptions:
                place = _own_place(value) or place or node.location_of(field)
                self.found.append(Reference(ids.kind, value, node, field, place, ids.stands_in_for))
        elif slot.models:
            if isinstance(value, Node):
                self.node(value)
        elif isinstance(value, dict):
            for key, entry in value.items():
                here = _own_place(key) or place
                if slot.keys:
                    self.slot(slot.keys, key, node, field, here)
                if slot.entries:
                    self.slot(slot.entries, entry, node, field, here)
        elif entries := slot.entries:
            for entry in value:
                if entries.models and isinstance(entry, Node):
                    self.node(entry)  # what most lists contain, without a call for the slot
                else:
                    self.slot(entries, entry, node, field, place)


def _own_place(value: Any) -> Location | None:
    return value.location if isinstance(value, Text) and value.location.path != NOWHERE.path else None


def _walk(values: Iterable[Node], defined: bool) -> list[Reference]:
    walk = _Walk([], defined)
    for value in values:
        walk.node(value)
    return walk.found


@cache
def _plan_of(model: type[Node], defined: bool) -> tuple[tuple[str, Slot], ...]:
    """The part of `plan_of` that defines things, or the part that names some."""

    def holds(slot: Slot) -> bool:
        """Whether the slot defines or names things, as wanted."""
        if slot.ids:
            return slot.ids.defines == defined
        return any(field.ids.defines == defined for model in slot.models for field in id_fields(model))

    return tuple((name, slot) for name, slot in plan_of(model).items() if any(map(holds, slot.innermost())))


@cache
def plan_of(model: type[Node]) -> dict[str, Slot]:
    """The fields of a model that name or define things, or hold nodes that do."""
    fields = ((name, _slot(one.annotation, tuple(one.metadata))) for name, one in model.model_fields.items())
    return {name: slot for name, slot in fields if slot}


def _slot(annotation: Any, marks: tuple[Any, ...], may_be_absent: bool = False) -> Slot | None:
    if isinstance(annotation, type) and not (marks or issubclass(annotation, Id | Node)):
        return None  # most fields; what follows takes ten times as long
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _slot(arguments[0], (*arguments[1:], *marks), may_be_absent)
    if origin in (Union, UnionType):
        return _of_several([member for member in arguments if member is not type(None)], marks, type(None) in arguments)
    if origin is tuple:
        entries = _slot(arguments[0], ())
        limits = (limit for mark in marks for limit in (mark, *getattr(mark, "metadata", ())))
        essential = ESSENTIAL in marks or any(getattr(limit, "min_length", 0) for limit in limits)
        return Slot(may_be_absent, entries=entries, essential=essential) if entries else None
    if origin is dict:
        keys, values = _slot(arguments[0], ()), _slot(arguments[1], ())
        return Slot(may_be_absent, keys=keys, entries=values) if keys or values else None
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return Slot(may_be_absent, models=(annotation,)) if plan_of(annotation) else None
    ids = _id_type(annotation, marks)
    return Slot(may_be_absent, ids) if ids.kind else None


def _id_type(annotation: Any, marks: tuple[Any, ...]) -> IdType:
    kind, exceptions = next((mark.name for mark in marks if isinstance(mark, Names)), ""), frozenset[str]()
    if isinstance(annotation, type) and issubclass(annotation, Id):
        kind, exceptions = annotation.kind, annotation.exceptions
    deputy_of = next((mark.name for mark in marks if isinstance(mark, StandsInFor)), "")
    defines = DEFINES in marks
    return IdType(kind, exceptions, defines, defines or ONCE in marks, KEPT in marks, deputy_of)


def _of_several(members: list[Any], marks: tuple[Any, ...], may_be_absent: bool) -> Slot | None:
    slots = [slot for member in members if (slot := _slot(member, marks, may_be_absent))]
    models: tuple[type[Node], ...] = sum((slot.models for slot in slots), ())
    if len(slots) > 1 and not all(slot.models for slot in slots):
        raise TypeError(f"no reference is of two types: {members}")
    return Slot(may_be_absent, models=models) if models else next(iter(slots), None)


class IdField(NamedTuple):
    """A field that holds ids, and what its type says of them."""

    model: type[Node]
    name: str
    ids: IdType


@cache
def id_fields(model: type[Node]) -> dict[IdField, None]:
    """Every field of a model, and of the models inside it, that names or defines things."""
    found: dict[IdField, None] = {}
    for name, slot in plan_of(model).items():
        for inner in slot.innermost():
            if inner.ids:
                found[IdField(model, name, inner.ids)] = None
            for one in inner.models:
                found |= id_fields(one)
    return found


def id_kinds(model: type[Node], *, defined: bool) -> frozenset[str]:
    """The kinds of things that a model, or a model inside it, defines, or those that it names."""
    return frozenset(field.ids.kind for field in id_fields(model) if field.ids.defines == defined)


def defining_fields(model: type[Node]) -> dict[str, str]:
    """Kind of thing -> the first field of a model in which, or below which, things of that kind get their ids."""
    found: dict[str, str] = {}
    for name, slot in plan_of(model).items():
        for inner in slot.innermost():
            kinds = [inner.ids.kind] if inner.ids and inner.ids.defines else []
            for kind in (*kinds, *(kind for one in inner.models for kind in id_kinds(one, defined=True))):
                found.setdefault(kind, name)
    return found
