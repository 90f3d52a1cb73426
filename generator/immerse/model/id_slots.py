"""The ids in a model's fields, by the fields' types: fields that reference ids, that define ids, or that hold nodes
with ids.

A field whose type is an `Id` with a kind, or is marked with `Names`, is a reference; marked with `Defines` it
defines an id.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from immerse.model.base import Node
from immerse.model.id_marks import DEFINES, ESSENTIAL, KEPT, ONCE, IdMark, Names, StandsInFor, Within
from immerse.model.ids import LocalId
from immerse.model.limits import Entries
from immerse.model.text import Id


class IdType(NamedTuple):
    """The properties of a type of ids."""

    kind: str
    exceptions: frozenset[str]
    defines: bool
    unique: bool
    """Whether no two entries of one list have the same id."""
    kept: bool
    stands_in_for: str
    is_local: bool
    within: str
    """The field of the same node that names the whole; empty where the whole is the node around this one."""
    named_as: tuple[str, ...]


class Slot(NamedTuple):
    """A part of a field's type that references or defines ids, or holds nodes that do: an id, a node, a list or a
    map."""

    may_be_absent: bool
    ids: IdType | None = None
    models: tuple[type[Node], ...] = ()
    """The classes of a node, which have slots of their own."""
    keys: Slot | None = None
    """The slot of the keys of a map."""
    entries: Slot | None = None
    """The slot of the entries of a list, or of the values of a map."""
    essential: bool = False
    """Whether the node is left out with the last entry of the list."""
    marks: frozenset[IdMark] = frozenset()
    """The marks of the whole field."""

    def innermost(self) -> Iterator[Slot]:
        """The parts that are ids or nodes themselves."""
        if self.ids or self.models:
            yield self
        for part in filter(None, (self.keys, self.entries)):
            yield from part.innermost()


def own_ids(model: type[Node]) -> IdType | None:
    """The type of the id of such nodes; None where none of their fields defines one."""
    field = own_field(model)
    return plan_of(model)[field].ids if field else None


@cache
def own_field(model: type[Node]) -> str | None:
    """The field that defines the id of a model's nodes."""
    return next((name for name, slot in plan_of(model).items() if slot.ids and slot.ids.defines), None)


@cache
def slots_of(model: type[Node], defined: bool, parts: bool) -> tuple[tuple[str, Slot], ...]:
    """The part of `plan_of` that leads to definitions, or the part that leads to references; without `parts` none that
    leads only to local ids."""

    def holds(slot: Slot) -> bool:
        """Whether the slot defines or references ids, as requested."""
        found = [slot.ids] if slot.ids else [field.ids for model in slot.models for field in id_fields(model)]
        return any(ids.defines == defined and (parts or not ids.is_local) for ids in found)

    return tuple((name, slot) for name, slot in plan_of(model).items() if any(map(holds, slot.innermost())))


@cache
def plan_of(model: type[Node]) -> dict[str, Slot]:
    """The fields of a model that reference or define ids, or hold nodes that do."""
    fields = ((name, _slot(field.annotation, tuple(field.metadata))) for name, field in model.model_fields.items())
    return {name: slot for name, slot in fields if slot}


def _slot(annotation: Any, marks: tuple[Any, ...], may_be_absent: bool = False) -> Slot | None:
    if isinstance(annotation, type) and not (marks or issubclass(annotation, Id | Node)):
        return None  # most fields end here; the rest takes ten times as long
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _slot(arguments[0], (*arguments[1:], *marks), may_be_absent)
    if origin in (Union, UnionType):
        return _of_several([member for member in arguments if member is not type(None)], marks, type(None) in arguments)
    if origin is tuple:
        entries = _slot(arguments[0], ())
        essential = ESSENTIAL in marks or any(isinstance(mark, Entries) and mark.least for mark in marks)
        field = _id_marks(marks)
        return Slot(may_be_absent, entries=entries, essential=essential, marks=field) if entries else None
    if origin is dict:
        keys, values = _slot(arguments[0], ()), _slot(arguments[1], ())
        return Slot(may_be_absent, keys=keys, entries=values) if keys or values else None
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return Slot(may_be_absent, models=(annotation,)) if plan_of(annotation) else None
    ids = _id_type(annotation, marks)
    return Slot(may_be_absent, ids, marks=_id_marks(marks)) if ids.kind else None


def _id_marks(marks: tuple[Any, ...]) -> frozenset[IdMark]:
    return frozenset(mark for mark in marks if isinstance(mark, IdMark))


def _id_type(annotation: Any, marks: tuple[Any, ...]) -> IdType:
    def named(kind: type[IdMark]) -> str:
        return next((mark.name for mark in marks if isinstance(mark, kind)), "")

    kind, exceptions, is_local = named(Names), frozenset[str](), False
    if isinstance(annotation, type) and issubclass(annotation, Id):
        kind, exceptions = annotation.kind or kind, annotation.exceptions
        is_local = issubclass(annotation, LocalId)
    defines = DEFINES in marks
    return IdType(
        kind,
        exceptions,
        defines,
        unique=defines or ONCE in marks,
        kept=KEPT in marks,
        stands_in_for=named(StandsInFor),
        is_local=is_local,
        within=named(Within),
        named_as=tuple(wider.kind for wider in getattr(annotation, "named_as", ())),
    )


def _of_several(members: list[Any], marks: tuple[Any, ...], may_be_absent: bool) -> Slot | None:
    slots = [slot for member in members if (slot := _slot(member, marks, may_be_absent))]
    models: tuple[type[Node], ...] = sum((slot.models for slot in slots), ())
    if len(slots) > 1 and not all(slot.models for slot in slots):
        raise TypeError(f"no reference is of two types: {members}")
    return Slot(may_be_absent, models=models) if models else next(iter(slots), None)


class IdField(NamedTuple):
    """A field that holds ids, and the type of the ids."""

    model: type[Node]
    name: str
    ids: IdType


@cache
def id_fields(model: type[Node]) -> dict[IdField, None]:
    """Every field of a model, and of the models inside it, that references or defines ids."""
    fields: dict[IdField, None] = {}
    for name, slot in plan_of(model).items():
        for inner in slot.innermost():
            if inner.ids:
                fields[IdField(model, name, inner.ids)] = None
            for below in inner.models:
                fields |= id_fields(below)
    return fields


def id_kinds(model: type[Node], *, defined: bool) -> frozenset[str]:
    """The kinds of ids that a model, or a model inside it, defines, or those that it references."""
    return frozenset(field.ids.kind for field in id_fields(model) if field.ids.defines == defined)


def defining_fields(model: type[Node]) -> dict[str, str]:
    """Kind of id -> the first field of a model in which, or below which, ids of that kind are defined."""
    by_kind: dict[str, str] = {}
    for name, slot in plan_of(model).items():
        for inner in slot.innermost():
            kinds = [inner.ids.kind] if inner.ids and inner.ids.defines else []
            for kind in (*kinds, *(kind for below in inner.models for kind in id_kinds(below, defined=True))):
                by_kind.setdefault(kind, name)
    return by_kind
