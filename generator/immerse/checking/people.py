"""Who answers when somebody is away: deputies everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from immerse.checking.applies import used_settings
from immerse.checking.rule import Report, rule
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.policy.escalation import Contact
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity

Pair = tuple[str, str, str, Location]
"""(what is held, holder, deputy, where the deputy is written); ids of contacts."""


CRISIS_ROLES = ("commander", "deputy", "scribe", "liaison", "pr_pilot", "operations", "legal")


def contacts_of(client: Client) -> dict[str, Contact]:
    """The client's contacts by id; empty when none are set."""
    return {str(id): contact for id, contact in (client.policy.escalation.contacts or {}).items()}


def same_person(contacts: dict[str, Contact], one: str, other: str) -> bool:
    """Whether two contact ids are one human being: the same id, or the same `person` key."""
    if one == other:
        return True
    first, second = contacts.get(one), contacts.get(other)
    return bool(first and second and first.person and first.person == second.person)


def _pairs(client: Client) -> Iterator[Pair]:
    policy = client.policy
    for id, contact in contacts_of(client).items():
        yield f"contact {id}", id, contact.deputy, contact.place_of("deputy")
    for brand in policy.client.brands or ():
        yield f"brand {brand.id}", brand.spoke_owner, brand.deputy, brand.place_of("deputy")
    for channel in policy.centre.channels or ():
        yield f"channel {channel.id}", channel.owner, channel.backup, channel.place_of("backup")
    for approval in policy.approvals.chain or ():
        yield f"approval {approval.id}", approval.approver, approval.deputy, approval.place_of("deputy")
    for speaker in policy.approvals.spokespersons or ():
        yield f"spokesperson {speaker.role}", speaker.role, speaker.deputy, speaker.place_of("deputy")
    on_call = policy.centre.on_call
    if on_call and on_call.enabled and on_call.primary and on_call.deputy:
        yield "centre.on_call", on_call.primary, on_call.deputy, on_call.place_of("deputy")
    disclosure = policy.legal.market_disclosure
    if disclosure:
        yield "legal.market_disclosure", disclosure.route, disclosure.deputy, disclosure.place_of("deputy")


def _lone(client: Client) -> Iterator[tuple[str, str, Location]]:
    """(setting, contact id, place) for roles whose deputy is the contact's own."""
    policy = client.policy
    nodes: list[tuple[str, Node | None, tuple[str, ...]]] = [
        ("crisis.roles", policy.crisis.roles, CRISIS_ROLES),
        ("crisis.pause_rule", policy.crisis.pause_rule, ("ordered_by", "lifted_by")),
        ("legal.complaints", policy.legal.complaints, ("route",)),
        ("response.moderation", policy.response.moderation, ("who_may_ban", "ban_second")),
        ("wellbeing.exposure", policy.wellbeing.exposure, ("contact",)),
    ]  # fmt: skip
    nodes += [("topics.referred", topic, ("owner",)) for topic in policy.topics.referred or ()]
    nodes += [("legal.regimes", regime, ("owner",)) for regime in policy.legal.regimes or ()]
    for setting, node, fields in nodes:
        for field in fields:
            holder = getattr(node, field, None)
            if node is not None and holder:
                yield setting, holder, node.place_of(field)


@rule("L-23", Severity.ERROR)
def missing_deputy(subject: Subject, report: Report) -> Iterable[Problem]:
    """Everyone who decides, owns or is called has a different person as deputy.

    People sleep, travel and fall ill at the worst moment; an escalation that ends at one silent telephone is the most
    common failure of a crisis plan. Every contact, brand owner, channel owner, approver, spokesperson and crisis role
    must resolve to a contact of this client whose deputy is somebody else: another contact, and another `person` where
    persons are keyed. A warning is given when the two share a telephone.

    Bad:  duty-lead: {title: duty lead, deputy: duty-lead, ...}
    Good: duty-lead: {title: duty lead, deputy: duty-compliance, ...}
    """
    if "escalation.contacts" not in used_settings(subject):
        return
    for client in subject.clients:
        contacts = contacts_of(client)
        for what, holder, deputy, place in _pairs(client):
            yield from _unknown(what, (holder, deputy), contacts, place, report)
            if same_person(contacts, holder, deputy):
                message = f"{what} has no second person: {holder!r} and its deputy {deputy!r} are the same"
                yield report(place, message, subject=f"{client.id}/{what}", hint="name another contact as deputy")
            elif _same_phone(contacts, holder, deputy):
                message = f"{what}: {holder!r} and {deputy!r} share a telephone"
                hint = "give the deputy a number of their own"
                yield report(place, message, subject=f"{client.id}/{what}", hint=hint, severity=Severity.WARNING)
        for setting, holder, place in _lone(client):
            yield from _unknown(setting, (holder,), contacts, place, report)


def _unknown(
    what: str, ids: tuple[str, ...], contacts: dict[str, Contact], place: Location, report: Report
) -> Iterator[Problem]:
    for id in ids:
        if id not in contacts:
            close = get_close_matches(id, contacts, n=1)
            hint = f"did you mean {close[0]!r}?" if close else "add it under escalation.contacts, with a deputy"
            yield report(place, f"{what} names {str(id)!r}, which is not a contact", subject=what, hint=hint)


def _same_phone(contacts: dict[str, Contact], one: str, other: str) -> bool:
    first, second = contacts.get(one), contacts.get(other)
    return bool(first and second and first.phone and first.phone == second.phone)
