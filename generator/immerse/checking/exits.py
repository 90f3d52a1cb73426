"""The agency's exit: a day, a curve, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, documented, rule
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity


@rule("L-52", Severity.ERROR)
def no_exit(subject: Subject, report: Report) -> Iterable[Problem]:
    """The agency has a last day, not too long after its first, and the rotation ends before it.

    An engagement without an end teaches nobody to do without it. The rotation's weeks, counted from agency.starts, end
    by agency.exit.date.

    Bad:  starts: 2026-11-02, exit: {date: 2028-12-31}
    Good: starts: 2026-11-02, exit: {date: 2027-11-30}
    """
    for client in subject.clients if in_use(subject, "agency.exit") else ():
        agency, weeks = client.policy.agency, client.policy.rotation.weeks
        exit_day = agency.exit.date if agency.exit else None
        id = f"{client.id}/agency.exit"
        if exit_day and agency.starts and agency.exit and weeks and in_use(subject, "rotation.weeks"):
            ends = agency.starts + timedelta(weeks=weeks)
            if ends > exit_day:
                message = f"{weeks} weeks from {agency.starts} end on {ends}, after the exit on {exit_day}"
                hint = "move the exit, or shorten the rotation"
                yield report(agency.exit.place_of("date"), message, subject=id, hint=hint)


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


exit_incomplete = documented(
    "L-56",
    Severity.ERROR,
    "immerse check",
    """An exit plan takes back access, data and rights, and asks whose employees people become.

    What nobody planned is found by the next intruder or in court. agency.exit says within how many days access is
    revoked, whose the material is, how data come back, who reviews a transfer of staff, and what was agreed about
    hiring.

    Bad:  exit: {date: 2027-11-30}
    Good: exit: {date: 2027-11-30, revoke_days: 1, data_return: {...}, staff_transfer_review: {...}, non_solicit: ...}
    """,
)

pilot_by_the_agency = documented(
    "L-57",
    Severity.ERROR,
    "immerse check",
    """In a pilot the client's own people talk with people.

    What is learned in a pilot leaves with those who did it. The agency may coach.

    Bad:  scope: {pilot_interactors: agency, ...}
    Good: scope: {pilot_interactors: client, ...}
    """,
)

agency_keeps_talking = documented(
    "L-59",
    Severity.WARNING,
    "immerse check",
    """After its exit the agency does not answer people.

    A client that buys answers again has not learned to give them. agency.after_exit may list projects, refreshers,
    exercises, audits and curriculum releases.

    Bad:  after_exit: [projects, interaction]
    Good: after_exit: [projects, exercises]
    """,
)
