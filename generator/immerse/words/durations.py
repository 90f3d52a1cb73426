"""Durations in words."""

from immerse.words.english import counted

_DAY = 24 * 60


def in_minutes(minutes: int, *, days: bool = True) -> str:
    """Minutes as "30 minutes", "1 hour 30 minutes", "2 days".

    Args:
        minutes: Zero or more.
        days: False for a clock that stops at night, on which 1,440 minutes are not a day.
    """
    if days and minutes >= _DAY and minutes % _DAY == 0:
        return counted(minutes // _DAY, "day")
    hours, rest = divmod(minutes, 60)
    parts = ([counted(hours, "hour")] if hours else []) + ([counted(rest, "minute")] if rest or not hours else [])
    return " ".join(parts)


def in_a_sentence(minutes: int) -> str:
    """A length of time as people say it: "a quarter of an hour", "half an hour", else as `in_minutes`."""
    return {15: "a quarter of an hour", 30: "half an hour"}.get(minutes) or in_minutes(minutes)


def in_hours(hours: int) -> str:
    """Hours as "24 hours"; from 48 on, whole days as "2 days"."""
    return counted(hours // 24, "day") if hours >= 48 and hours % 24 == 0 else counted(hours, "hour")


def in_cover_days(days: int) -> str:
    """The end of a number of cover days, one or more: "close of the next cover day"."""
    return "close of the next cover day" if days == 1 else f"close of the cover day {days} days on"


def abbreviated(minutes: int) -> str:
    """Minutes for a picture: "5 min", "1 h", "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"
