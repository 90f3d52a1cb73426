"""Which things a value names by their ids, and which it defines: read from the types of its fields.

A field whose type is an `Id` with a kind, or is marked with `Names`, is a reference; marked with `Defines` it gives a
thing its id. What the fields of a model say is found out once for each class.
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


class _Found(NamedTuple):
    """What a walk gathers."""

    ids: list[Reference]
    defined: bool
    """Whether what is defined is looked for, or what is named."""


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
            slot.find(value, _Found(found.setdefault(name, []), False), node, name, None)
    return found


def ids_by_kind(*values: Node) -> dict[str, dict[str | int, None]]:
    """Kind -> the ids of all that these nodes define, in the order of the fields."""
    known: dict[str, dict[str | int, None]] = defaultdict(dict)
    for found in definitions_in(*values):
        known[found.kind][found.id] = None
    return known


def pruned(node: N, gone: Mapping[str, Iterable[str | int]]) -> N | None:
    """A node without references to what is gone (kind -> ids); the same object where it has none.

    An entry of a list or of a map goes; a field that may be absent becomes so; where one that may not would be, the
    node itself is left out.
    """
    update: dict[str, Any] = {}
    for name, slot in plan_of(type(node)).items():
        value = vars(node)[name]
        left = value if value is None else slot.without(value, gone)
        if left is value:
            continue
        if left is None and not slot.may_be_absent:
            return None
        update[name] = left
    return node.model_copy(update=update) if update else node


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a field's type that names or defines things, or holds nodes that do."""

    may_be_absent: bool

    def find(self, value: Any, found: _Found, node: Node, field: str, place: Location | None) -> None:
        """Add what `value` names and defines; `place` is where the entry that it is in begins, for what does not know
        where it is written."""
        raise NotImplementedError

    def without(self, value: Any, gone: Mapping[str, Iterable[str | int]]) -> Any:
        """The value without references to what is gone; None where nothing is left of it."""
        raise NotImplementedError

    def innermost(self) -> Iterator[Slot]:
        """The parts that hold ids or nodes themselves."""
        yield self


@dataclass(frozen=True, slots=True)
class IdSlot(Slot):
    """An id."""

    kind: str
    exceptions: frozenset[str]
    defines: bool
    unique: bool
    """Whether no two entries of one list have the same."""
    kept: bool
    stands_in_for: str

    def find(self, value: Any, found: _Found, node: Node, field: str, place: Location | None) -> None:
        if self.defines != found.defined or value in self.exceptions:
            return
        if isinstance(value, Text) and value.location.path != NOWHERE.path:
            place = value.location
        found.ids.append(Reference(self.kind, value, node, field, place or node.location_of(field), self.stands_in_for))

    def without(self, value: Any, gone: Mapping[str, Iterable[str | int]]) -> Any:
        is_gone = not (self.defines or self.kept) and value in gone.get(self.kind, ())
        return None if is_gone else value


@dataclass(frozen=True, slots=True)
class NodeSlot(Slot):
    """A node; what it names and defines is said by its own class."""

    models: tuple[type[Node], ...]

    def find(self, value: Any, found: _Found, node: Node, field: str, place: Location | None) -> None:
        if isinstance(value, Node):
            _look_into(value, found)

    def without(self, value: Any, gone: Mapping[str, Iterable[str | int]]) -> Any:
        return pruned(value, gone) if isinstance(value, Node) else value


@dataclass(frozen=True, slots=True)
class ListSlot(Slot):
    """A list."""

    entries: Slot
    essential: bool

    def innermost(self) -> Iterator[Slot]:
        return self.entries.innermost()

    def find(self, value: Any, found: _Found, node: Node, field: str, place: Location | None) -> None:
        for entry in value:
            self.entries.find(entry, found, node, field, place)

    def without(self, value: Any, gone: Mapping[str, Iterable[str | int]]) -> Any:
        entries = tuple(self.entries.without(entry, gone) for entry in value)
        if all(new is old for new, old in zip(entries, value, strict=True)):
            return value
        left = tuple(entry for entry in entries if entry is not None)
        return left or (None if self.essential else left)


