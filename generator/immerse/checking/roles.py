"""Who leads: the client's own people, and not one person in two places (L-58)."""

from __future__ import annotations

from itertools import combinations

from immerse.checking.kit import ERROR, Report, rule
from immerse.checking.people import contacts_of, same_person
from immerse.checking.scopes import entries, setting
from immerse.model.policy.crisis import CrisisRoles
from immerse.model.policy.escalation import Contact
from immerse.model.policy.rotation import RotationRoles


@rule("L-58", ERROR, each=setting("crisis.roles"))
def led_by_the_agency(roles: CrisisRoles, report: Report) -> None:
    """The client's own people direct the programme and fly the crisis, and nobody sits in two seats.

    Director and client PR of the rotation, the PR pilot of a crisis, and whoever holds the function director are
    employed by the client: reputation cannot be handed back at the end of a contract. Commander, PR pilot and legal
    of a crisis are three people, because each of them must be able to say no to the others.

    Bad:  crisis: {roles: {commander: head-of-press, pr_pilot: head-of-press, ...}}
    Good: crisis: {roles: {commander: director-of-care, pr_pilot: head-of-press, legal: general-counsel, ...}}
    """
    _of_the_client("the PR pilot", roles.pr_pilot, "pr_pilot", report)
    contacts = contacts_of(report.client)
    for one, other in combinations(("commander", "pr_pilot", "legal"), 2):
        if same_person(contacts, getattr(roles, one), getattr(roles, other)):
            message = f"crisis.roles: {one} and {other} are one person, {getattr(roles, other)!r}"
            report(message, at=other, hint="name three different people")


@led_by_the_agency.also(setting("rotation.roles"))
def _rotation(roles: RotationRoles, report: Report) -> None:
    _of_the_client("the director of the rotation", roles.director, "director", report)
    _of_the_client("client PR of the rotation", roles.client_pr, "client_pr", report)


@led_by_the_agency.also(entries("escalation.contacts"))
def _director(contact: Contact, report: Report) -> None:
    if "director" in contact.functions:
        _of_the_client("the contact for the function director", report.key, "functions", report)


def _of_the_client(what: str, who: str, field: str, report: Report) -> None:
    contact = contacts_of(report.client).get(str(who))
    if contact and contact.employer == "agency":
        message = f"{what} is {who!r}, who is employed by the agency"
        report(message, at=field, hint="name a contact of the client")
