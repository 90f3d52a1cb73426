"""Who leads: the client's own people, and not one person in two places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from immerse.checking.applies import in_use
from immerse.checking.people import contacts_of, same_person
from immerse.checking.rule import Report, rule
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity


@rule("L-58", Severity.ERROR)
def led_by_the_agency(subject: Subject, report: Report) -> Iterable[Problem]:
    """The client's own people direct the programme and fly the crisis, and nobody sits in two seats.

    Director and client PR of the rotation, the PR pilot of a crisis, and whoever holds the function director are
    employed by the client: reputation cannot be handed back at the end of a contract. Commander, PR pilot and legal
    of a crisis are three people, because each of them must be able to say no to the others.

    Bad:  crisis: {roles: {commander: head-of-press, pr_pilot: head-of-press, ...}}
    Good: crisis: {roles: {commander: director-of-care, pr_pilot: head-of-press, legal: general-counsel, ...}}
    """
    for client in subject.clients:
        contacts = contacts_of(client)
        for setting, what, who, place in _leading(client):
            contact = contacts.get(who)
            if contact and contact.employer == "agency" and in_use(subject, setting):
                message = f"{what} is {who!r}, who is employed by the agency"
                yield report(place, message, subject=f"{client.id}/{setting}", hint="name a contact of the client")
        roles = client.policy.crisis.roles
        if roles and in_use(subject, "crisis.roles"):
            for one, other in combinations(("commander", "pr_pilot", "legal"), 2):
                if same_person(contacts, getattr(roles, one), getattr(roles, other)):
                    message = f"crisis.roles: {one} and {other} are one person, {str(getattr(roles, other))!r}"
                    hint = "name three different people"
                    yield report(roles.place_of(other), message, subject=f"{client.id}/crisis.roles", hint=hint)


def _leading(client: Client) -> Iterator[tuple[str, str, str, Location]]:
    """(setting, role in words, contact id, place)."""
    rotation, crisis = client.policy.rotation.roles, client.policy.crisis.roles
    if rotation:
        yield "rotation.roles", "the director of the rotation", str(rotation.director), rotation.place_of("director")
        yield "rotation.roles", "client PR of the rotation", str(rotation.client_pr), rotation.place_of("client_pr")
    if crisis:
        yield "crisis.roles", "the PR pilot", str(crisis.pr_pilot), crisis.place_of("pr_pilot")
    for id, contact in contacts_of(client).items():
        if "director" in contact.functions:
            yield "escalation.contacts", "the contact for the function director", id, contact.place_of("functions")