@dataclass(frozen=True, slots=True)
class MapSlot(Slot):
    """A map."""

    keys: Slot | None
    values: Slot | None

    def innermost(self) -> Iterator[Slot]:
        for part in filter(None, (self.keys, self.values)):
            yield from part.innermost()

    def find(self, value: Any, found: _Found, node: Node, field: str, place: Location | None) -> None:
        for key, entry in value.items():
            here = key.location if isinstance(key, Text) and key.location.path != NOWHERE.path else place
            if self.keys:
                self.keys.find(key, found, node, field, here)
            if self.values:
                self.values.find(entry, found, node, field, here)

    def without(self, value: Any, gone: Mapping[str, Iterable[str | int]]) -> Any:
        left: dict[Any, Any] = {}
        for key, entry in value.items():
            kept = self.values.without(entry, gone) if self.values else entry
            if kept is not None and (self.keys is None or self.keys.without(key, gone) is not None):
                left[key] = kept
        same = len(left) == len(value) and all(left[key] is value[key] for key in value)
        return value if same else left


def _walk(values: Iterable[Node], defined: bool) -> list[Reference]:
    found = _Found([], defined)
    for value in values:
        _look_into(value, found)
    return found.ids


def _look_into(node: Node, found: _Found) -> None:
    values = vars(node)
    for name, slot in _plan_of(type(node), found.defined):
        if (value := values[name]) is not None:
            slot.find(value, found, node, name, None)


@cache
def _plan_of(model: type[Node], defined: bool) -> tuple[tuple[str, Slot], ...]:
    """The part of `plan_of` that defines things, or the part that names some."""

    def holds(slot: Slot) -> bool:
        if isinstance(slot, IdSlot):
            return slot.defines == defined
        inner = (id_fields(one) for part in slot.innermost() if isinstance(part, NodeSlot) for one in part.models)
        return any(field.ids.defines == defined for fields in inner for field in fields)

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
        return _of_several([one for one in arguments if one is not type(None)], marks, type(None) in arguments)
    if origin is tuple:
        entries = _slot(arguments[0], ())
        limits = (limit for mark in marks for limit in (mark, *getattr(mark, "metadata", ())))
        essential = ESSENTIAL in marks or any(getattr(limit, "min_length", 0) for limit in limits)
        return ListSlot(may_be_absent, entries, essential) if entries else None
    if origin is dict:
        keys, values = _slot(arguments[0], ()), _slot(arguments[1], ())
        return MapSlot(may_be_absent, keys, values) if keys or values else None
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return NodeSlot(may_be_absent, (annotation,)) if plan_of(annotation) else None
    kind, exceptions = next((one.name for one in marks if isinstance(one, Names)), ""), frozenset[str]()
    if isinstance(annotation, type) and issubclass(annotation, Id):
        kind, exceptions = annotation.kind, annotation.exceptions
    deputy_of = next((one.name for one in marks if isinstance(one, StandsInFor)), "")
    defines = DEFINES in marks
    unique = defines or ONCE in marks
    return IdSlot(may_be_absent, kind, exceptions, defines, unique, KEPT in marks, deputy_of) if kind else None


def _of_several(members: list[Any], marks: tuple[Any, ...], may_be_absent: bool) -> Slot | None:
    slots = [slot for one in members if (slot := _slot(one, marks, may_be_absent))]
    nodes = [slot for slot in slots if isinstance(slot, NodeSlot)]
    if len(slots) > 1 and len(nodes) < len(slots):
        raise TypeError(f"no reference is of two types: {members}")
    return NodeSlot(may_be_absent, sum((slot.models for slot in nodes), ())) if nodes else next(iter(slots), None)


class IdField(NamedTuple):
    """A field that holds ids, and what its type says of them."""

    model: type[Node]
    name: str
    ids: IdSlot


@cache
def id_fields(model: type[Node]) -> dict[IdField, None]:
    """Every field of a model, and of the models inside it, that names or defines things."""
    found: dict[IdField, None] = {}
    for name, slot in plan_of(model).items():
        for inner in slot.innermost():
            if isinstance(inner, IdSlot):
                found[IdField(model, name, inner)] = None
            elif isinstance(inner, NodeSlot):
                for one in inner.models:
                    found |= id_fields(one)
    return found


def defined_kinds(model: type[Node]) -> frozenset[str]:
    """The kinds of things that a model, or a model inside it, defines."""
    return frozenset(field.ids.kind for field in id_fields(model) if field.ids.defines)


def named_kinds(model: type[Node]) -> frozenset[str]:
    """The kinds of things that a model, or a model inside it, names."""
    return frozenset(field.ids.kind for field in id_fields(model) if not field.ids.defines)
