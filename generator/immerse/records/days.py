"""Days and moments as texts, which sort by time: `2026-12-01` and `2026-12-01T08:30:00.000Z`."""

from datetime import date, datetime

from immerse.model.periods import later


def day_after(day: str, count: int) -> str:
    """A day some days later, or earlier."""
    return later(date.fromisoformat(day), days=count).isoformat()


def days_between(first: str, last: str) -> int:
    """Days from the first to the last; negative if the last is earlier."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def weeks_between(first: str, last: str) -> int:
    """Whole weeks from the first day to the last."""
    return days_between(first, last) // 7


def monday(day: str) -> str:
    """The Monday of a day's week."""
    return day_after(day, -date.fromisoformat(day).weekday())


def moment_text(moment: datetime) -> str:
    """A moment in UTC, with thousandths of a second."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
