"""Everything belongs to the client: keys, contracts, records, measures, playbooks; after the exit, all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from immerse.checking.applies import in_use
from immerse.checking.people import contacts_of, same_person
from immerse.checking.rule import Report, rule
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.rotation import Milestone
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity

FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com",
    "gmx.de", "gmx.net", "web.de", "proton.me", "protonmail.com", "aol.com", "mail.com", "zoho.com",
})  # fmt: skip
"""Domains of mailboxes that anybody can open: an account that hangs on one belongs to a person."""

_MONTH = timedelta(days=31)


@rule("L-51", Severity.ERROR)
def lost_keys(subject: Subject, report: Report) -> Iterable[Problem]:
    """An account can be recovered by two people, through a mailbox of the client.

    An account is lost on the day when the one person who holds the key leaves. security.recovery names at least
    two key holders who are two people, and a mailbox on a domain of the client; so does every channel.

    Bad:  mailbox: the.team@gmail.com, key_holders: [it-lead]
    Good: mailbox: keys@acme.example, key_holders: [it-lead, care-director]
    """
    for client in subject.clients:
        policy = client.policy
        boxes: list[tuple[str, Node, str]] = []
        recovery = policy.security.recovery if in_use(subject, "security.recovery") else None
        if recovery:
            boxes.append(("security.recovery", recovery, recovery.mailbox))
            contacts = contacts_of(client)
            holders = recovery.key_holders
            if all(same_person(contacts, holders[0], other) for other in holders[1:]):
                message = f"the key holders {', '.join(holders)} are one person"
                place, id = recovery.place_of("key_holders"), f"{client.id}/security.recovery"
                yield report(place, message, subject=id, hint="name a second person")
        if in_use(subject, "centre.channels"):
            channels = policy.centre.channels or ()
            boxes += [(f"channel {one.id}", one, one.mailbox) for one in channels if one.mailbox]
        for what, node, mailbox in boxes:
            if mailbox.rpartition("@")[2].casefold() in FREE_MAIL:
                message = f"{what} hangs on {str(mailbox)!r}, a mailbox that anybody can open"
                hint = "use a mailbox on a domain of the client"
                yield report(node.place_of("mailbox"), message, subject=f"{client.id}/{what}", hint=hint)


Held = tuple[str, str, Location]
"""(what is held, contact id, where)."""


def _owned(client: Client) -> Iterator[tuple[str, Held]]:
    """(setting, what somebody of the client must own from the first day)."""
    policy = client.policy
    for channel in policy.centre.channels or ():
        yield "centre.channels", (f"channel {channel.id}", channel.owner, channel.place_of("owner"))
    for outcome in policy.measures.outcomes or ():
        yield "measures.outcomes", (f"outcome {outcome.id}", outcome.owner, outcome.place_of("owner"))
    for vendor in policy.centre.vendors or ():
        yield "centre.vendors", (f"the contract with {vendor.name}", vendor.owner, vendor.place_of("owner"))
    if system := policy.records.system:
        yield "records.system", ("the archive of records", system.owner, system.place_of("owner"))


def _deciding(client: Client) -> Iterator[tuple[str, Held]]:
    """(setting, what nobody of the agency may hold after its exit)."""
    policy = client.policy
    for id, contact in contacts_of(client).items():
        yield "escalation.contacts", ("a place among the contacts", id, contact.place_of("employer"))
    for approval in policy.approvals.chain or ():
        place = approval.place_of("approver")
        yield "approvals.chain", (f"approval {approval.id}", approval.approver, place)
    if recovery := policy.security.recovery:
        place = recovery.place_of("key_holders")
        yield from (("security.recovery", ("a recovery key", holder, place)) for holder in recovery.key_holders)
    if roles := policy.rotation.roles:
        attesting = [("mentors", mentor) for mentor in roles.mentors] + [("lead", roles.lead)]
        yield from (("rotation.roles", (f"the role {name}", who, roles.place_of(name))) for name, who in attesting)


@rule("L-54", Severity.ERROR)
def agency_still_holds(subject: Subject, report: Report) -> Iterable[Problem]:
    """The client owns its accounts, numbers and contracts from the first day; after its exit the agency holds nothing.

    Channels, outcomes, vendor contracts and the archive are owned by contacts of the client. The listening contract
    is the client's from the fourth month. No place of the agency ends after the exit; once that day has passed,
    nobody of the agency is contact, approver, key holder, mentor or lead, and the agency posts nothing.

    Bad:  channels: [{id: help, owner: engagement-manager, ...}]     whose employer is agency
    Good: channels: [{id: help, owner: head-of-care, ...}]
    """
    for client in subject.clients:
        agency, contacts = client.policy.agency, contacts_of(client)
        exit_day = agency.exit.date if agency.exit else None
        held = list(_owned(client))
        if exit_day and subject.on > exit_day:
            held += _deciding(client)
            if client.policy.identity.agency_posting != "not_allowed" and in_use(subject, "identity.agency_posting"):
                message = f"the agency left on {exit_day}, and identity.agency_posting still lets it post"
                place, id = client.policy.identity.place_of("agency_posting"), f"{client.id}/identity.agency_posting"
                yield report(place, message, subject=id, hint="agency_posting: not_allowed")
        for setting, (what, who, place) in held:
            contact = contacts.get(who)
            if contact and contact.employer == "agency" and in_use(subject, setting):
                message = f"{what} is held by {str(who)!r}, who is employed by the agency"
                yield report(place, message, subject=f"{client.id}/{setting}", hint="name a contact of the client")
        yield from _contracts(client, subject, exit_day, report)


def _contracts(client: Client, subject: Subject, exit_day: date | None, report: Report) -> Iterator[Problem]:
    agency, listening = client.policy.agency, client.policy.centre.listening
    for person in agency.people or () if exit_day and in_use(subject, "agency.people", "agency.exit") else ():
        if exit_day and person.ends > exit_day:
            message = f"the place {str(person.role)!r} ends on {person.ends}, after the exit on {exit_day}"
            place, id = person.place_of("ends"), f"{client.id}/agency.people"
            yield report(place, message, subject=id, hint="end it by the exit, or move the exit with a reason")
    late = agency.starts is not None and subject.on > agency.starts + 3 * _MONTH
    if listening and listening.contract_owner == "agency" and late and in_use(subject, "centre.listening"):
        message = "the contract of the listening tool is still the agency's, three months after the start"
        place, id = listening.place_of("contract_owner"), f"{client.id}/centre.listening"
        yield report(place, message, subject=id, hint="move it to the client: contract_owner: client")


@rule("L-55", Severity.ERROR)
def playbook_of_the_agency(subject: Subject, report: Report) -> Iterable[Problem]:
    """Playbooks are written with the client, so that they are still used when the agency has gone.

    From two months after agency.starts a playbook without `co_author`, the client's role that wrote it with the
    agency, is a warning; from the week of hand-over milestone AH-2 on it is an error.

    Bad:  owner: engagement centre lead
    Good: owner: engagement centre lead, co_author: shift leads and compliance
    """
    alone = [playbook for playbook in subject.programme.playbooks if playbook.co_author is None]
    milestone = next((one for one in subject.programme.rotation.handover if one.id == "AH-2"), None)
    for client in subject.clients if alone else ():
        starts = client.policy.agency.starts
        if starts is None or not in_use(subject, "agency.exit", "agency.starts"):
            continue
        due = _day_of(milestone, client, starts)
        if subject.on <= min(starts + 2 * _MONTH, due or date.max):
            continue
        severity = Severity.ERROR if due and subject.on > due else Severity.WARNING
        for playbook in alone:
            message = f"{playbook.id} has no co-author at the client, and {client.id} began on {starts}"
            hint = "co_author: the client's role that wrote it with the agency"
            yield report(playbook.location, message, subject=playbook.id, hint=hint, severity=severity)


def _day_of(milestone: Milestone | None, client: Client, starts: date) -> date | None:
    track = client.policy.rotation.track or "six"
    weeks = {str(name): week for name, week in milestone.week.items()} if milestone else {}
    return starts + timedelta(weeks=weeks[track]) if track in weeks else None
