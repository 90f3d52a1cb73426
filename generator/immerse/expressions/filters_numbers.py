"""Filters for numbers, times and days: minutes, weeks, working_days, percent, spell, count, date and others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from immerse.expressions.faults import ExpressionFault
from immerse.expressions.filtering import Arguments, Filter, is_many, is_number
from immerse.expressions.shapes import Kind
from immerse.model.base import Node
from immerse.model.days import in_words
from immerse.model.policy.policy import Policy

_SPELLED = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


def count_of(amount: int, unit: str) -> str:
    """`1 week`, `26 weeks`."""
    return f"{amount:,} {unit}" if amount == 1 else f"{amount:,} {unit}s"


def say_minutes(minutes: int, days: bool = True) -> str:
    """`30 minutes`, `1 hour 30 minutes`; whole days as days unless `days` is off (a cover day is not 24 hours)."""
    if days and minutes and minutes % 1440 == 0:
        return count_of(minutes // 1440, "day")
    hours, rest = divmod(minutes, 60)
    parts = [count_of(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(count_of(rest, "minute"))
    return " ".join(parts)


def say_hours(hours: int) -> str:
    """`24 hours`; from 48 on whole days as days."""
    return count_of(hours // 24, "day") if hours >= 48 and hours % 24 == 0 else count_of(hours, "hour")


def say_day(day: date) -> str:
    """`31 May 2027`."""
    return in_words(day)


def say_number(number: int | float | Decimal) -> str:
    """`1,000`, `2.5`."""
    return f"{number:,}"


def _whole(value: Any, unit: str) -> int:
    if isinstance(value, int) and value >= 0:
        return value
    raise ExpressionFault(f"{value} is not a whole number of {unit}")


def _minutes(value: Any, arguments: Arguments, policy: Policy) -> str:
    return say_minutes(_whole(value, "minutes"))


def _hours(value: Any, arguments: Arguments, policy: Policy) -> str:
    return say_hours(_whole(value, "hours"))


def _weeks(value: Any, arguments: Arguments, policy: Policy) -> str:
    return count_of(_whole(value, "weeks"), "week")


def _months(value: Any, arguments: Arguments, policy: Policy) -> str:
    return count_of(_whole(value, "months"), "month")


def _working_days(value: Any, arguments: Arguments, policy: Policy) -> str:
    return count_of(_whole(value, "working days"), "working day")


def _percent(value: Any, arguments: Arguments, policy: Policy) -> str:
    return f"{say_number(value)}%"


def _number(value: Any, arguments: Arguments, policy: Policy) -> str:
    return say_number(value)


def _spell(value: Any, arguments: Arguments, policy: Policy) -> str:
    number = _whole(value, "things")
    return _SPELLED[number] if number < len(_SPELLED) else say_number(number)


def _count(value: Any, arguments: Arguments, policy: Policy) -> int:
    return len(type(value).model_fields) if isinstance(value, Node) else len(value)


def _date(value: Any, arguments: Arguments, policy: Policy) -> str:
    return say_day(value)


def _yes_no(value: Any, arguments: Arguments, policy: Policy) -> str:
    return "yes" if value else "no"


NUMBERS: tuple[Filter, ...] = (
    Filter("minutes", "a whole number of minutes", is_number, _minutes),
    Filter("hours", "a whole number of hours", is_number, _hours),
    Filter("weeks", "a whole number of weeks", is_number, _weeks),
    Filter("months", "a whole number of months", is_number, _months),
    Filter("working_days", "a whole number of working days", is_number, _working_days),
    Filter("percent", "a number", is_number, _percent),
    Filter("number", "a number", is_number, _number),
    Filter("spell", "a whole number", is_number, _spell),
    Filter("count", "a list or a map", is_many, _count, gives=Kind.NUMBER),
    Filter("date", "a day", lambda shape: shape.kind is Kind.DAY, _date),
    Filter("yes_no", "true or false", lambda shape: shape.kind is Kind.TRUTH, _yes_no),
)
