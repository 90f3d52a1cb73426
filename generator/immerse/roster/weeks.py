"""Weeks between days."""

from __future__ import annotations

from datetime import date

from immerse.records.judge import day_after, days_between


def weeks_since(first: str, last: str) -> int:
    """Whole weeks between two days."""
    return days_between(first, last) // 7


def monday(day: str) -> str:
    """The Monday of a day's week."""
    return day_after(day, -date.fromisoformat(day).weekday())
