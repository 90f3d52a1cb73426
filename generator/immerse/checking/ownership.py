"""Everything belongs to the client: keys (L-51), contracts, records and measures (L-54), playbooks (L-55)."""

from collections.abc import Iterator
from datetime import date

from immerse.checking.people import contacts_of
from immerse.checking.rule import ERROR, WARNING, Report, rule
from immerse.checking.scopes import each_client, entries, setting
from immerse.model.edition import Client
from immerse.model.periods import is_longer_ago, later
from immerse.model.policy.centre import LISTENING_MONTHS, Channel, Listening
from immerse.model.policy.security import Recovery
from immerse.model.subject import Subject
from immerse.problems import Location
from immerse.words.english import spelled

FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com",
    "gmx.de", "gmx.net", "web.de", "proton.me", "protonmail.com", "aol.com", "mail.com", "zoho.com",
})  # fmt: skip
"""Domains of free mailboxes: an account that depends on one belongs to a person."""

_ALONE_MONTHS = 2
"""Months after the start of the agency in which a playbook may have no co-author."""


@rule("L-51", ERROR, each=setting("security.recovery"))
def lost_keys(recovery: Recovery, report: Report) -> None:
    """An account can be recovered by two people, through a mailbox of the client.

    An account is lost on the day on which the only holder of its key leaves. security.recovery names at least two key
    holders who are two people, and a mailbox on a domain of the client; so does every channel.

    Bad:  mailbox: the.team@gmail.com, key_holders: [it-lead]
    Good: mailbox: keys@acme.example, key_holders: [it-lead, care-director]
    """
    holders, is_same_person = recovery.key_holders, report.policy.escalation.is_same_person
    if all(is_same_person(holders[0], holder) for holder in holders[1:]):
        report(f"the key holders {', '.join(holders)} are one person", at="key_holders", hint="name a second person")
    _mailbox("security.recovery", recovery.mailbox, report)


@lost_keys.also(entries("centre.channels"))
def _channel(channel: Channel, report: Report) -> None:
    if channel.mailbox:
        _mailbox(f"channel {channel.id}", channel.mailbox, report)


def _mailbox(account: str, mailbox: str, report: Report) -> None:
    if mailbox.rpartition("@")[2].casefold() in FREE_MAIL:
        message = f"{account} depends on {mailbox!r}, a free mailbox that belongs to a person"
        report(message, at="mailbox", about=account, hint="use a mailbox on a domain of the client")


Held = tuple[str, str, Location]
"""(asset or post, contact id, location)."""


def _owned(client: Client) -> Iterator[tuple[str, Held]]:
    """(setting, an asset that a contact of the client must own from the first day)."""
    policy = client.policy
    for channel in policy.centre.channels or ():
        yield "centre.channels", (f"channel {channel.id}", channel.owner, channel.location_of("owner"))
    for outcome in policy.measures.outcomes or ():
        yield "measures.outcomes", (f"outcome {outcome.id}", outcome.owner, outcome.location_of("owner"))
    for vendor in policy.centre.vendors or ():
        yield "centre.vendors", (f"the contract with {vendor.name}", vendor.owner, vendor.location_of("owner"))
    if system := policy.records.system:
        yield "records.system", ("the archive of records", system.owner, system.location_of("owner"))


def _deciding(client: Client) -> Iterator[tuple[str, Held]]:
    """(setting, a post that nobody from the agency may hold after its exit)."""
    policy = client.policy
    for id, contact in contacts_of(client).items():
        yield "escalation.contacts", ("a place among the contacts", id, contact.location_of("employer"))
    for approval in policy.approvals.chain or ():
        place = approval.location_of("approver")
        yield "approvals.chain", (f"approval {approval.id}", approval.approver, place)
    if recovery := policy.security.recovery:
        place = recovery.location_of("key_holders")
        yield from (("security.recovery", ("a recovery key", holder, place)) for holder in recovery.key_holders)
    if roles := policy.rotation.roles:
        attesting = [("mentors", mentor) for mentor in roles.mentors] + [("lead", roles.lead)]
        yield from (("rotation.roles", (f"the role {name}", who, roles.location_of(name))) for name, who in attesting)


