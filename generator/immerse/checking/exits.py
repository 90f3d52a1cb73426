"""The agency's exit: a day, a curve, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_LONGEST = 18
"""Months between start and exit at most."""


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    last = (date(day.year + year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(day.year + year, month + 1, min(day.day, last))


@rule("L-52", Severity.ERROR)
def no_exit(subject: Subject, report: Report) -> Iterable[Problem]:
    """The agency has a last day, at most 18 months after its first, and the rotation ends before it.

    An engagement without an end teaches nobody to do without it. agency.exit.date is set, not later than 18 months
    after agency.starts; the rotation's weeks, counted from the start, end by then.

    Bad:  starts: 2026-11-02, exit: {date: 2028-12-31}
    Good: starts: 2026-11-02, exit: {date: 2027-11-30}
    """
    for client in subject.clients if in_use(subject, "agency.exit") else ():
        agency, weeks = client.policy.agency, client.policy.rotation.weeks
        exit_day = agency.exit.date if agency.exit else None
        id = f"{client.id}/agency.exit"
        if exit_day is None:
            message = "the agency has no last day: agency.exit.date is not set"
            place = agency.place_of("exit")
            yield report(place, message, subject=id, hint="date: at most 18 months after agency.starts")
        elif agency.starts and agency.exit:
            latest = _months_after(agency.starts, _LONGEST)
            place = agency.exit.place_of("date")
            if exit_day > latest:
                message = f"the exit on {exit_day} lies more than {_LONGEST} months after the start on {agency.starts}"
                yield report(place, message, subject=id, hint=f"{latest} at the latest")
            if weeks and in_use(subject, "rotation.weeks") and agency.starts + timedelta(weeks=weeks) > exit_day:
                ends = agency.starts + timedelta(weeks=weeks)
                message = f"{weeks} weeks from {agency.starts} end on {ends}, after the exit on {exit_day}"
                yield report(place, message, subject=id, hint="move the exit, or shorten the rotation")


@rule("L-53", Severity.ERROR)
def curve_unfinished(subject: Subject, report: Report) -> Iterable[Problem]:
    """The client's share of the work rises, and is whole before the agency leaves.

    A curve that falls, or ends below 100 per cent, plans a hole. agency.exit.curve never falls and ends at 100; its
    last week lies before the exit.

    Bad:  curve: [{week: 8, share: 40}, {week: 16, share: 30}, {week: 24, share: 90}]
    Good: curve: [{week: 8, share: 20}, {week: 16, share: 70}, {week: 19, share: 100}]
    """
    for client in subject.clients if in_use(subject, "agency.exit") else ():
        agency = client.policy.agency
        if agency.starts and agency.exit and agency.exit.date and agency.exit.curve:
            last = agency.exit.curve[-1]
            reached = agency.starts + timedelta(weeks=last.week)
            if reached > agency.exit.date:
                message = f"the curve reaches {last.share} per cent in week {last.week}, {reached}, after the exit"
                hint = f"reach it by {agency.exit.date}"
                yield report(agency.exit.place_of("curve"), message, subject=f"{client.id}/agency.exit", hint=hint)


@rule("L-56", Severity.ERROR)
def exit_incomplete(subject: Subject, report: Report) -> Iterable[Problem]:
    """An exit plan takes back access, data and rights, and asks whose employees people become.

    What nobody planned is found by the next intruder or in court. agency.exit says within how many days access is
    revoked, whose the material is, how data come back, who reviews a transfer of staff, and what was agreed about
    hiring.

    Bad:  exit: {date: 2027-11-30}
    Good: exit: {date: 2027-11-30, revoke_days: 1, data_return: {...}, staff_transfer_review: {...}, non_solicit: ...}
    """
    needed = {
        "revoke_days": "how soon access is revoked",
        "ip": "whose the material is",
        "data_return": "how data come back",
        "staff_transfer_review": "who reviews a transfer of staff",
        "non_solicit": "what was agreed about hiring",
    }
    for client in subject.clients if in_use(subject, "agency.exit") else ():
        plan = client.policy.agency.exit
        for field, what in needed.items() if plan else ():
            if plan and getattr(plan, field) is None:
                message = f"the exit plan does not say {what}: agency.exit.{field} is missing"
                place, id = client.policy.agency.place_of("exit"), f"{client.id}/agency.exit"
                yield report(place, message, subject=id, hint=f"add {field} under exit")


@rule("L-57", Severity.ERROR)
def pilot_by_the_agency(subject: Subject, report: Report) -> Iterable[Problem]:
    """In a pilot the client's own people talk with people.

    What is learned in a pilot leaves with those who did it. The agency may coach; agency.scope.pilot_interactors is
    client.

    Bad:  scope: {pilot_interactors: agency, ...}
    Good: scope: {pilot_interactors: client, ...}
    """
    for client in subject.clients if in_use(subject, "agency.scope") else ():
        scope = client.policy.agency.scope
        if scope and scope.pilot_interactors == "agency":
            message = "the agency's people talk with people in a pilot"
            place, id = scope.place_of("pilot_interactors"), f"{client.id}/agency.scope"
            yield report(place, message, subject=id, hint="pilot_interactors: client; the agency coaches")


@rule("L-59", Severity.WARNING)
def agency_keeps_talking(subject: Subject, report: Report) -> Iterable[Problem]:
    """After its exit the agency does not answer people.

    A client that buys answers again has not learned to give them. agency.after_exit may list projects, refreshers,
    exercises, audits and curriculum releases.

    Bad:  after_exit: [projects, interaction]
    Good: after_exit: [projects, exercises]
    """
    for client in subject.clients if in_use(subject, "agency.after_exit", "agency.exit") else ():
        if "interaction" in (client.policy.agency.after_exit or ()):
            message = "agency.after_exit lists 'interaction': the agency would answer people after it has left"
            place, id = client.policy.agency.place_of("after_exit"), f"{client.id}/agency.after_exit"
            yield report(place, message, subject=id, hint="drop it; plan a refresher or an audit instead")
