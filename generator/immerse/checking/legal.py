"""Law as settings: regimes where a trade needs them, regulated topics with a path, complaints with a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.people import contacts_of
from immerse.checking.places import covers
from immerse.checking.rule import Report, rule
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

REGULATED = frozenset({"bank", "insurance", "airline", "utility", "health", "public_body"})
"""Sectors in which somebody watches what a client says."""

_COMPLAINT_CLOCKS = frozenset({"bank", "insurance", "utility", "airline"})


@rule("L-30", Severity.ERROR)
def unnamed_law(subject: Subject, report: Report) -> Iterable[Problem]:
    """Law that binds the client is named, with somebody who answers for it.

    A bank, insurer, airline, utility, health provider or public body names at least one regime and a compliance
    contact. Every jurisdiction is covered by a regime, or somebody signed under legal.none_applies that none applies.
    A listed client names the route of anything that could move its share. immerse judges that it is written down,
    never whether it is right: that is the owner's.

    Bad:  jurisdictions: [GB, IE]         and every regime has jurisdictions: [GB]
    Good: none_applies: [{jurisdiction: IE, signed_by: legal-counsel, signed_on: 2026-11-02, reason: ...}]
    """
    for client in subject.clients:
        policy = client.policy
        sector = str(policy.client.sector or "")
        regimes = policy.legal.regimes or ()
        id = f"{client.id}/legal.regimes"
        if in_use(subject, "legal.regimes"):
            if sector in REGULATED and not regimes and not policy.legal.none_applies:
                message = f"the sector is {sector!r}, and legal.regimes names none"
                hint = "name the regime that binds it, with owner, source and review date"
                yield report(policy.legal.place_of("regimes"), message, subject=id, hint=hint)
            else:
                yield from _uncovered(client, report)
        if in_use(subject, "escalation.contacts") and sector in REGULATED and not _compliance(client):
            message = f"the sector is {sector!r}, and nobody holds the function compliance"
            hint = "functions: [compliance] at a contact, or rotation.roles.compliance"
            place, id = policy.escalation.place_of("contacts"), f"{client.id}/escalation.contacts"
            yield report(place, message, subject=id, hint=hint)
        listed = policy.client.ownership == "listed" and in_use(subject, "legal.market_disclosure")
        if listed and policy.legal.market_disclosure is None:
            message = "the client is listed, and legal.market_disclosure is not set"
            hint = "name route, deputy, contact and quiet periods"
            yield report(policy.legal.location, message, subject=f"{client.id}/legal.market_disclosure", hint=hint)


def _uncovered(client: Client, report: Report) -> Iterator[Problem]:
    policy = client.policy
    named = [place for regime in policy.legal.regimes or () for place in regime.jurisdictions]
    named += [none.jurisdiction for none in policy.legal.none_applies or ()]
    for place in policy.client.jurisdictions or ():
        if not any(covers(one, place) for one in named):
            message = f"no regime covers {str(place)!r}, and nobody signed that none applies"
            hint = "add it to a regime's jurisdictions, or to legal.none_applies"
            where = policy.client.place_of("jurisdictions")
            yield report(where, message, subject=f"{client.id}/legal.regimes", hint=hint)


def _compliance(client: Client) -> bool:
    roles = client.policy.rotation.roles
    if roles and roles.compliance:
        return True
    return any("compliance" in contact.functions for contact in contacts_of(client).values())


@rule("L-31", Severity.ERROR)
def topic_without_path(subject: Subject, report: Report) -> Iterable[Problem]:
    """A regulated topic has a path, and a forbidden one has an answer.

    "I am not allowed to" helps nobody. An approved topic that is marked `regulated` names a class of approvals.chain
    or the words that must stand in the reply, or it is referred to an owner; a class that it names exists. A
    forbidden topic says what is said instead, and no topic is approved and forbidden at once.

    Bad:  {topic: Savings products, say: That they exist., regulated: true}
    Good: {topic: Savings products, say: That they exist., regulated: true, approval: p2-product}
    """
    for client in subject.clients if in_use(subject, "topics.approved", "topics.forbidden") else ():
        topics = client.policy.topics
        id = f"{client.id}/topics.approved"
        referred = {topic.topic.casefold() for topic in topics.referred or ()}
        forbidden = {topic.topic.casefold() for topic in topics.forbidden or ()}
        chain = [str(approval.id) for approval in client.policy.approvals.chain or ()]
        for topic in topics.approved or ():
            name, worded = str(topic.topic), topic.wording or topic.wording_of
            if topic.regulated and not (topic.approval or worded or name.casefold() in referred):
                message = f"topic {name!r} is regulated and has no approval, no wording and no owner"
                hint = f"approval: one of {', '.join(chain) or 'approvals.chain'}; or wording; or refer it"
                yield report(topic.location, message, subject=id, hint=hint)
            if topic.approval and topic.approval not in chain:
                message = (
                    f"topic {name!r} names the approval {str(topic.approval)!r}, which approvals.chain does not have"
                )
                hint = f"classes: {', '.join(chain) or 'none yet'}"
                yield report(topic.place_of("approval"), message, subject=id, hint=hint)
            if name.casefold() in forbidden:
                message = f"topic {name!r} is approved and forbidden at once"
                yield report(topic.location, message, subject=id, hint="keep it in one of the two lists")


@rule("L-32", Severity.ERROR)
def complaint_without_clock(subject: Subject, report: Report) -> Iterable[Problem]:
    """What counts as a complaint is written down, and our clock is shorter than the law's.

    A complaint does not say that it is one. A bank, insurer, utility or airline says what counts, whose it is and by
    when; its times are no longer than those of the regime that the complaint trigger names, or that speaks of
    complaints.

    Bad:  complaints: {resolve: 2000, ...}     and the regime's clock: {resolve_h: 1344}
    Good: complaints: {resolve: 1008, ...}
    """
    for client in subject.clients if in_use(subject, "legal.complaints") else ():
        policy = client.policy
        complaints = policy.legal.complaints
        id = f"{client.id}/legal.complaints"
        if complaints is None:
            if policy.client.sector in _COMPLAINT_CLOCKS:
                message = f"the sector is {str(policy.client.sector)!r}, and legal.complaints is not set"
                hint = "say what counts as a complaint, its route and its clocks"
                yield report(policy.legal.location, message, subject=id, hint=hint)
            continue
        laws = {one.law for key, one in (policy.escalation.hard_triggers or {}).items() if key == "complaint"}
        for regime in policy.legal.regimes or ():
            if regime.clock and (regime.id in laws or "complain" in regime.applies_to.casefold()):
                for field, most in (("ack", regime.clock.ack_h), ("resolve", regime.clock.resolve_h)):
                    ours = getattr(complaints, field)
                    if most is not None and ours > most:
                        message = f"legal.complaints.{field} is {ours} hours; regime {regime.id} gives {most}"
                        yield report(complaints.place_of(field), message, subject=id, hint=f"{most} hours or fewer")
