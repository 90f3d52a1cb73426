"""Who answers when somebody is away: deputies everywhere (L-23)."""

from __future__ import annotations

from immerse.checking.holders import holders, pairs
from immerse.checking.kit import ERROR, Report, rule
from immerse.checking.places import country_of
from immerse.checking.scopes import each_client, setting
from immerse.model.edition import Client
from immerse.model.policy.centre import OnCall
from immerse.model.policy.escalation import UNRESOLVED, Contact
from immerse.problems import Location
from immerse.words.near_misses import did_you_mean

NEEDED = ("legal", "safety", "privacy", "hr", "it_security", "media", "service", "director")
"""Functions that somebody must hold."""


def contacts_of(client: Client) -> dict[str, Contact]:
    """The client's contacts by id; empty when none are set."""
    return {str(id): contact for id, contact in (client.policy.escalation.contacts or {}).items()}


def same_person(contacts: dict[str, Contact], one: str, other: str) -> bool:
    """Whether two contact ids are one human being: the same id, or the same `person` key."""
    if one == other:
        return True
    first, second = contacts.get(one), contacts.get(other)
    return bool(first and second and first.person and first.person == second.person)


@rule("L-23", ERROR, each=each_client, reads="escalation.contacts")
def missing_deputy(client: Client, report: Report) -> None:
    """Everyone who decides, owns or is called has a different person as deputy.

    People sleep, travel and fall ill at the worst moment; an escalation that ends at one silent telephone is the most
    common failure of a crisis plan. Every contact, brand owner, channel owner, approver, spokesperson and crisis role
    must resolve to a contact of this client whose deputy is somebody else: another contact, and another `person`
    where persons are keyed. So must whoever cleared a text, is woken, holds a key, coaches, owns an outcome, or
    answers for a looser value. Legal, safety, privacy, hr, it_security, media, service and director are held by
    somebody. Warned of: two who share a telephone or a unit, or, where the client works in several countries, a
    country; one fire, party or public holiday takes both away.

    Bad:  duty-lead: {title: duty lead, deputy: duty-lead, ...}
    Good: duty-lead: {title: duty lead, deputy: duty-compliance, ...}
    """
    contacts = contacts_of(client)
    for what, (holder, written), (deputy, place) in pairs(client):
        _unknown(client, what, holder, written, report)
        _unknown(client, what, deputy, place, report)
        if same_person(contacts, holder, deputy):
            message = f"{what} has no second person: {holder!r} and its deputy {deputy!r} are the same"
            report(message, at=place, about=what, hint="name another contact as deputy")
    for held, holder, place in holders(client, report.context.used):
        _unknown(client, held, holder, place, report)
    _too_close(client, report)
    for function in NEEDED:
        if not any(function in one.functions for one in contacts.values()):
            message = f"no contact holds the function {function}"
            cause, hint = (
                f"{client.id}/contact/{UNRESOLVED}{function}",
                f"functions: [{function}] at whoever stands for it",
            )
            place = client.policy.escalation.place_of("contacts")
            report(message, at=place, about="escalation.contacts", hint=hint, cause=cause)


@missing_deputy.also(setting("centre.on_call"), reads="escalation.contacts")
def _nobody_on_call(on_call: OnCall, report: Report) -> None:
    for field in ("primary", "deputy"):
        if on_call.enabled and getattr(on_call, field) is None:
            report(f"on call is enabled, and nobody is its {field}", hint=f"{field}: a contact who can be woken")


def _too_close(client: Client, report: Report) -> None:
    contacts = contacts_of(client)
    seen: set[frozenset[str]] = set()
    for what, (holder, _), (deputy, place) in pairs(client):
        pair = frozenset((holder, deputy))
        shared = _shared(client, contacts.get(holder), contacts.get(deputy))
        if shared and pair not in seen and not same_person(contacts, holder, deputy):
            message = f"{what}: {holder!r} and the deputy {deputy!r} share {' and '.join(shared)}"
            report.warn(message, at=place, about=what, hint="one reason keeps both away; name a deputy from elsewhere")
        seen.add(pair)


def _unknown(client: Client, what: str, id: str, place: Location, report: Report) -> None:
    contacts = contacts_of(client)
    if id not in contacts:
        hint = did_you_mean(id, contacts, "add it under escalation.contacts, with a deputy")
        message = f"{what} names {id!r}, which is not a contact"
        if "/" not in place.path:  # a default that nobody set, so no slip of an author
            place, message = client.policy.escalation.place_of("contacts"), f"{message} of {client.id}"
            hint = f"call one contact {id}, or set {what}"
        report(message, at=place, about=what, hint=hint, cause=f"{client.id}/contact/{id}")


def _shared(client: Client, one: Contact | None, other: Contact | None) -> list[str]:
    """What a holder and a deputy have in common that can keep both away at once."""
    if one is None or other is None:
        return []
    several = len({country_of(place) for place in client.policy.client.jurisdictions or ()}) > 1
    shared = ["a telephone"] if one.phone and one.phone == other.phone else []
    shared += ["a unit"] if one.unit.casefold() == other.unit.casefold() else []
    return shared + (["a country"] if several and one.country == other.country else [])
