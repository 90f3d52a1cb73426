"""Filters: the input and arguments that they accept, the kind of value they return, other settings that they read."""

from collections.abc import Callable
from typing import Any, NamedTuple

from immerse.expressions.expression_errors import ExpressionFault, MissingValue
from immerse.expressions.value_shapes import Kind, Shape, shape_of_value
from immerse.model.policy.policy import Policy
from immerse.words.near_misses import did_you_mean

Arguments = tuple[str, ...]


def of_value(say: Callable[[Any], Any]) -> Callable[[Any, Arguments, Policy], Any]:
    """A filter's function from a function that needs neither arguments nor the policy."""
    return lambda value, arguments, policy: say(value)


class Filter(NamedTuple):
    """One filter of the language. `run` gets a value that `takes` has accepted, and texts as arguments."""

    name: str
    wants: str
    """The input that it takes, as messages call it: "a whole number of minutes"."""
    takes: Callable[[Shape], bool]
    run: Callable[[Any, Arguments, Policy], Any]
    gives: Kind = Kind.TEXT
    least: int = 0
    """The least number of arguments."""
    most: int = 0
    """The greatest number of arguments."""
    reads: tuple[str, ...] = ()
    """Setting keys that it reads besides its input."""
    reads_by: Callable[[Arguments], tuple[str, ...]] = lambda arguments: ()
    """Setting keys that it reads because of its arguments."""
    inspect: Callable[[Shape, Arguments], None] = lambda shape, arguments: None
    """Raises ExpressionFault for arguments that do not fit the input."""
    unit: str = ""
    """The unit that it says; empty where it says none."""

    def judge(self, shape: Shape, arguments: tuple[Any, ...]) -> None:
        """Raise ExpressionFault for an input or arguments that the filter does not accept."""
        if not self.least <= len(arguments) <= self.most:
            raise ExpressionFault(f"filter {self.name!r} takes {self._how_many()}, not {len(arguments)}", "", self.name)
        for argument in arguments:
            if not isinstance(argument, str):
                raise ExpressionFault(f"filter {self.name!r} takes texts as arguments, not {argument!r}", "", self.name)
        if shape.kind is not Kind.ANY and not self.takes(shape):
            raise ExpressionFault(f"filter {self.name!r} takes {self.wants}, not {shape.kind}", "", self.name)
        unit = shape.limit.unit if shape.limit else ""
        if self.unit and unit and unit != self.unit:
            message, right = f"filter {self.name!r} says {self.unit}, but the value is in {unit}", filter_of(unit)
            raise ExpressionFault(message, f"write {right or 'number'}", self.name)
        self.inspect(shape, arguments)

    def apply(self, value: Any, arguments: tuple[Any, ...], policy: Policy) -> Any:
        """The filtered value; raises ExpressionFault or MissingValue."""
        self.judge(shape_of_value(value), arguments)
        return self.run(value, arguments, policy)

    def all_reads(self, arguments: tuple[Any, ...]) -> tuple[str, ...]:
        """Every setting key it reads besides its input, given these arguments."""
        return self.reads + self.reads_by(tuple(argument for argument in arguments if isinstance(argument, str)))

    def _how_many(self) -> str:
        if self.most == 0:
            return "no arguments"
        if self.least == self.most:
            return "one argument" if self.most == 1 else f"{self.most} arguments"
        return "at most one argument" if self.most == 1 else f"{self.least} or more arguments"


def is_number(shape: Shape) -> bool:
    """Takes a number."""
    return shape.kind is Kind.NUMBER


def is_text(shape: Shape) -> bool:
    """Takes a text."""
    return shape.kind is Kind.TEXT


def is_text_or_list(shape: Shape) -> bool:
    """Takes a text or a list of texts."""
    if shape.kind is Kind.LIST:
        return shape.item is None or shape.item.kind in (Kind.TEXT, Kind.ANY)
    return is_text(shape)


def is_many(shape: Shape) -> bool:
    """Takes a list, a map, or a group of like groups (the four targets)."""
    return shape.kind in (Kind.LIST, Kind.MAP) or shape.rows() is not None


def setting_of(policy: Policy, key: str) -> Any:
    """The effective value of a setting; raises MissingValue where nobody set it."""
    group, _, name = key.partition(".")
    value = getattr(getattr(policy, group, None), name, None)
    if value is None:
        raise MissingValue((group, name))
    return value


def each(value: Any) -> tuple[Any, ...]:
    """The items of a list, or a single value as the only item."""
    return value if isinstance(value, tuple) else (value,)


FILTERS: dict[str, Filter] = {}
"""Every filter by its name; filled in filters.py, so that a column of a table can name any of them."""


def filter_of(unit: str) -> str:
    """The name of the filter that says a unit; empty where none does."""
    return next((name for name, known in FILTERS.items() if unit and known.unit == unit), "")


def filter_named(name: str) -> Filter:
    """The filter of this name; raises ExpressionFault that suggests the nearest name."""
    filter_ = FILTERS.get(name)
    if filter_ is None:
        hint = did_you_mean(name, FILTERS, f"filters: {', '.join(sorted(FILTERS))}", certain=True)
        raise ExpressionFault(f"unknown filter {name!r}", hint, name)
    return filter_
