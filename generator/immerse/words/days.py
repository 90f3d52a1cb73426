"""Days and weekdays in words."""

from collections.abc import Iterable
from datetime import date

from immerse.words.english import join
from immerse.words.names import english

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY_IDS = tuple(weekday[:3].lower() for weekday in WEEKDAYS)
"""Weekdays as a policy writes them: `mon`."""


def date_in_words(day: date) -> str:
    """`31 May 2027`."""
    return f"{day.day} {english().months['format']['wide'][day.month]} {day.year}"


def short_date(day: date) -> str:
    """`Mon 23 Nov 2026`."""
    month = english().months["format"]["abbreviated"][day.month]
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {month} {day.year}"


def weekday(day: date) -> str:
    """`Friday`."""
    return WEEKDAYS[day.weekday()]


def weekday_numbers(ids: Iterable[str]) -> tuple[int, ...]:
    """`mon`, `tue` as 0, 1, in the order of the week, each once."""
    return tuple(sorted({WEEKDAY_IDS.index(id) for id in ids}))


def weekdays_in_words(ids: Iterable[str]) -> str:
    """`Monday to Friday`, `Monday, Wednesday and Friday`, `every day`."""
    runs: list[list[int]] = []
    for number in weekday_numbers(ids):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if sum(map(len, runs)) == len(WEEKDAYS):
        return "every day"
    parts: list[str] = []
    for run in runs:
        names = [WEEKDAYS[number] for number in run]
        parts += [f"{names[0]} to {names[-1]}"] if len(names) > 2 else names
    return join(parts)
