"""One item's times: from the minute it was posted to every minute by which something is due.

A `Timeline` is the clock on which they are counted: a typical week for worked examples, the calendar for a real day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from immerse.clocks import week
from immerse.clocks.calendar import Calendar, calendar_of
from immerse.clocks.desks import allowance_of, desk_hours
from immerse.clocks.week import Allowance, Clock
from immerse.model.policy import centre
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import Target

M = TypeVar("M", int, datetime)


class Timeline(Protocol[M]):
    """Counts minutes at one desk, from the minute `posted`."""

    @property
    def posted(self) -> M: ...
    def is_open(self) -> bool:
        """Whether the desk is staffed when the item is posted."""
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

    desk: week.Desk
    post: week.Posted

    @property
    def posted(self) -> int:
        return self.post.moment

    def is_open(self) -> bool:
        return self.desk.never_closes or any(begin <= self.posted < end for begin, end in _next(self.desk, self.posted))

    def due(self, start: int, allowance: Allowance) -> int:
        return week.due_moment(self.desk, start, allowance)

    def half(self, start: int, due: int, clock: Clock) -> int:
        if clock == "wall":
            return start + (due - start) // 2
        between = week.cover_minutes_between(self.desk, start, due)
        return week.add_cover_minutes(self.desk, start, between // 2)

    def say(self, moment: int) -> str:
        return week.say_moment(moment, self.post)


def _next(desk: week.Desk, moment: int) -> tuple[tuple[int, int], ...]:
    windows = desk.windows(moment)
    return next(windows), next(windows)


@dataclass(frozen=True, slots=True)
class CalendarTimeline:
    """A real day, with holidays and clock changes."""

    calendar: Calendar
    posted: datetime

    def is_open(self) -> bool:
        return self.calendar.is_open(self.posted)

    def due(self, start: datetime, allowance: Allowance) -> datetime:
        return self.calendar.due(start, allowance)

    def half(self, start: datetime, due: datetime, clock: Clock) -> datetime:
        if clock == "wall":
            return start + timedelta(minutes=(due - start) // timedelta(minutes=2))
        return self.calendar.add_cover(start, self.calendar.cover_between(start, due) // 2)

    def say(self, moment: datetime) -> str:
        return self.calendar.say(moment)


def on_calendar(desk: centre.Desk, at: datetime) -> CalendarTimeline:
    """The timeline of a real post; an `at` without a time zone is local time of the desk. Seconds are dropped."""
    calendar = calendar_of(desk)
    local = at if at.tzinfo else at.replace(tzinfo=calendar.zone)
    return CalendarTimeline(calendar, local.astimezone(UTC).replace(second=0, microsecond=0))


def in_typical_week(desk: centre.Desk, posted: str) -> WeekTimeline | None:
    """The timeline of a worked example; None for words that are no time of posting."""
    hours = desk_hours(desk)
    found = week.parse_posted(posted, hours)
    return WeekTimeline(hours, found) if found else None


def desk_for(policy: Policy, language: str) -> centre.Desk | None:
    """The desk of a language; the first where no desk answers it. None where the client has none."""
    desks = policy.centre.desks or ()
    return next((desk for desk in desks if language in desk.languages), desks[0] if desks else None)


@dataclass(frozen=True, slots=True)
class Step(Generic[M]):
    """One time by which something has been done."""

    id: str
    at: M
    clock: str


def response_steps(timeline: Timeline[M], target: Target, policy: Policy) -> tuple[Step[M], ...]:
    """Triage, chase, first response, the update after it, and the end, for an item of one priority."""
    first = timeline.due(timeline.posted, allowance_of(target))
    triage, clock = triage_allowance(target, policy, timeline.is_open())
    resolve = Allowance("wall", target.resolve_h * 60)
    return (
        Step(triage, timeline.due(timeline.posted, clock), clock.clock),
        Step("chase", timeline.half(timeline.posted, first, target.clock), target.clock),
        Step("first_response", first, target.clock),
        Step("update", timeline.due(first, Allowance(target.clock, target.update_min)), target.clock),
        Step("resolve", timeline.due(timeline.posted, resolve), "wall"),
    )


def triage_allowance(target: Target, policy: Policy, is_open: bool) -> tuple[str, Allowance]:
    """(id, time) of sorting: outside cover a wall clock runs for whoever is on call, who says "I have it"."""
    on_call = policy.centre.on_call
    if target.clock == "wall" and not is_open and on_call and on_call.enabled:
        return "on_call", Allowance("wall", on_call.ack_min)
    return "triage", Allowance(target.clock, target.triage_min)
