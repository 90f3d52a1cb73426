"""What is promised in public, against what the desks can keep (L-29)."""

from __future__ import annotations

from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import setting
from immerse.clocks.calendar import Calendar
from immerse.clocks.desks import covers_of
from immerse.clocks.typical_week import longest_closed, shortest_day, typical_week_of
from immerse.model.edition import Client
from immerse.model.policy.kinds import Clock
from immerse.model.policy.response import Promise, Target

_DAY = 24 * 60
"""Minutes of the shortest day of a client without desks."""


def first_response(client: Client, target: Target) -> tuple[int, str]:
    """(minutes until the first response, in words); cover days as the least that they can be at the shortest desk."""
    if target.first_response_min is not None:
        return target.first_response_min, f"first_response_min {target.first_response_min}"
    days = target.cover_days or 1
    minutes = days * min(map(shortest_day, covers(client)), default=_DAY)
    return minutes, f"cover_days {days}, {minutes} minutes at the desk with the shortest day"


def covers(client: Client) -> tuple[Calendar, ...]:
    """When each language is covered that some desk answers."""
    return tuple(map(typical_week_of, covers_of(client.policy)))


def _slowest(target: Target, clock: Clock, cover: Calendar) -> int:
    """The least number of minutes on `clock` that must be allowed for the target to be kept always in this cover."""
    day, closed = shortest_day(cover), longest_closed(cover)
    if target.first_response_min is None:
        days = (target.cover_days or 1) + 1
        return days * day + (0 if clock == "cover" else closed)
    crosses_a_night = clock == "wall" and target.clock == "cover"
    return target.first_response_min + (closed if crosses_a_night else 0)


@rule("L-29", ERROR, each=setting("response.published_promise"))
def promise_beyond_reach(promise: Promise, report: Report) -> None:
    """What is promised in public can be kept, by the slowest target it covers and the hours of the slowest desk.

    People plan by a promise; one that is better than the target is broken on an ordinary day. A promise on the wall
    clock that covers targets on the cover clock must bear the longest closed stretch of the week. Holidays are not
    counted: say in the promise that they are left out.

    Bad:  within_min: 240, clock: wall     while the desk is closed from Friday evening to Monday morning
    Good: within_min: 240, clock: cover
    """
    targets = report.policy.response.targets or {}
    hours = covers(report.client)
    covered = [priority for priority in promise.covers if priority in targets] if hours else []
    needed = {one: max(_slowest(targets[one], promise.clock, cover) for cover in hours) for one in covered}
    slowest = max(covered, key=lambda priority: needed[priority], default=None)
    if slowest is None or promise.within_min >= needed[slowest]:
        return
    promised = f"the public promise of {promise.within_min} minutes"
    first = targets[slowest].first_response_min
    if first is not None and promise.within_min < first:
        message = f"{promised} is better than the target of {slowest}, {first} minutes"
    else:
        kept = f"an answer to a {slowest} may take {needed[slowest]} minutes with the desks' hours"
        message = f"{promised} on the {promise.clock} clock cannot be kept: {kept}"
    report(message, at="within_min", hint="promise less, answer faster, or leave the priority out of `covers`")
