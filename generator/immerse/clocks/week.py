"""When something is due: pure arithmetic on a typical week, on the wall clock or in cover time.

A moment is a whole number of minutes since Monday 00:00, local time of the desk; it may lie in any later week. Dates,
holidays and clock changes are left out on purpose: these are worked examples for people who learn to count. What is due
on a real day is in calendar.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from immerse.words.days import WEEKDAYS

DAY = 24 * 60
WEEK = 7 * DAY

Clock = Literal["wall", "cover"]


class Hours(Protocol):
    """When somebody answers: one desk, or all desks of a language."""

    @property
    def days(self) -> tuple[int, ...]:
        """Weekdays from 0 (Monday) on which cover begins."""
        ...

    @property
    def never_closes(self) -> bool:
        """True for cover round the clock, seven days a week."""
        ...

    @property
    def weekly(self) -> int:
        """Minutes of cover in a week."""
        ...

    def close_of(self, day: int) -> int:
        """The end of the cover that begins on a day (counted from Monday of the first week), which is a cover day."""
        ...

    def windows(self, moment: int) -> Iterator[tuple[int, int]]:
        """(open, close) of every stretch of cover that ends at or after `moment`, in order, without end."""
        ...

    def windows_before(self, moment: int) -> Iterator[tuple[int, int]]:
        """(open, close) of every stretch of cover that begins before `moment`, latest first, without end."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """When one desk is covered.

    `days` are weekdays from 0 (Monday). `open` and `close` are minutes of the day; a close at or before the open lies
    on the next day. Both are None where the desk never closes.
    """

    timezone: str = "UTC"
    days: tuple[int, ...] = tuple(range(7))
    open: int | None = None
    close: int | None = None

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("a desk needs at least one day")

    @property
    def never_closes(self) -> bool:
        """True for cover round the clock, seven days a week."""
        return len(set(self.days)) == 7 and (self.open is None or self.open == self.close)

    @property
    def span(self) -> int:
        """Minutes of cover on one of its days, 1 to 1440."""
        if self.open is None or self.close is None:
            return DAY
        return (self.close - self.open) % DAY or DAY

    @property
    def weekly(self) -> int:
        """Minutes of cover in a week; a night that runs into the next day's cover counts once."""
        return self.span * len(set(self.days))

    def close_of(self, day: int) -> int:
        """The end of the cover that begins on a day."""
        return day * DAY + (self.open or 0) + self.span

    def windows(self, moment: int) -> Iterator[tuple[int, int]]:
        """(open, close) of every stretch of cover that ends at or after `moment`, in order, without end."""
        day = moment // DAY - 2
        while True:
            if day % 7 in self.days:
                begin = day * DAY + (self.open or 0)
                if begin + self.span >= moment:
                    yield begin, begin + self.span
            day += 1

    def windows_before(self, moment: int) -> Iterator[tuple[int, int]]:
        """(open, close) of every stretch of cover that begins before `moment`, latest first, without end."""
        day = moment // DAY
        while True:
            begin = day * DAY + (self.open or 0)
            if day % 7 in self.days and begin < moment:
                yield begin, begin + self.span
            day -= 1


def add_cover_minutes(desk: Hours, moment: int, minutes: int) -> int:
    """The moment at which `minutes` of cover have passed since `moment`; never before `moment`.

    Outside cover the count begins when the desk opens next. A count that ends with the working day ends at its close,
    not at the next opening.
    """
    if minutes < 0:
        raise ValueError("minutes of cover cannot be negative")
    if minutes > desk.weekly:
        weeks = (minutes - 1) // desk.weekly
        moment, minutes = moment + weeks * WEEK, minutes - weeks * desk.weekly
    for begin, end in desk.windows(moment):
        start = max(begin, moment)
        if start + minutes <= end:
            return start + minutes
        minutes -= end - start
    raise AssertionError("a week without end")


def subtract_cover_minutes(desk: Hours, moment: int, minutes: int) -> int:
    """The latest moment from which a count of `minutes`, one or more, ends at `moment`, which has to lie in cover."""
    for begin, end in desk.windows_before(moment):
        here = min(end, moment) - begin
        if minutes <= here:
            return min(end, moment) - minutes
        minutes -= here
    raise AssertionError("a week without end")


