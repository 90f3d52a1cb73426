"""Days as people write them, within those that every kind of file can hold."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

FIRST = date(1980, 1, 1)
"""An archive holds no earlier day; a workbook is one."""
LAST = date(2099, 12, 31)
"""A compressed file counts seconds to 7 February 2106; some years are left for what is reckoned from a day."""


def out_of_range(day: date) -> str:
    """What is wrong with a day that no file can hold; empty for any other."""
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


def _to_date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return read_day(value)
        except ValueError as error:
            raise PydanticCustomError("day", "{fault}", {"fault": str(error)}) from None
    return value


Day = Annotated[date, BeforeValidator(_to_date)]
"""A calendar day, written 2027-03-31."""
