"""Care: for colleagues who see hard things, and help that answers where the person is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from immerse.checking.applies import in_use
from immerse.checking.people import contacts_of, same_person
from immerse.checking.places import covers
from immerse.checking.rule import Report, documented, rule
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.policy.wellbeing import DutyOfCare
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_CHECKED = timedelta(days=180)
_SOON = timedelta(days=30)


too_much_exposure = documented(
    "L-36",
    Severity.ERROR,
    "immerse check",
    """Nobody looks at distressing material for long without a break, alone with it, or against their will.

    Exposure is counted like heat or noise. There is a longest time without a change of task, a way to decline without
    a reason, a talk offered soon afterwards, and a named contact for support.

    Bad:  exposure: {max_continuous_h: 4, opt_out: false, debrief_h: 72}
    Good: exposure: {max_continuous_h: 2, opt_out: true, debrief_h: 24, contact: wellbeing-lead}
    """,
)


@rule("L-37", Severity.WARNING)
def alone_at_night(subject: Subject, report: Report) -> Iterable[Problem]:
    """Nobody is alone on a night shift or in a crisis.

    Somebody who cannot ask will guess. Where a desk is always open or somebody is on call, centre.shift.second_person
    names a contact who can be reached at that hour and who is not the person on call.

    Bad:  shift: {length_h: 8, overlap_min: 30}
    Good: shift: {length_h: 8, overlap_min: 30, second_person: duty-officer}
    """
    for client in subject.clients if in_use(subject, "centre.shift") else ():
        centre = client.policy.centre
        on_call = centre.on_call
        nights = any(desk.always for desk in centre.desks or ()) or bool(on_call and on_call.enabled)
        if centre.shift is None or not nights:
            continue
        id = f"{client.id}/centre.shift"
        second = centre.shift.second_person
        if second is None:
            message = "nobody is named as the second person of a night or crisis shift"
            hint = "second_person: a contact who can be reached at any hour"
            yield report(centre.place_of("shift"), message, subject=id, hint=hint)
            continue
        contacts, place = contacts_of(client), centre.shift.place_of("second_person")
        contact = contacts.get(str(second))
        if contact is None:
            continue
        if contact.hours not in ("always", "on_call"):
            message = f"the second person {str(second)!r} cannot be reached at night"
            yield report(place, message, subject=id, hint="name a contact with hours: always or on_call")
        elif on_call and on_call.primary and same_person(contacts, second, on_call.primary):
            message = f"the second person {str(second)!r} is the one on call"
            yield report(place, message, subject=id, hint="name somebody else")


@rule("L-38", Severity.ERROR)
def no_help_here(subject: Subject, report: Report) -> Iterable[Problem]:
    """Wherever a person may be in danger, there is a number that answers, and somebody has checked it.

    A helpline of the wrong country is worse than none. Every jurisdiction of the client has a helpline and an
    emergency number, each checked within 180 days; one whose 180 days end within 30 days is warned of.

    Bad:  jurisdictions: [GB, IE]         and a helpline for GB only
    Good: helplines: [{jurisdiction: GB, ...}, {jurisdiction: IE, ...}], numbers: {GB: "999", IE: "112"}
    """
    for client in subject.clients if in_use(subject, "wellbeing.duty_of_care") else ():
        care = client.policy.wellbeing.duty_of_care
        if care:
            yield from _missing(client, care, report)
            yield from _unchecked(client, care, subject, report)


def _missing(client: Client, care: DutyOfCare, report: Report) -> Iterator[Problem]:
    id = f"{client.id}/wellbeing.duty_of_care"
    route = care.emergency_route
    for place in client.policy.client.jurisdictions or ():
        if not any(covers(line.jurisdiction, place) for line in care.helplines):
            message = f"no helpline for {str(place)!r}, which is a jurisdiction of the client"
            yield report(care.place_of("helplines"), message, subject=id, hint="add one that is answered there")
        if not any(covers(number, place) for number in route.numbers):
            message = f"no emergency number for {str(place)!r}, which is a jurisdiction of the client"
            yield report(route.place_of("numbers"), message, subject=id, hint=f'numbers: {{{place}: "..."}}')


def _unchecked(client: Client, care: DutyOfCare, subject: Subject, report: Report) -> Iterator[Problem]:
    id = "wellbeing.duty_of_care"
    checked = [
        (f"helpline {line.name} ({line.jurisdiction})", f"{id}.helplines.{place}", line.verified_on, line)
        for place, line in enumerate(care.helplines)
    ]
    route = care.emergency_route
    for what, path, day, node in [*checked, ("the emergency route", f"{id}.emergency_route", route.verified_on, route)]:
        yield from _last_checked(client, what, f"{path}.verified_on", day, node, subject, report)


def _last_checked(
    client: Client, what: str, path: str, day: date | None, node: Node, subject: Subject, report: Report
) -> Iterator[Problem]:
    id, place = f"{client.id}/wellbeing.duty_of_care", node.place_of("verified_on")
    if day is None:
        if not client.is_stand_in(path):
            message = f"nobody has checked {what}"
            yield report(place, message, subject=id, hint="call it, then set verified_on")
        return
    left = day + _CHECKED - subject.on
    if left < timedelta():
        message = f"{what} was last checked on {day}, more than 180 days ago"
        yield report(place, message, subject=id, hint="call it, then set verified_on")
    elif left <= _SOON:
        message = f"{what} was last checked on {day}; the 180 days end on {day + _CHECKED}, within 30 days"
        hint = "call it now, then set verified_on"
        yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)
