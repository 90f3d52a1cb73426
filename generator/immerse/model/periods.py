"""Periods of days, weeks and months, counted from a day."""

from calendar import monthrange
from datetime import date, timedelta


def later(day: date, *, months: int = 0, weeks: int = 0, days: int = 0) -> date:
    """The day so much later, or earlier for negative numbers. Months end on the same day of the month, or on the last
    day of a shorter month; weeks and days are counted from there."""
    if months:
        year, month = divmod(day.month - 1 + months, 12)
        last = monthrange(day.year + year, month + 1)[1]
        day = date(day.year + year, month + 1, min(day.day, last))
    return day + timedelta(weeks=weeks, days=days)


def is_longer_ago(day: date, on: date, *, months: int = 0, days: int = 0) -> bool:
    """Whether more than this has passed since `day` on the day `on`."""
    return on > later(day, months=months, days=days)
