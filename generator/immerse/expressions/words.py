"""Days of the week in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from immerse.clocks.week import DAY_IDS, WEEKDAYS, day_numbers
from immerse.model.policy.words import join


def is_week(values: Sequence[str]) -> bool:
    """True where every value is a weekday's id (`mon`)."""
    return bool(values) and all(value in DAY_IDS for value in values)


def say_days(ids: Iterable[str]) -> str:
    """`Monday to Friday`, `Monday, Wednesday and Friday`, `every day`."""
    runs: list[list[int]] = []
    for day in day_numbers(ids):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if sum(map(len, runs)) == 7:
        return "every day"
    parts: list[str] = []
    for run in runs:
        names = [WEEKDAYS[day] for day in run]
        parts += [f"{names[0]} to {names[-1]}"] if len(names) > 2 else names
    return join(parts)
