"""One item's times: from the minutes at which it was posted and arrived to every minute by which something is due.

Answers are counted from the post, since that is when the person began to wait; sorting, telling and the clocks of a
crisis from the arrival in our queue, since nobody can act before it arrives. The difference is the delay of the feed.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from immerse.clocks.calendar import MINUTE, Allowance, Calendar
from immerse.clocks.desks import allowance_of, calendar_of, end_allowance
from immerse.clocks.typical_week import Posted, first_after, parse_posted, typical_week_of
from immerse.model.policy import centre
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import Target


class Timeline(NamedTuple):
    """The calendar on which the times of one item are counted, and where it begins."""

    calendar: Calendar
    posted: datetime
    arrived: datetime
    """The moment at which it reached our queue; never before the post."""
    example: Posted | None = None
    """The time of the post as a worked example in a typical week gives it; None on a real day."""

    @property
    def delay_min(self) -> int:
        """Minutes from the post to the arrival."""
        return (self.arrived - self.posted) // MINUTE

    def say(self, moment: datetime) -> str:
        """A moment in words."""
        return self.example.say(moment) if self.example else self.calendar.say(moment)


def on_calendar(desks: Sequence[centre.Desk], at: datetime, arrived: datetime | None = None) -> Timeline:
    """The timeline of a real post at the desks of its language, without seconds. Without `arrived` it arrived at once;
    without a time zone, a time is local time of the first desk."""
    calendar = calendar_of(*desks)
    posted = _minute_of(at, calendar)
    return Timeline(calendar, posted, max(posted, _minute_of(arrived, calendar)) if arrived else posted)


def _minute_of(moment: datetime, calendar: Calendar) -> datetime:
    local = moment if moment.tzinfo else moment.replace(tzinfo=calendar.zone)
    return local.astimezone(UTC).replace(second=0, microsecond=0)


def in_typical_week(desks: Sequence[centre.Desk], posted: str, arrived: str = "") -> Timeline | None:
    """The timeline of a worked example; without `arrived` it arrived at once. None for no time of posting."""
    week = typical_week_of(desks)
    post = parse_posted(posted, week)
    if post is None:
        return None
    later = first_after(arrived, post, week) if arrived else None
    return Timeline(week, post.moment, later or post.moment, post)


class ResponseStep(NamedTuple):
    """One step of a response and the time by which it is due."""

    id: str
    at: datetime
    clock: str
    who: str = ""
    """Contact who is told."""


def response_steps(
    timeline: Timeline, target: Target, policy: Policy, *, is_answered: bool = True
) -> tuple[ResponseStep, ...]:
    """Triage, chase, first response, the update after it, and the end, for an item of one priority; only triage where
    nothing may be said. It is chased after half the time to the first response, and never before it is sorted.
    """
    calendar = timeline.calendar
    name, clock = triage_allowance(target, policy, calendar.is_open(timeline.arrived))
    triage = ResponseStep(name, calendar.due(timeline.arrived, clock), clock.clock)
    if not is_answered:
        return (triage,)
    first = calendar.due(timeline.posted, allowance_of(target))
    chase = max(triage.at, calendar.half(timeline.posted, first, target.clock))
    end = end_allowance(target)
    return (
        triage,
        *((ResponseStep("chase", chase, target.clock),) if chase < first else ()),
        ResponseStep("first_response", first, target.clock),
        ResponseStep("update", calendar.due(first, Allowance(target.clock, target.update_min)), target.clock),
        ResponseStep("resolve", calendar.due(timeline.posted, end), end.clock),
    )


def triage_allowance(target: Target, policy: Policy, is_open: bool) -> tuple[str, Allowance]:
    """(id, time) of sorting: outside cover a wall clock runs for whoever is on call, who says "I have it"."""
    on_call = policy.centre.on_call
    if target.clock == "wall" and not is_open and on_call and on_call.enabled:
        return "on_call", Allowance("wall", on_call.ack_min)
    return "triage", Allowance(target.clock, target.triage_min)
