"""A typical week for worked examples and rules about desks: without dates, holidays and clock changes, from a Monday
on, in UTC, which stands for the local time of the first desk."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise, takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

from immerse.clocks.calendar import DAY, MINUTE, MONDAY, WEEK, Calendar
from immerse.clocks.desks import hours_of
from immerse.model.policy import centre
from immerse.words.days import WEEKDAYS, weekday


def typical_week_of(desks: Sequence[centre.Desk]) -> Calendar:
    """The cover of one or more desks together in a typical week."""
    first = _offset(desks[0])
    # timezone(timedelta()) is UTC itself
    return Calendar(tuple(hours_of(desk, timezone(_offset(desk) - first)) for desk in desks))


def _offset(desk: centre.Desk) -> timedelta:
    return MONDAY.replace(tzinfo=ZoneInfo(desk.timezone)).utcoffset() or timedelta()


def shortest_day(week: Calendar) -> int:
    """Minutes of cover on the shortest of the days on which it begins; a night belongs to the evening before."""
    if week.never_closes:
        return DAY // MINUTE
    lengths = []
    for midnight in (MONDAY + number * DAY for number in range(7)):
        if close := week.close_of(midnight.date()):
            earlier = (week.close_of((midnight - back * DAY).date()) for back in (1, 2))
            begin = max([midnight, *(end for end in earlier if end)])
            lengths.append(week.cover_between(begin, close))
    return min(length for length in lengths if length)


def longest_closed(week: Calendar) -> int:
    """Minutes of the longest stretch without cover."""
    if week.never_closes:
        return 0
    windows = takewhile(lambda window: window[0] < MONDAY + 2 * WEEK, week.windows(MONDAY))
    return max((opening - close) // MINUTE for (_, close), (opening, _) in pairwise(windows))


class Posted(NamedTuple):
    """The time at which the item of a worked example was posted."""

    moment: datetime
    named: bool
    """Whether the author gave a weekday."""

    def say(self, moment: datetime) -> str:
        """`10:20`, `08:20 on Monday`, `01:32 the next day`, seen from the time of the post."""
        later = (moment.date() - self.moment.date()).days
        if later == 0:
            return f"{moment:%H:%M}"
        if self.named:
            return say_on_weekday(moment) + (f", {later} days later" if later >= 7 else "")
        return f"{moment:%H:%M} the next day" if later == 1 else f"{moment:%H:%M} {later} days later"


def say_on_weekday(moment: datetime) -> str:
    """`08:20 on Monday`."""
    return f"{moment:%H:%M} on {weekday(moment)}"


_POSTED = re.compile(r"(?:([A-Za-z]+) +)?([01][0-9]|2[0-3]):([0-5][0-9])")


def parse_posted(words: str, week: Calendar) -> Posted | None:
    """`Fri 18:40`, `Friday 18:40`, or `09:52` on an ordinary working day of the desks; None for anything else."""
    match = _POSTED.fullmatch(words.strip())
    if not match:
        return None
    name, hour, minute = match.groups()
    named = (number for number, day in enumerate(WEEKDAYS) if name in (day, day[:3]))
    number = next(named, None) if name else _ordinary_day(week)
    if number is None:
        return None
    return Posted(MONDAY + number * DAY + timedelta(hours=int(hour), minutes=int(minute)), name is not None)


def _ordinary_day(week: Calendar) -> int:
    """A working day that another one follows, where there is one: a bare time is not meant to fall on a Friday."""
    days = [number for number in range(7) if week.never_closes or week.close_of((MONDAY + number * DAY).date())]
    return next((day for day in days if (day + 1) % 7 in days), days[0])


def first_after(words: str, posted: Posted, week: Calendar) -> datetime | None:
    """The first moment called so at or after a post: the arrival `14:10` or `Fri 18:55`; None for no such words."""
    parsed = parse_posted(words, week)
    if parsed is None:
        return None
    if parsed.named:
        moment, step = parsed.moment, WEEK
    else:
        moment, step = datetime.combine(posted.moment.date(), parsed.moment.timetz()), DAY
    return moment + -(-max(timedelta(), posted.moment - moment) // step) * step
