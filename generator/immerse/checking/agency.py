"""The agency: its last day (L-52), the curve to it (L-53), what the exit covers (L-56) and what follows it (L-59); and
the roles of the client's own people, in a pilot (L-57) and in the lead (L-58)."""

from immerse.checking.rule import ERROR, WARNING, Report, declared, rule
from immerse.checking.scopes import entries, setting
from immerse.model.policy.crisis import CrisisRoles
from immerse.model.policy.escalation import Contact
from immerse.model.policy.rotation import RotationRoles


@declared("L-52", ERROR)
def no_exit() -> None:
    """The agency has a last day, not too long after its first, and the rotation ends before it.

    Without a planned end, a client stays dependent on its agency.

    Bad:  starts: 2026-11-02, exit: {date: 2028-12-31}
    Good: starts: 2026-11-02, exit: {date: 2027-11-30}
    """


@declared("L-53", ERROR)
def curve_unfinished() -> None:
    """The client's share of the work rises and is complete before the agency leaves.

    A curve that falls, ends below 100 per cent or reaches it after the exit plans a gap.

    Bad:  curve: [{week: 8, share: 40}, {week: 16, share: 30}, {week: 24, share: 90}]
    Good: curve: [{week: 8, share: 20}, {week: 16, share: 70}, {week: 19, share: 100}]
    """


@declared("L-56", ERROR)
def exit_incomplete() -> None:
    """An exit plan covers access, data and rights, and asks whose employees people become.

    Without a plan, access stays open after the exit and rights are disputed. agency.exit says within how many days
    access is revoked, who owns the material, how data are returned, who reviews a transfer of staff, and what was
    agreed about hiring.

    Bad:  exit: {date: 2027-11-30}
    Good: exit: {date: 2027-11-30, revoke_days: 1, data_return: {...}, staff_transfer_review: {...}, non_solicit: ...}
    """


@declared("L-57", ERROR)
def pilot_by_the_agency() -> None:
    """In a pilot the client's own people talk with the public.

    People who run a pilot take with them what they learned in it. The agency may coach.

    Bad:  scope: {pilot_interactors: agency, ...}
    Good: scope: {pilot_interactors: client, ...}
    """


@rule("L-58", ERROR, each=setting("crisis.roles"))
def led_by_the_agency(roles: CrisisRoles, report: Report) -> None:
    """The client's own people lead the programme and the crisis, and nobody holds two of these roles.

    Director and client PR of the rotation, the PR pilot of a crisis, and every contact with the function director are
    employed by the client: reputation cannot be handed back at the end of a contract. Commander, PR pilot and legal are
    three people, because each must be able to overrule the others.

    Bad:  crisis: {roles: {commander: head-of-press, pr_pilot: head-of-press, ...}}
    Good: crisis: {roles: {commander: director-of-care, pr_pilot: head-of-press, legal: general-counsel, ...}}
    """
    _of_the_client("the PR pilot", roles.pr_pilot, "pr_pilot", report)


@led_by_the_agency.also(setting("rotation.roles"))
def _rotation(roles: RotationRoles, report: Report) -> None:
    _of_the_client("the director of the rotation", roles.director, "director", report)
    _of_the_client("client PR of the rotation", roles.client_pr, "client_pr", report)


@led_by_the_agency.also(entries("escalation.contacts"))
def _director(contact: Contact, report: Report) -> None:
    if "director" in contact.functions:
        _of_the_client("the contact for the function director", report.key, "functions", report)


def _of_the_client(role: str, who: str, field: str, report: Report) -> None:
    contact = report.policy.escalation.contact(who)
    if contact and contact.employer == "agency":
        message = f"{role} is {who!r}, who is employed by the agency"
        report(message, at=field, hint="name a contact of the client")


@declared("L-59", WARNING)
def agency_keeps_talking() -> None:
    """After its exit the agency does not answer people.

    A client that buys answers again has not learned to give them. agency.after_exit may list projects, refreshers,
    exercises, audits and curriculum releases.

    Bad:  after_exit: [projects, interaction]
    Good: after_exit: [projects, exercises]
    """