def _exit_day(client: Client) -> date | None:
    leaving = client.policy.agency.exit
    return leaving.date if leaving else None


@rule("L-54", ERROR, each=each_client)
def agency_still_holds(client: Client, report: Report) -> None:
    """The client owns its accounts, numbers and contracts from the first day; after its exit the agency holds nothing.

    Channels, outcomes, vendor contracts and the archive are owned by contacts of the client. The listening contract
    belongs to the client once {LISTENING_MONTHS:spelled} months have passed since agency.starts. Once
    the day of the exit has passed, nobody from the agency is a contact, approver, key holder, mentor or lead, and the
    agency publishes nothing.

    Bad:  channels: [{id: help, owner: engagement-manager, ...}]     whose employer is agency
    Good: channels: [{id: help, owner: head-of-care, ...}]
    """
    exit_day = _exit_day(client)
    has_left = exit_day is not None and report.context.on > exit_day
    for key, (account, who, place) in (*_owned(client), *(_deciding(client) if has_left else ())):
        contact = client.policy.escalation.contact(who)
        if contact and contact.employer == "agency" and report.uses(key):
            message = f"{account} is held by {who!r}, who is employed by the agency"
            report(message, at=place, about=key, hint="name a contact of the client")


@agency_still_holds.also(setting("identity.agency_posting"))
def _posting(posting: str, report: Report) -> None:
    exit_day = _exit_day(report.client)
    if exit_day and report.context.on > exit_day and posting != "not_allowed":
        message = f"the agency left on {exit_day}, but identity.agency_posting still lets it post"
        report(message, hint="agency_posting: not_allowed")


@agency_still_holds.also(setting("centre.listening"))
def _listening(listening: Listening, report: Report) -> None:
    starts, months = report.policy.agency.starts, LISTENING_MONTHS
    if listening.contract_owner == "agency" and starts and is_longer_ago(starts, report.context.on, months=months):
        message = f"the contract of the listening tool is still the agency's, {spelled(months)} months after the start"
        report(message, at="contract_owner", hint="move it to the client: contract_owner: client")


@rule("L-55", ERROR, each=each_client, reads=("agency.exit", "agency.starts"))
def playbook_of_the_agency(client: Client, report: Report) -> None:
    """Playbooks are written with the client, so that they are still used when the agency has left.

    From {_ALONE_MONTHS:spelled} months after agency.starts a playbook without `co_author`, the client's role that wrote
    it with the agency, is a warning; from the week of hand-over milestone AH-2 on it is an error.

    Bad:  owner: engagement centre lead
    Good: owner: engagement centre lead, co_author: shift leads and compliance
    """
    starts = client.policy.agency.starts
    if starts is None:
        return
    due = _handover_day(client, report.context, starts)
    if report.context.on <= min(later(starts, months=_ALONE_MONTHS), due or date.max):
        return
    severity = ERROR if due and report.context.on > due else WARNING
    for playbook in report.context.programme.playbooks:
        if playbook.co_author is None:
            message = f"{playbook.id} has no co-author from {client.id}, which began on {starts}"
            hint = "co_author: the client's role that wrote it with the agency"
            report(message, at=playbook.location, about=str(playbook.id), hint=hint, severity=severity)


def _handover_day(client: Client, context: Subject, starts: date) -> date | None:
    """The day of milestone AH-2 on the track of a client."""
    track = client.policy.rotation.track or "six"
    for milestone in context.programme.rotation.handover:
        weeks = {str(name): week for name, week in milestone.week.items()}
        if milestone.id == "AH-2" and track in weeks:
            return later(starts, weeks=weeks[track])
    return None
