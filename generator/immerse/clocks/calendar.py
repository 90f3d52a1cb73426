"""Cover on the calendar: the hours in which desks are open, and the moment at which some cover has passed.

Minutes are real minutes: they are counted in UTC, so that a night of 25 hours holds 1500 of them. A desk opens and
closes by its own local time. A typical week is a calendar without holidays and clock changes (typical_week.py).
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cached_property
from itertools import islice

from immerse.model.policy.kinds import Clock
from immerse.words.days import short_date

MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(weeks=1)
_MINUTES_OF_A_DAY = DAY // MINUTE
MONDAY = datetime(2027, 1, 11, tzinfo=UTC)
"""The first day of typical weeks. It is in winter, when cities differ by their standard time."""
_LONGEST = 4000
"""Days in which a desk has to open; more than ten years without an opening is a mistake."""

Window = tuple[datetime, datetime]
"""(open, close) of a stretch of cover, in UTC."""


Holiday = Callable[[date], str]
"""The public holiday on a day; empty for none."""


def no_holiday(day: date) -> str:
    """The holidays of a desk that no holiday closes."""
    return ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """The time for a step: minutes, or whole cover days, on one of the two clocks."""

    clock: Clock
    minutes: int = 0
    cover_days: int = 0

    def __post_init__(self) -> None:
        if self.minutes < 0 or self.cover_days < 0:
            raise ValueError("an allowance cannot be negative")


@dataclass(frozen=True, slots=True)
class DeskHours:
    """The hours in which one desk is covered, by its own local time.

    Attributes:
        days: Weekdays from 0 (Monday) on which cover begins.
        open: Minute of the day; None, as `close`, for a desk that never closes.
        close: Minute of the day; at or before `open` it lies on the next day.
        zone: The desk's time zone.
        holiday: The public holiday that closes the desk on a day.
    """

    days: tuple[int, ...] = tuple(range(7))
    open: int | None = None
    close: int | None = None
    zone: tzinfo = UTC
    holiday: Holiday = no_holiday
    _windows: dict[date, Window | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Earlier results of `window`; a rule asks for the days of one week ten thousand times."""

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("a desk needs at least one day")

    @property
    def never_closes(self) -> bool:
        """Whether there is cover round the clock, seven days a week."""
        return len(set(self.days)) == 7 and (self.open is None or self.open == self.close)

    @property
    def span(self) -> int:
        """Minutes of cover on one of its days, 1 to 1440."""
        if self.open is None or self.close is None:
            return _MINUTES_OF_A_DAY
        return (self.close - self.open) % _MINUTES_OF_A_DAY or _MINUTES_OF_A_DAY

    def window(self, day: date) -> Window | None:
        """The cover that begins on a day; None where none begins."""
        if day not in self._windows:
            is_open = day.weekday() in self.days and not self.holiday(day)
            self._windows[day] = self._window(day) if is_open else None
        return self._windows[day]

    def _window(self, day: date) -> Window:
        begin = datetime.combine(day, time(), self.zone) + (self.open or 0) * MINUTE
        end = begin + self.span * MINUTE
        return (begin, end) if self.zone is UTC else (begin.astimezone(UTC), end.astimezone(UTC))

    def windows(self, moment: datetime) -> Iterator[Window]:
        """Every stretch of cover that ends at or after `moment`, in order."""
        day = moment.astimezone(self.zone).date() - 2 * DAY
        latest = day + _LONGEST * DAY
        while day < latest:
            if window := self.window(day):
                if window[1] >= moment:
                    yield window
                latest = day + _LONGEST * DAY
            day += DAY


