"""The type of a day in a model."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from immerse.model.day_range import read_day


def _to_date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return read_day(value)
        except ValueError as error:
            raise PydanticCustomError("day", "{fault}", {"fault": str(error)}) from None
    return value


Day = Annotated[date, BeforeValidator(_to_date)]
"""A calendar day, written 2027-03-31."""


@dataclass(frozen=True)
class Done:
    """Marks a day on which somebody did something, which nobody has done for a new client."""


DayDone = Annotated[Day, Done()]
