"""What is promised in public, against what the desks can keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.model.edition import Client
from immerse.model.policy.centre import Desk
from immerse.model.policy.kinds import Clock
from immerse.model.policy.response import Target
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60


def _minute(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def open_minutes(desk: Desk) -> int:
    """Minutes of one of the desk's days."""
    return _open_and_closed(desk)[0]


def _open_and_closed(desk: Desk) -> tuple[int, int]:
    """(minutes of an open day, minutes of the longest closed stretch in an ordinary week)."""
    if desk.always or desk.open is None or desk.close is None:
        return DAY, 0
    opening, closing = _minute(desk.open), _minute(desk.close)
    days = sorted(_WEEK.index(day) for day in desk.days)
    gaps = [(later - day - 1) % 7 for day, later in zip(days, [*days[1:], days[0] + 7], strict=True)]
    return closing - opening, max(gaps) * DAY + DAY - closing + opening


def first_response(client: Client, target: Target) -> tuple[int, str]:
    """(minutes until the first response, in words); cover days as the least that they can be at the shortest desk."""
    if target.first_response_min is not None:
        return target.first_response_min, f"first_response_min {target.first_response_min}"
    days = target.cover_days or 1
    minutes = days * min((open_minutes(desk) for desk in client.policy.centre.desks or ()), default=DAY)
    return minutes, f"cover_days {days}, {minutes} minutes at the desk with the shortest day"


def _slowest(target: Target, clock: Clock, desk: Desk) -> int:
    """The least number of minutes on `clock` that must be allowed for the target at this desk to be kept always."""
    day, closed = _open_and_closed(desk)
    if target.first_response_min is None:
        days = (target.cover_days or 1) + 1
        return days * day + (0 if clock == "cover" else closed)
    crosses_a_night = clock == "wall" and target.clock == "cover"
    return target.first_response_min + (closed if crosses_a_night else 0)


@rule("L-29", Severity.ERROR)
def promise_beyond_reach(subject: Subject, report: Report) -> Iterable[Problem]:
    """What is promised in public can be kept, by the slowest target it covers and the hours of the slowest desk.

    People plan by a promise; one that is better than the target is broken on an ordinary day. A promise on the wall
    clock that covers targets on the cover clock must bear the longest closed stretch of the week. Holidays are not
    counted: say in the promise that they are left out.

    Bad:  within_min: 240, clock: wall     while the desk is closed from Friday evening to Monday morning
    Good: within_min: 240, clock: cover
    """
    if in_use(subject, "response.published_promise"):
        for client in subject.clients:
            yield from _broken(client, report)


def _broken(client: Client, report: Report) -> Iterator[Problem]:
    promise = client.policy.response.published_promise
    targets = client.policy.response.targets or {}
    desks = client.policy.centre.desks or ()
    if promise is None or not desks:
        return
    covered = [priority for priority in promise.covers if priority in targets]
    needed = {one: max(_slowest(targets[one], promise.clock, desk) for desk in desks) for one in covered}
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
    hint = "promise less, answer faster, or leave the priority out of `covers`"
    id = f"{client.id}/response.published_promise"
    yield report(promise.place_of("within_min"), message, subject=id, hint=hint)
