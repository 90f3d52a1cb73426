"""Columns of a table filter: `"field"`, `"field:filter"`, `"Header=field:filter:filter"`."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple, Self

from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.filtering import Filter, filter_named
from immerse.expressions.filters_numbers import grouped, say_truth
from immerse.expressions.value_shapes import ANYTHING, Kind, Shape
from immerse.model.base import Node
from immerse.model.policy.formats import TimeZone
from immerse.model.policy.legal import Regime
from immerse.model.policy.policy import Policy
from immerse.words.days import date_in_words
from immerse.words.english import join
from immerse.words.names import timezone_name
from immerse.words.near_misses import did_you_mean

NOTHING = "–"
"""The text of a cell where a row has no value."""

UNCONFIRMED = "to be confirmed"
"""The text of a cell where nobody has checked a line against its source yet."""


class Column(NamedTuple):
    """One column: its header, the field it shows, the filters in between."""

    header: str
    field: str
    filters: tuple[Filter, ...]

    @classmethod
    def parse(cls, spec: str) -> Self:
        """Read a column as authors write it; raises ExpressionFault."""
        header, equals, rest = spec.partition("=")
        field, *names = (rest if equals else header).split(":")
        field = field.strip()
        if not field:
            raise ExpressionFault(f"column {spec!r} names no field", 'write "field" or "Header=field:filter"')
        title = header.strip() if equals else field.rpartition(".")[2].replace("_", " ").capitalize()
        return cls(title, field, tuple(filter_named(name.strip()) for name in names))

    def reads(self) -> tuple[str, ...]:
        """Setting keys that its filters read besides the field."""
        return tuple(key for step in self.filters for key in step.all_reads(()))

    def inspect(self, table: Shape) -> None:
        """Raise ExpressionFault where the field does not exist or a filter cannot take it."""
        shape = self._field_shape(table)
        for step in self.filters:
            step.judge(shape, ())
            shape = Shape(step.gives)
        if shape.kind in (Kind.RECORD, Kind.MAP, Kind.BLOCK) or shape.lists_records:
            message = f"column {self.field!r} is {shape.kind}, which does not fit in a cell"
            raise ExpressionFault(message, "name a field", self.field)

    def _field_shape(self, table: Shape) -> Shape:
        row = table.rows()
        if row is None or row.kind is Kind.ANY:
            return ANYTHING
        if self.field == "id" and table.kind in (Kind.MAP, Kind.RECORD):
            return Shape(Kind.TEXT)
        shape = row
        for part in self.field.split("."):
            child = shape.child(part)
            if child is None:
                names = shape.names()
                hint = did_you_mean(part, names, f"there is: {', '.join(names) or 'no fields'}")
                raise ExpressionFault(f"unknown column {self.field!r}", hint, self.field)
            if child.hidden:
                raise ExpressionFault(f"column {self.field!r} is never shown on a site", "leave it out", self.field)
            shape = child
        return shape

    def cell(self, key: str, row: Any, policy: Policy) -> str:
        """The plain text of one cell."""
        value: Any = row
        for part in self.field.split("."):
            value = value.get(part) if isinstance(value, dict) else getattr(value, part, None)
        if self.field == "id" and key:
            value = key
        if value is None and self.field == "verified_on":
            return f"{UNCONFIRMED} by counsel" if isinstance(row, Regime) else UNCONFIRMED
        if value is None or value == ():
            return NOTHING
        for step in self.filters:
            value = step.apply(value, (), policy)
        return timezone_name(value) if isinstance(value, TimeZone) else say_value(value)


def rows_of(value: Any) -> Iterator[tuple[str, Any]]:
    """(key, row) of a list, a map or a group of like groups; the key of a list's row is empty."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, Node):
        yield from ((name, getattr(value, name)) for name in type(value).model_fields)
    else:
        yield from (("", row) for row in value)


def say_value(value: Any) -> str:
    """A single value in plain text: yes, 1,000, 31 May 2027, a list joined; raises ExpressionFault for a group."""
    if isinstance(value, bool):
        return say_truth(value)
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, date):
        return date_in_words(value)
    if isinstance(value, tuple):
        return join(say_value(item) for item in value)
    if isinstance(value, (Node, dict)) or value is None:
        raise ExpressionFault("a group of values does not fit in a sentence", "name a field of it")
    return grouped(value)