@dataclass(frozen=True)
class Calendar:
    """The desks of a language together, in the local time of the first."""

    desks: tuple[DeskHours, ...]

    @property
    def zone(self) -> tzinfo:
        """The time zone in which its moments are written."""
        return self.desks[0].zone

    @cached_property
    def never_closes(self) -> bool:
        """Whether one of the desks is always open, or several of a typical week follow each other round the clock; on
        real days several desks have holidays and change their clocks."""
        if any(desk.never_closes for desk in self.desks):
            return True
        if not all(isinstance(desk.zone, timezone) and desk.holiday is no_holiday for desk in self.desks):
            return False
        three_weeks = heapq.merge(*(islice(desk.windows(MONDAY), 21) for desk in self.desks))
        begin, end = next(_merged(three_weeks))
        return end - begin > WEEK

    def holiday(self, day: date) -> str:
        """The public holiday of the first desk on a day; empty for none."""
        return self.desks[0].holiday(day)

    def windows(self, moment: datetime) -> Iterator[Window]:
        """Every stretch of cover that ends at or after `moment`, in order."""
        if len(self.desks) == 1:
            return self.desks[0].windows(moment)
        return _merged(heapq.merge(*(desk.windows(moment) for desk in self.desks)))

    def is_open(self, moment: datetime) -> bool:
        """Whether a desk is open."""
        if self.never_closes:
            return True
        begin, end = next(self.windows(moment + MINUTE))
        return begin <= moment < end

    def add_cover(self, moment: datetime, minutes: int) -> datetime:
        """The moment at which `minutes` of cover have passed since `moment`; never before `moment`.

        Outside cover the count begins when a desk opens next. A count that ends with the working day ends at its
        close, not at the next opening.
        """
        if self.never_closes:
            return moment + minutes * MINUTE
        for begin, end in self.windows(moment):
            start = max(begin, moment)
            stretch = (end - start) // MINUTE
            if minutes <= stretch:
                return start + minutes * MINUTE
            minutes -= stretch
        raise AssertionError("a desk that never opens again")

    def subtract_cover(self, moment: datetime, minutes: int) -> datetime:
        """The earliest moment from which a count of `minutes` of cover ends at `moment`, which has to lie in cover."""
        weeks = 1
        while (covered := self.cover_between(moment - weeks * WEEK, moment)) < minutes:
            weeks *= 2
        return self.add_cover(moment - weeks * WEEK, covered - minutes)

    def add_cover_days(self, moment: datetime, days: int) -> datetime:
        """Close of the nth cover day after the day of `moment`: one cover day from Friday afternoon is Monday's close.
        Holidays are no cover days; at a desk that never closes a cover day is 24 hours."""
        if self.never_closes:
            return moment + days * DAY
        day = moment.astimezone(self.zone).date()
        while True:
            day += DAY
            if close := self.close_of(day):
                days -= 1
                if not days:
                    return close

    def close_of(self, day: date) -> datetime | None:
        """The latest end of the cover that begins on a day; None where none begins on it."""
        ends = []
        for desk in self.desks:
            for start_day in (day - DAY, day, day + DAY) if len(self.desks) > 1 else (day,):
                window = desk.window(start_day)
                if window and window[0].astimezone(self.zone).date() == day:
                    ends.append(window[1])
        return max(ends, default=None)

    def due(self, moment: datetime, allowance: Allowance) -> datetime:
        """The moment by which something is due."""
        if allowance.clock == "wall":
            return moment + allowance.cover_days * DAY + allowance.minutes * MINUTE
        if allowance.cover_days:
            return self.add_cover_days(moment, allowance.cover_days)
        return self.add_cover(moment, allowance.minutes)

    def half(self, start: datetime, due: datetime, clock: Clock) -> datetime:
        """The moment at which half the time has passed, on the same clock; half a minute is dropped."""
        if clock == "wall":
            return start + (due - start) // (2 * MINUTE) * MINUTE
        return self.add_cover(start, self.cover_between(start, due) // 2)

    def cover_between(self, start: datetime, end: datetime) -> int:
        """Minutes of cover from `start` to `end`, 0 where `end` is not later."""
        if self.never_closes:
            return max(0, (end - start) // MINUTE)
        total = 0
        for begin, close in self.windows(start):
            if begin >= end:
                break
            total += max(0, (min(close, end) - max(begin, start)) // MINUTE)
        return total

    def say(self, moment: datetime) -> str:
        """`Mon 23 Nov 2026 08:40 GMT`, local time of the first desk."""
        local = moment.astimezone(self.zone)
        return f"{short_date(local)} {local:%H:%M} {local.tzname()}"


def _merged(windows: Iterable[Window]) -> Iterator[Window]:
    """Windows in the order of their openings, with those that touch or overlap as one; one without end, of desks that
    follow each other round the clock, is cut after ten years."""
    current: Window | None = None
    for begin, end in windows:
        if current is None:
            current = (begin, end)
        elif begin <= current[1] and begin - current[0] < _LONGEST * DAY:
            current = (current[0], max(current[1], end))
        else:
            yield current
            current = (begin, end)
    if current is not None:
        yield current
