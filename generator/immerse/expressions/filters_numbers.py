"""Filters for numbers, times and days: minutes, weeks, working_days, percent, spell, count, date and others."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.filtering import Filter, is_many, is_number, of_value
from immerse.expressions.value_shapes import Kind
from immerse.model.base import Node
from immerse.words.days import date_in_words
from immerse.words.durations import in_hours, in_minutes
from immerse.words.english import counted, spelled


def grouped(number: int | float | Decimal) -> str:
    """`1,000`, `2.5`."""
    return f"{number:,}"


def say_truth(value: bool) -> str:
    """`yes` or `no`."""
    return "yes" if value else "no"


def _whole(say: Callable[[int], str], unit: str) -> Callable[[Any], str]:
    """`say` for a value that is a whole number of a unit, and not negative."""

    def run(value: Any) -> str:
        """The words for `value`; raises ExpressionFault."""
        if isinstance(value, int) and value >= 0:
            return say(value)
        raise ExpressionFault(f"{value} is not a whole number of {unit}")

    return run


def _counted(unit: str) -> Filter:
    say = _whole(lambda number: counted(number, unit), f"{unit}s")
    return _measured(f"{unit}s", say)


def _measured(unit: str, say: Callable[[int], str]) -> Filter:
    return Filter(unit.replace(" ", "_"), f"a whole number of {unit}", is_number, of_value(say), unit=unit)


def _count(value: Any) -> int:
    return len(type(value).model_fields) if isinstance(value, Node) else len(value)


NUMBERS: tuple[Filter, ...] = (
    _measured("minutes", _whole(in_minutes, "minutes")),
    _measured("hours", _whole(in_hours, "hours")),
    _counted("week"),
    _counted("month"),
    _counted("working day"),
    Filter("percent", "a number", is_number, of_value(lambda value: f"{grouped(value)}%"), unit="per cent"),
    Filter("number", "a number", is_number, of_value(grouped)),
    Filter("spell", "a whole number", is_number, of_value(_whole(spelled, "things"))),
    Filter("count", "a list or a map", is_many, of_value(_count), gives=Kind.NUMBER),
    Filter("date", "a day", lambda shape: shape.kind is Kind.DAY, of_value(date_in_words)),
    Filter("yes_no", "true or false", lambda shape: shape.kind is Kind.TRUTH, of_value(say_truth)),
)
