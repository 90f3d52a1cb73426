"""Days as people write them, within those that every kind of file can hold."""

import re
from datetime import date

FIRST = date(1980, 1, 1)
"""Zip archives, and so workbooks, cannot store an earlier day."""
LAST = date(2099, 12, 31)
"""gzip stores seconds up to 7 February 2106; the remaining years leave room for days that are computed from a day."""


def out_of_range(day: date) -> str:
    """The reason why a day cannot be stored in a file; empty for any other day."""
    return "" if FIRST <= day <= LAST else f"{day.isoformat()} is not between {FIRST} and {LAST}"


def read_day(value: str) -> date:
    """The day that is written `2027-03-31`.

    Raises:
        ValueError: it is none, or one that no file can hold; says which.
    """
    try:
        day = date.fromisoformat(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f"{str(value)!r} is not a day; write year-month-day, as 2027-03-31")
    if fault := out_of_range(day):
        raise ValueError(f"{fault}, the days that files can hold")
    return day
