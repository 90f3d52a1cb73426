"""Days of a new client's file: what lies ahead is counted from today, what somebody did is left open."""

from __future__ import annotations

from datetime import date, timedelta

DEEDS = frozenset({"verified_on", "tested_on", "export_tested_on", "held_on", "decided_on", "signed_on", "reviewed_on"})
"""Days on which somebody did something: nobody did it for the new client."""

LONG_AGO = date(2000, 1, 1)
"""Stands for such a day where one has to be given: nobody takes it for the truth."""

_HALF, _YEAR, _MONTH = timedelta(days=182), timedelta(days=365), timedelta(days=30)


def date_for(keys: tuple[str, ...], today: date, weeks: int) -> date:
    """A day to begin with for the value at a path, in an order that can be.

    Args:
        keys: The path of the value.
        today: The day on which the file is made.
        weeks: The length of the rotation, which ends before the agency leaves.
    """
    leaving = today + max(_YEAR, timedelta(weeks=weeks, days=1))
    if keys[-1] == "starts" or keys[-1] == "effective":
        return today
    if keys[0] == "agency":
        return {"reviews": leaving + _MONTH, "by": today + _HALF}.get(keys[-1], leaving)
    if keys[0] == "custom":
        return today + _HALF
    return today + 2 * _YEAR if keys[-1] == "ends_on" else today + _YEAR
