"""The values that the annotation of a field allows; every walk over the policy contract uses this description."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from immerse.model.base import Node
from immerse.model.clock_times import ClockTime
from immerse.model.ids import ContactId, PersonKey
from immerse.model.limits import Limit
from immerse.model.policy.formats import (
    HolidayRegion,
    Jurisdiction,
    LanguageTag,
    Mailbox,
    Phone,
    TimeZone,
    Version,
    WebAddress,
)
from immerse.model.text import CodeId, Name, Slug

T = TypeVar("T")

ValueKind = Literal[
    "group",
    "list",
    "mapping",
    "text",
    "name",
    "number",
    "yes_no",
    "choice",
    "date",
    "time",
    "zone",
    "language",
    "country",
    "region",
    "phone",
    "web",
    "mailbox",
    "version",
    "contact",
    "person",
    "reference",
    "id",
    "code",
]
"""The kind of a value: `name` is a text on one line without markup, `contact` the id of one of escalation.contacts,
`reference` that of something else, `person` a person's key, `id` the id of an entry of a list."""

_KINDS: tuple[tuple[type, ValueKind], ...] = (
    (Node, "group"),
    (TimeZone, "zone"),
    (Phone, "phone"),
    (LanguageTag, "language"),
    (HolidayRegion, "region"),
    (Jurisdiction, "country"),
    (Version, "version"),
    (WebAddress, "web"),
    (Mailbox, "mailbox"),
    (ContactId, "contact"),
    (PersonKey, "person"),
    (Slug, "reference"),
    (CodeId, "code"),
    (ClockTime, "time"),
    (Name, "name"),
    (bool, "yes_no"),
    (int, "number"),
    (date, "date"),
)


class ValueType(NamedTuple):
    """The type of a value."""

    kind: ValueKind
    annotation: Any = None
    """The annotation without `None` and `Annotated`."""
    metadata: tuple[Any, ...] = ()
    """The declarations around the annotation, constraints inside a `Field` included."""
    choices: tuple[Any, ...] = ()
    """The values of a `Literal`."""
    key: ValueType | None = None
    """The type of the keys of a mapping."""
    item: ValueType | None = None
    """The type of the values of a mapping or of the entries of a list."""

    @property
    def model(self) -> type[Node] | None:
        """The model of a group; None for any other value."""
        return self.annotation if self.kind == "group" else None

    @property
    def limit(self) -> Limit:
        """The bounds and unit of a number; without bounds where none are declared."""
        return self.declared(Limit) or Limit()

    def declared(self, kind: type[T]) -> T | None:
        """The declaration of a kind (`Limit`, `Stricter`); None where there is none."""
        return next((part for part in self.metadata if isinstance(part, kind)), None)

    def constraint(self, name: str) -> Any:
        """A constraint of pydantic: `min_length`, `pattern`; None where it is not declared."""
        values = (getattr(part, name, None) for part in self.metadata)
        return next((value for value in values if value is not None), None)


@cache
def field_type(model: type[Node], name: str) -> ValueType:
    """The type of a field's value."""
    field = model.model_fields[name]
    return value_type(field.annotation, tuple(field.metadata))


def value_type(annotation: Any, metadata: tuple[Any, ...] = ()) -> ValueType:
    """The type that an annotation gives, with the metadata around it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return value_type(arguments[0], (*metadata, *arguments[1:]))
    if origin in (Union, UnionType):
        return value_type(next(part for part in arguments if part is not type(None)), metadata)
    declared = tuple(constraint for part in metadata for constraint in (part, *getattr(part, "metadata", ())))
    if origin is Literal:
        return ValueType("yes_no" if isinstance(arguments[0], bool) else "choice", annotation, declared, arguments)
    if origin is tuple:
        return ValueType("list", annotation, declared, item=value_type(arguments[0]))
    if origin is dict:
        return ValueType("mapping", annotation, declared, (), *map(value_type, arguments))
    bases = annotation.__mro__ if isinstance(annotation, type) else ()
    return ValueType(next((kind for base, kind in _KINDS if base in bases), "text"), annotation, declared)
