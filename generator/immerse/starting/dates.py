"""Dates of a new client's file: future ones are counted from today, those of completed actions are left open."""

from datetime import date

from immerse.model.periods import later

LONG_AGO = date(2000, 1, 1)
"""Used for the day of a completed action if one is required; it is obviously not real."""


def date_for(keys: tuple[str, ...], today: date, weeks: int) -> date:
    """A first day for the value at the path `keys`, in a possible order.

    `weeks` is the length of the rotation, which ends before the agency leaves.
    """
    leaving = max(later(today, months=12), later(today, weeks=weeks, days=1))
    if keys[-1] == "starts" or keys[-1] == "effective":
        return today
    if keys[0] == "agency":
        return {"reviews": later(leaving, months=1), "by": later(today, months=6)}.get(keys[-1], leaving)
    if keys[0] == "custom":
        return later(today, months=6)
    return later(today, months=24 if keys[-1] == "ends_on" else 12)
