"""Deputies, who answer when somebody is away (L-23)."""

from collections.abc import Iterator
from typing import NamedTuple

from immerse.checking.countries import country_of
from immerse.checking.references import named_by
from immerse.checking.rule import ERROR, Report, Visit, rule
from immerse.checking.scopes import each_client, setting
from immerse.model.edition import Client
from immerse.model.id_slots import own_ids
from immerse.model.policy.centre import OnCall
from immerse.model.policy.escalation import NEEDED, UNRESOLVED, Contact
from immerse.model.references import Reference, address_of
from immerse.model.subject import Subject
from immerse.problems import Location
from immerse.words.english import join


def contacts_of(client: Client) -> dict[str, Contact]:
    """The client's contacts by id; empty where none are set."""
    return {str(id): contact for id, contact in (client.policy.escalation.contacts or {}).items()}


class _Pair(NamedTuple):
    """A holder of a duty and the deputy, by the ids of their contacts."""

    duty: str
    """The duty of the holder: `brand ember`, `crisis.roles`."""
    holder: str
    deputy: str
    is_first: bool
    """Whether no earlier pair is of the same two people."""


def _pairs(context: Subject) -> Iterator[Visit[_Pair]]:
    for client in context.clients:
        seen: set[frozenset[str]] = set()
        for duty, holder, deputy, place in _holders(client):
            pair_of_ids = frozenset((holder, deputy))
            pair = _Pair(duty, holder, deputy, is_first=pair_of_ids not in seen)
            seen.add(pair_of_ids)
            yield Visit(pair, f"{client.id}/{duty}", place, client=client)


def _holders(client: Client) -> Iterator[tuple[str, str, str, Location]]:
    """(duty, holder, deputy, location at which the deputy is named)."""
    for id, contact in contacts_of(client).items():
        yield f"contact {id}", id, contact.deputy, contact.location_of("deputy")
    for key, named in named_by(client.policy):
        holder = getattr(named.node, named.stands_in_for) if named.stands_in_for else None
        if holder:
            yield _name_of(named, key), holder, str(named.id), named.node.location_of(named.field)


def _name_of(named: Reference, key: str) -> str:
    """The part that contains a reference: its kind and id where it has an id, else its setting."""
    ids = own_ids(type(named.node))
    return f"{ids.kind} {address_of(named.node)}" if ids else key


@rule("L-23", ERROR, each=_pairs, reads="escalation.contacts")
def missing_deputy(pair: _Pair, report: Report) -> None:
    """Everyone who decides, owns or is called has a different person as deputy.

    People sleep, travel and fall ill at the worst moment; an escalation that ends at one silent telephone is the most
    common failure of a crisis plan. A deputy is another contact, and another `person` where contacts have that key.
    Somebody holds each of the functions legal, safety, privacy, hr, it_security, media, service and director. A holder
    and a deputy who share a telephone or a unit (or a country, where the client works in several) are a warning: one
    fire or public holiday can make both unavailable. So is a contact who is reached at night (`hours: always` or
    `on_call`) with a deputy who is not.

    Bad:  duty-lead: {title: duty lead, deputy: duty-lead, ...}
    Good: duty-lead: {title: duty lead, deputy: duty-compliance, ...}
    """
    contacts, (duty, holder, deputy, is_first) = contacts_of(report.client), pair
    is_same = report.policy.escalation.is_same_person(holder, deputy)
    if is_first and not is_same and (shared := _shared(report.client, contacts.get(holder), contacts.get(deputy))):
        message = f"{duty}: {str(holder)!r} and the deputy {str(deputy)!r} share {join(shared)}"
        report.warn(message, hint="both may be unavailable for the same reason; name a deputy from elsewhere")
    one, other = contacts.get(holder), contacts.get(deputy)
    if not (is_first and duty == f"contact {holder}" and one and other):
        return
    if one.is_reached_at_night and not other.is_reached_at_night:
        message = f"{duty} has hours: {one.hours}, and the deputy {str(deputy)!r} hours: {other.hours}"
        report.warn(message, hint="name a deputy who is reached at night too, or change the hours")


@missing_deputy.also(each_client, reads="escalation.contacts")
def _unheld_function(client: Client, report: Report) -> None:
    at, about = client.policy.escalation.location_of("contacts"), "escalation.contacts"
    for function in NEEDED:
        if not any(function in contact.functions for contact in contacts_of(client).values()):
            hint, cause = f"functions: [{function}] at the contact who holds it", unheld(client, function)
            report(f"no contact holds the function {function}", at=at, about=about, hint=hint, cause=cause)


def unheld(client: Client, function: str) -> str:
    """The cause of all problems about a function that nobody holds."""
    return f"{client.id}/contact/{UNRESOLVED}{function}"


@missing_deputy.also(setting("centre.on_call"), reads="escalation.contacts")
def _nobody_on_call(on_call: OnCall, report: Report) -> None:
    for field in ("primary", "deputy") if on_call.enabled else ():
        if getattr(on_call, field) is None:
            report(f"on call is enabled, but nobody is its {field}", hint=f"{field}: a contact who can be woken")


def _shared(client: Client, holder: Contact | None, deputy: Contact | None) -> list[str]:
    """Things that a holder and a deputy share and that can keep both away at once."""
    if holder is None or deputy is None:
        return []
    several = len({country_of(place) for place in client.policy.client.jurisdictions or ()}) > 1
    shared = ["a telephone"] if holder.phone and holder.phone == deputy.phone else []
    shared += ["a unit"] if holder.unit.casefold() == deputy.unit.casefold() else []
    return shared + (["a country"] if several and holder.country == deputy.country else [])
