"""When something is due on a real day: the same two clocks with dates, public holidays, time zones and clock changes.

Minutes are real minutes: they are counted in UTC, so that a night of 25 hours holds 1500 of them. A desk opens and
closes by its own local time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from immerse.clocks.cover import in_order
from immerse.clocks.desks import desk_hours
from immerse.clocks.week import Allowance, Desk
from immerse.model.policy import centre
from immerse.model.subject import Regions
from immerse.problems import ImmerseError
from immerse.words.days import short_date

_LONGEST = 4000
"""Days that are looked through for the next opening; more than ten years without one is a mistake."""
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DeskDays:
    """One desk on the calendar. `holiday` names the public holiday that closes it on a day; empty for none."""

    desk: Desk
    zone: ZoneInfo
    holiday: Callable[[date], str]

    def is_open_on(self, day: date) -> bool:
        """Whether cover begins on a day."""
        return day.weekday() in self.desk.days and not self.holiday(day)

    def window(self, day: date) -> tuple[datetime, datetime]:
        """(open, close) in UTC of the cover that begins on a day."""
        opening = self.desk.open or 0
        return self._at(day, opening), self._at(day, opening + self.desk.span)

    def windows(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """(open, close) in UTC of every stretch of cover that ends at or after `moment`, in order."""
        day = moment.astimezone(self.zone).date() - timedelta(days=2)
        for _ in range(_LONGEST):
            if self.is_open_on(day):
                begin, end = self.window(day)
                if end >= moment:
                    yield begin, end
            day += timedelta(days=1)

    def _at(self, day: date, minute: int) -> datetime:
        local = datetime.combine(day, time()) + timedelta(minutes=minute)
        return local.replace(tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The desks of a language on the calendar, in the local time of the first."""

    desks: tuple[DeskDays, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its moments are said."""
        return self.desks[0].zone

    @property
    def never_closes(self) -> bool:
        """Whether one of the desks is always open; several that follow each other round the clock have holidays."""
        return any(one.desk.never_closes for one in self.desks)

    def holiday(self, day: date) -> str:
        """The public holiday of the first desk on a day; empty for none."""
        return self.desks[0].holiday(day)

    def windows(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """(open, close) in UTC of every stretch of cover that ends at or after `moment`, in order."""
        if len(self.desks) == 1:
            return self.desks[0].windows(moment)
        return in_order(one.windows(moment) for one in self.desks)

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody sits there."""
        if self.never_closes:
            return True
        begin, end = next(self.windows(moment + _MINUTE))
        return begin <= moment < end

    def add_cover(self, moment: datetime, minutes: int) -> datetime:
        """The moment at which `minutes` of cover have passed; as in week.py, with holidays and clock changes."""
        if self.never_closes:
            return moment + minutes * _MINUTE
        for begin, end in self.windows(moment):
            start = max(begin, moment)
            here = (end - start) // _MINUTE
            if minutes <= here:
                return start + minutes * _MINUTE
            minutes -= here
        raise AssertionError("a desk that never opens again")

    def add_cover_days(self, moment: datetime, days: int) -> datetime:
        """Close of the nth cover day after the day of `moment`, local time; holidays are not cover days."""
        if self.never_closes:
            return moment + timedelta(days=days)
        day = moment.astimezone(self.zone).date()
        while True:
            day += timedelta(days=1)
            if ends := self._ends(day):
                days -= 1
                if not days:
                    return max(ends)

    def _ends(self, day: date) -> list[datetime]:
        """When the cover ends that begins on a day, for each desk."""
        found = []
        for one in self.desks:
            for own in (day - timedelta(days=1), day, day + timedelta(days=1)):
                if one.is_open_on(own):
                    begin, end = one.window(own)
                    if begin.astimezone(self.zone).date() == day:
                        found.append(end)
        return found

    def due(self, moment: datetime, allowance: Allowance) -> datetime:
        """The moment by which something is due."""
        if allowance.cover_days:
            if allowance.clock == "wall":
                return moment + timedelta(days=allowance.cover_days)
            return self.add_cover_days(moment, allowance.cover_days)
        if allowance.clock == "wall":
            return moment + allowance.minutes * _MINUTE
        return self.add_cover(moment, allowance.minutes)

    def cover_between(self, start: datetime, end: datetime) -> int:
        """Minutes of cover from `start` to `end`."""
        if self.never_closes:
            return max(0, (end - start) // _MINUTE)
        total = 0
        for begin, close in self.windows(start):
            if begin >= end:
                break
            total += max(0, (min(close, end) - max(begin, start)) // _MINUTE)
        return total

    def say(self, moment: datetime) -> str:
        """`Mon 23 Nov 2026 08:40 GMT`, local time of the desk."""
        local = moment.astimezone(self.zone)
        return f"{short_date(local)} {local:%H:%M} {local.tzname()}"


def calendar_of(*desks: centre.Desk) -> Calendar:
    """Desks of the policy on the calendar; raises ImmerseError for holidays that no calendar knows."""
    return Calendar(tuple(map(_days_of, desks)))


def _days_of(desk: centre.Desk) -> DeskDays:
    closed = holidays_of(str(desk.holidays)) if desk.holidays and not desk.always else _no_holiday
    return DeskDays(desk_hours(desk), ZoneInfo(desk.timezone), closed)


def holidays_at(desk: centre.Desk, first: date, days: int = 365) -> tuple[tuple[date, str], ...]:
    """The public holidays on which a desk would sit and does not, from a day on, each with its name.

    Raises:
        ImmerseError: the desk's holidays are in no calendar.
    """
    own = _days_of(desk)
    every = (first + timedelta(days=step) for step in range(days))
    named = ((day, own.holiday(day)) for day in every if day.weekday() in own.desk.days)
    return tuple((day, name) for day, name in named if name)


def _no_holiday(day: date) -> str:
    return ""


CALENDAR_YEAR = 2027
"""The year in which the holidays of a country's parts are compared."""


def regions_of(country: str) -> Regions | None:
    """The parts of a country in the calendar; None where no calendar has the country."""
    from holidays import country_holidays  # late, as below

    try:
        parts = tuple(country_holidays(country).subdivisions)
    except NotImplementedError:
        return None
    whole = set(country_holidays(country, years=CALENDAR_YEAR))
    own = ((part, country_holidays(country, subdiv=part, years=CALENDAR_YEAR)) for part in parts)
    return Regions(parts, tuple(part for part, days in own if set(days) != whole))


@lru_cache(maxsize=64)
def holidays_of(code: str) -> Callable[[date], str]:
    """The public holidays of a country or region (`GB-ENG`): a function from a day to its name, empty for none.

    Raises:
        ImmerseError: the calendar has no such country or region.
    """
    from holidays import country_holidays  # late: only a real day needs it, and it takes its time to load

    country, _, part = code.partition("-")
    try:
        found = country_holidays(country, subdiv=part or None, language="en_US")
    except NotImplementedError as error:
        raise ImmerseError(f"there is no calendar of public holidays for {code!r}") from error
    return lambda day: str(found.get(day) or "")
