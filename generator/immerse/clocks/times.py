"""One item's times: from the minutes at which it was posted and arrived to every minute by which something is due.

Answers are counted from the post, since that is when the person began to wait; sorting, telling and the clocks of a
crisis from the arrival in our queue, since nobody can act on what has not come. What lies between is the feed's delay.
A `Timeline` is the clock on which they are counted: a typical week for worked examples, the calendar for a real day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from immerse.clocks import week
from immerse.clocks.calendar import Calendar, calendar_of
from immerse.clocks.desks import allowance_of, cover_of, end_allowance
from immerse.clocks.week import Allowance, Clock
from immerse.model.policy import centre
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import Target

M = TypeVar("M", int, datetime)


class Timeline(Protocol[M]):
    """Counts minutes at one desk, from the minutes `posted` and `arrived`."""

    @property
    def posted(self) -> M: ...
    @property
    def arrived(self) -> M:
        """When it reached our queue; never before the post."""
        ...

    @property
    def delay_min(self) -> int:
        """Minutes from the post to the arrival."""
        ...

    def is_open(self) -> bool:
        """Whether the desk is staffed when the item arrives."""
        ...

    def due(self, start: M, allowance: Allowance) -> M:
        """The moment by which something is due that may take as long as `allowance`."""
        ...

    def half(self, start: M, due: M, clock: Clock) -> M:
        """The moment at which half the time is gone, on the same clock."""
        ...

    def say(self, moment: M) -> str:
        """A moment in words."""
        ...


@dataclass(frozen=True, slots=True)
class WeekTimeline:
    """A typical week: no dates, no holidays."""

    desk: week.Hours
    post: week.Posted
    arrived: int

    @property
    def posted(self) -> int:
        return self.post.moment

    @property
    def delay_min(self) -> int:
        return self.arrived - self.posted

    def is_open(self) -> bool:
        windows = () if self.desk.never_closes else _next(self.desk, self.arrived)
        return self.desk.never_closes or any(begin <= self.arrived < end for begin, end in windows)

    def due(self, start: int, allowance: Allowance) -> int:
        return week.due_moment(self.desk, start, allowance)

    def half(self, start: int, due: int, clock: Clock) -> int:
        if clock == "wall":
            return start + (due - start) // 2
        between = week.cover_minutes_between(self.desk, start, due)
        return week.add_cover_minutes(self.desk, start, between // 2)

    def say(self, moment: int) -> str:
        return week.say_moment(moment, self.post)


def _next(desk: week.Hours, moment: int) -> tuple[tuple[int, int], ...]:
    windows = desk.windows(moment)
    return next(windows), next(windows)


@dataclass(frozen=True, slots=True)
class CalendarTimeline:
    """A real day, with holidays and clock changes."""

    calendar: Calendar
    posted: datetime
    arrived: datetime

    @property
    def delay_min(self) -> int:
        return (self.arrived - self.posted) // timedelta(minutes=1)

    def is_open(self) -> bool:
        return self.calendar.is_open(self.arrived)

    def due(self, start: datetime, allowance: Allowance) -> datetime:
        return self.calendar.due(start, allowance)

    def half(self, start: datetime, due: datetime, clock: Clock) -> datetime:
        if clock == "wall":
            return start + timedelta(minutes=(due - start) // timedelta(minutes=2))
        return self.calendar.add_cover(start, self.calendar.cover_between(start, due) // 2)

    def say(self, moment: datetime) -> str:
        return self.calendar.say(moment)


def on_calendar(desks: Sequence[centre.Desk], at: datetime, arrived: datetime | None = None) -> CalendarTimeline:
    """The timeline of a real post at the desks of its language, which arrived at once unless said; a time without a
    time zone is local time of the first desk. Seconds are dropped."""
    calendar = calendar_of(*desks)
    posted = _minute_of(at, calendar)
    return CalendarTimeline(calendar, posted, max(posted, _minute_of(arrived, calendar)) if arrived else posted)


def _minute_of(moment: datetime, calendar: Calendar) -> datetime:
    local = moment if moment.tzinfo else moment.replace(tzinfo=calendar.zone)
    return local.astimezone(UTC).replace(second=0, microsecond=0)


def in_typical_week(desks: Sequence[centre.Desk], posted: str, arrived: str = "") -> WeekTimeline | None:
    """The timeline of a worked example, which arrived at once unless said; None for words that are no time of
    posting."""
    hours = cover_of(desks)
    found = week.parse_posted(posted, hours)
    if found is None:
        return None
    later = week.later_of_week(arrived, found, hours) if arrived else None
    return WeekTimeline(hours, found, found.moment if later is None else later)


@dataclass(frozen=True, slots=True)
class Step(Generic[M]):
    """One time by which something has been done."""

    id: str
    at: M
    clock: str
    who: str = ""
    """Contact who is told."""


def response_steps(
    timeline: Timeline[M], target: Target, policy: Policy, *, is_answered: bool = True
) -> tuple[Step[M], ...]:
    """Triage, chase, first response, the update after it, and the end, for an item of one priority; triage alone where
    nothing may be said. It is chased when half the time to the first response is gone, and never before it is sorted.
    """
    name, clock = triage_allowance(target, policy, timeline.is_open())
    triage = Step(name, timeline.due(timeline.arrived, clock), clock.clock)
    if not is_answered:
        return (triage,)
    first: M = timeline.due(timeline.posted, allowance_of(target))
    chase: M = max(triage.at, timeline.half(timeline.posted, first, target.clock))
    end = end_allowance(target)
    return (
        triage,
        *((Step("chase", chase, target.clock),) if chase < first else ()),  # type: ignore[operator]
        Step("first_response", first, target.clock),
        Step("update", timeline.due(first, Allowance(target.clock, target.update_min)), target.clock),
        Step("resolve", timeline.due(timeline.posted, end), end.clock),
    )


def triage_allowance(target: Target, policy: Policy, is_open: bool) -> tuple[str, Allowance]:
    """(id, time) of sorting: outside cover a wall clock runs for whoever is on call, who says "I have it"."""
    on_call = policy.centre.on_call
    if target.clock == "wall" and not is_open and on_call and on_call.enabled:
        return "on_call", Allowance("wall", on_call.ack_min)
    return "triage", Allowance(target.clock, target.triage_min)