def cover_minutes_between(desk: Hours, start: int, end: int) -> int:
    """Minutes of cover from `start` to `end`, 0 where `end` is not later."""
    total = 0
    for begin, close in desk.windows(start):
        if begin >= end:
            return total
        total += max(0, min(close, end) - max(begin, start))
    raise AssertionError("a week without end")


def add_cover_days(desk: Hours, moment: int, days: int) -> int:
    """Close of the nth cover day after the day of `moment`: one cover day from Friday afternoon is Monday's close.

    A desk that never closes has no close; there a cover day is 24 hours.
    """
    if days < 1:
        raise ValueError("cover days are counted from 1")
    if desk.never_closes:
        return moment + days * DAY
    day = moment // DAY
    while days:
        day += 1
        days -= day % 7 in desk.days
    return desk.close_of(day)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How long somebody has: minutes, or whole cover days, on one of the two clocks."""

    clock: Clock
    minutes: int = 0
    cover_days: int = 0


def due_moment(desk: Hours, moment: int, allowance: Allowance) -> int:
    """The moment by which the answer is due."""
    if allowance.cover_days:
        if allowance.clock == "wall":
            return moment + allowance.cover_days * DAY
        return add_cover_days(desk, moment, allowance.cover_days)
    if allowance.clock == "wall":
        return moment + allowance.minutes
    return add_cover_minutes(desk, moment, allowance.minutes)


def chase_moment(desk: Hours, moment: int, allowance: Allowance, triage: Allowance | None = None) -> int:
    """The moment at which half the time is gone, on the same clock, and it has been sorted; half a minute is dropped.
    Nobody chases an owner before there is one."""
    due = due_moment(desk, moment, allowance)
    if allowance.clock == "wall":
        half = moment + (due - moment) // 2
    else:
        half = add_cover_minutes(desk, moment, cover_minutes_between(desk, moment, due) // 2)
    return max(half, due_moment(desk, moment, triage)) if triage else half


@dataclass(frozen=True, slots=True)
class Posted:
    """When the item of a worked example was posted. `named` says whether the author gave a weekday."""

    moment: int
    named: bool


_POSTED = re.compile(r"(?:([A-Za-z]+) +)?([01][0-9]|2[0-3]):([0-5][0-9])")


def parse_posted(words: str, desk: Hours) -> Posted | None:
    """`Fri 18:40`, `Friday 18:40`, or `09:52` on an ordinary working day of the desk; None for anything else."""
    match = _POSTED.fullmatch(words.strip())
    if not match:
        return None
    name, hour, minute = match.groups()
    if name is None:
        day = _ordinary_day(desk)
    else:
        found = [index for index, weekday in enumerate(WEEKDAYS) if name in (weekday, weekday[:3])]
        if not found:
            return None
        day = found[0]
    return Posted(day * DAY + int(hour) * 60 + int(minute), name is not None)


def _ordinary_day(desk: Hours) -> int:
    """A working day that another one follows, where there is one: a bare time is not meant to fall on a Friday."""
    for day in range(7):
        if day in desk.days and (day + 1) % 7 in desk.days:
            return day
    return min(desk.days)


def later_of_week(words: str, posted: Posted, desk: Hours) -> int | None:
    """The first moment called so at or after a post: the arrival `14:10` or `Fri 18:55`; None for no such words."""
    found = parse_posted(words, desk)
    if found is None:
        return None
    moment, step = (found.moment, WEEK) if found.named else (posted.moment // DAY * DAY + found.moment % DAY, DAY)
    return moment + -(-max(0, posted.moment - moment) // step) * step


def say_moment(moment: int, posted: Posted) -> str:
    """`10:20`, `08:20 on Monday`, `01:32 the next day`, seen from the time of the post."""
    time = f"{moment % DAY // 60:02}:{moment % 60:02}"
    later = moment // DAY - posted.moment // DAY
    if later == 0:
        return time
    if posted.named and later < 7:
        return f"{time} on {WEEKDAYS[moment // DAY % 7]}"
    if posted.named:
        return f"{time} on {WEEKDAYS[moment // DAY % 7]}, {later} days later"
    return f"{time} the next day" if later == 1 else f"{time} {later} days later"
