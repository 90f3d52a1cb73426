"""Scales, clocks and numbers that several groups of settings share."""

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from immerse.model.policy.zones import meant_by
from immerse.model.text import Formed, Words

Priority = Literal["P1", "P2", "P3", "P4"]
"""How long one conversation can wait; P1 is the highest."""

Severity = Literal["S1", "S2", "S3", "S4"]
"""State of the organisation; S1 is the highest."""

Clock = Literal["wall", "cover"]
"""`wall` runs day and night; `cover` runs only while the desk of the item's language is open."""

Minutes = Annotated[int, Field(ge=1, le=20160)]
"""Minutes, up to fourteen days."""

Hours = Annotated[int, Field(ge=1, le=8760)]
"""Hours, up to a year."""

Months = Annotated[int, Field(ge=1, le=240)]
"""Months, up to twenty years."""

SEEN_BY_NOBODY: dict[str, Any] = {"immerse": {"shown": "never"}}
"""`json_schema_extra` of a leaf that no site shows, whatever the setting around it says."""


class TimeZone(Words):
    """A time zone by its IANA name: `Europe/London`."""

    __slots__ = ()

    @classmethod
    def fault(cls, value: str) -> str:
        if value in ("localtime", "posixrules", "Factory") or value.startswith(("posix/", "right/")):
            return f"{value!r} is another time on each machine; write an IANA name like Europe/London"
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            meant = meant_by(value)
            return f"{value!r} is not a time zone; write {meant or 'an IANA name like Europe/London'}"
        return ""


class Phone(Formed, Words):
    """A telephone number as a person would dial it: digits, spaces, a leading plus; a short code is fine."""

    __slots__ = ()

    schema_pattern = r"^\+?[0-9][0-9 ()-]{1,22}$"
    form = "a telephone number: digits, spaces, a leading plus"
