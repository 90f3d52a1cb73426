"""The kind of value at each path of the policy, taken from the models' annotations without a client."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from immerse.model.base import Node
from immerse.model.id_marks import DEFINES
from immerse.model.limits import Limit
from immerse.model.policy.contract import is_hidden
from immerse.model.policy.setting_marks import LOOKED_UP
from immerse.model.policy.value_types import field_type
from immerse.model.text import Id


class Kind(StrEnum):
    """Kinds of value as an author would name them; `ANY` is known only from a client's value."""

    TEXT = "text"
    NUMBER = "a number"
    TRUTH = "true or false"
    DAY = "a day"
    LIST = "a list"
    MAP = "a map"
    RECORD = "a group of values"
    BLOCK = "a table, a list or a quotation"
    NOTHING = "nothing"
    ANY = "a value"


class Shape(NamedTuple):
    """A kind, with its known details."""

    kind: Kind
    choices: tuple[Any, ...] = ()
    """For a text of a closed set: every value that it may have."""
    limit: Limit | None = None
    """For a number: its bounds, where they are declared; such a number is whole."""
    item: Shape | None = None
    """For a list or a map: the shape of its items."""
    keys: tuple[str, ...] = ()
    """For a map with a closed set of keys: the keys."""
    model: type[Node] | None = None
    """For a record: its model."""
    named: str = ""
    """For an id: the kind of thing that it names."""
    hidden: bool = False
    """Whether it is shown to nobody, in any view."""
    in_hand: bool = False
    """Known from a value and not from a declaration, so that other possible values are not known."""

    @property
    def lists_records(self) -> bool:
        """Whether it is a list of groups of values."""
        return self.kind is Kind.LIST and self.item is not None and self.item.kind in (Kind.RECORD, Kind.MAP)

    @property
    def fields(self) -> Mapping[str, FieldInfo]:
        """The fields of a record; none for anything else."""
        return self.model.model_fields if self.model else {}

    def child(self, name: str) -> Shape | None:
        """The shape of a record's field, a map's item, or an item of a list whose items have names; None where there is
        no such name."""
        if self.kind is Kind.ANY:
            return self
        if self.kind is Kind.MAP:
            return self.item if not self.keys or name in self.keys else None
        if self.kind is Kind.LIST:
            return self.item if self.item and self.item.model and key_fields(self.item.model) else None
        return _field_shape(self.model, name) if self.model and name in self.fields else None

    def looked_up(self) -> Shape | None:
        """The shape of what a fact looks up: an item of a map, or of a list whose items have names."""
        if self.kind is Kind.ANY:
            return self
        return self.item if self.kind is Kind.MAP else self.child("") if self.kind is Kind.LIST else None

    def names(self) -> tuple[str, ...]:
        """The names that may follow, where they are known."""
        return self.keys or tuple(self.fields)

    def rows(self) -> Shape | None:
        """The shape of a row in a table of this: a list's or map's item, or the records of a record."""
        if self.kind in (Kind.LIST, Kind.MAP):
            return self.item
        children = [_field_shape(self.model, name) for name in self.fields] if self.model else []
        if children and all(child.kind is Kind.RECORD and child.model is children[0].model for child in children):
            return children[0]
        return None


ANYTHING = Shape(Kind.ANY)


@cache
def key_fields(model: type[Node]) -> tuple[str, ...]:
    """The fields by which an item of a list is looked up (`policy.centre.languages["pl"]`): its id, and what is
    marked."""
    marks = {name: field_type(model, name).metadata for name in model.model_fields}
    return tuple(name for name, found in marks.items() if DEFINES in found or LOOKED_UP in found)


@cache
def shape_of(annotation: Any) -> Shape:
    """The shape that an annotation of a policy model declares."""
    origin = get_origin(annotation)
    if origin is Annotated:
        limit = next((part for part in get_args(annotation)[1:] if isinstance(part, Limit)), None)
        shape = shape_of(get_args(annotation)[0])
        return shape._replace(limit=limit) if limit else shape
    if origin in (Union, types.UnionType):
        return _union(get_args(annotation))
    if origin is Literal:
        return _literal(get_args(annotation))
    if origin is tuple:
        item: Any = get_args(annotation)[0]
        return Shape(Kind.LIST, item=shape_of(item))
    if origin is dict:
        key, value = get_args(annotation)
        return Shape(Kind.MAP, item=shape_of(value), keys=tuple(map(str, shape_of(key).choices)))
    return _plain(annotation)


def _plain(annotation: Any) -> Shape:
    if not isinstance(annotation, type):
        return ANYTHING
    if issubclass(annotation, Node):
        return Shape(Kind.RECORD, model=annotation)
    for kind, types_ in _PLAIN:
        if issubclass(annotation, types_):
            return Shape(kind, named=annotation.kind if issubclass(annotation, Id) else "")
    return ANYTHING


_PLAIN: tuple[tuple[Kind, tuple[type, ...]], ...] = (
    (Kind.TEXT, (str,)),
    (Kind.TRUTH, (bool,)),
    (Kind.NUMBER, (int, float, Decimal)),
    (Kind.DAY, (date,)),
    (Kind.NOTHING, (type(None),)),
)


def _union(parts: tuple[Any, ...]) -> Shape:
    shapes = [shape for part in parts if (shape := shape_of(part)).kind is not Kind.NOTHING]
    if not shapes:
        return Shape(Kind.NOTHING)
    first = shapes[0]
    if any(shape.kind is not first.kind or shape.model is not first.model for shape in shapes):
        return ANYTHING
    choices = tuple(choice for shape in shapes for choice in shape.choices) if all(s.choices for s in shapes) else ()
    return first._replace(choices=choices)


def _literal(values: tuple[Any, ...]) -> Shape:
    sample = values[0]
    kind = Kind.TRUTH if isinstance(sample, bool) else Kind.NUMBER if isinstance(sample, int) else Kind.TEXT
    return Shape(kind, choices=values)


@cache  # by name, because comparing annotations takes as long as reading them
def _field_shape(model: type[Node], name: str) -> Shape:
    info = model.model_fields[name]
    annotation: Any = info.annotation
    shape = shape_of(annotation)
    if limit := next((part for part in info.metadata if isinstance(part, Limit)), None):
        shape = shape._replace(limit=limit)
    return shape._replace(hidden=True) if is_hidden(model, name) else shape


def shape_of_value(value: Any) -> Shape:
    """The shape of a value."""
    if value is None:
        return Shape(Kind.NOTHING)
    if isinstance(value, Node):
        return Shape(Kind.RECORD, model=type(value))
    if isinstance(value, tuple):
        return Shape(Kind.LIST, item=shape_of_value(value[0]) if value else ANYTHING)
    if isinstance(value, dict):
        return Shape(Kind.MAP, item=shape_of_value(next(iter(value.values()))) if value else ANYTHING)
    return _plain(type(value))._replace(in_hand=True)
