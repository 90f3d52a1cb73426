"""Law as settings: regimes (L-30), regulated topics (L-31) and their wording (L-79), complaints (L-32), and topics of a
hard trigger (L-78)."""

import re

from immerse.checking.countries import covers
from immerse.checking.people import contacts_of
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import each_client, entries
from immerse.model.edition import Client
from immerse.model.policy.client import COMPLAINT_CLOCKS, REGULATED
from immerse.model.policy.stand_ins import is_placeholder
from immerse.model.policy.topics import ApprovedTopic, ReferredTopic
from immerse.words.english import counted


@rule("L-30", ERROR, each=each_client, reads="legal.regimes")
def unnamed_law(client: Client, report: Report) -> None:
    """The law that binds the client is named, with somebody who answers for it.

    A bank, insurer, airline, utility, health provider or public body names at least one regime and a compliance
    contact. Every jurisdiction is covered by a regime, or somebody signed under legal.none_applies that none applies. A
    listed client names the route for anything that could move its share price. immerse checks that this is written
    down, never whether it is right; that is up to the owner.

    Bad:  jurisdictions: [GB, IE]         and every regime has jurisdictions: [GB]
    Good: none_applies: [{jurisdiction: IE, signed_by: legal-counsel, signed_on: 2026-11-02, reason: ...}]
    """
    legal, sector = client.policy.legal, client.policy.client.sector
    if sector in REGULATED and not legal.regimes and not legal.none_applies:
        message = f"the sector is {sector!r}, but legal.regimes names no regime"
        hint = "name the regime that binds it, with owner, source and review date"
        report(message, at=legal.location_of("regimes"), about="legal.regimes", hint=hint)
        return
    covered = [country for regime in legal.regimes or () for country in regime.jurisdictions]
    covered += [none.jurisdiction for none in legal.none_applies or ()]
    for country in client.policy.client.jurisdictions or ():
        if not any(covers(place, country) for place in covered):
            message = f"no regime covers {country!r}, and nobody has signed that none applies"
            hint = "add it to a regime's jurisdictions, or to legal.none_applies"
            report(message, at=client.policy.client.location_of("jurisdictions"), about="legal.regimes", hint=hint)


@unnamed_law.also(each_client, reads="escalation.contacts")
def _no_compliance(client: Client, report: Report) -> None:
    sector, roles = client.policy.client.sector, client.policy.rotation.roles
    held = any("compliance" in contact.functions for contact in contacts_of(client).values())
    if sector in REGULATED and not held and not (roles and roles.compliance):
        message = f"the sector is {sector!r}, but nobody holds the function compliance"
        hint = "functions: [compliance] at a contact, or rotation.roles.compliance"
        place = client.policy.escalation.location_of("contacts")
        report(message, at=place, about="escalation.contacts", hint=hint)


@unnamed_law.also(each_client, reads="legal.market_disclosure")
def _no_market_disclosure(client: Client, report: Report) -> None:
    legal = client.policy.legal
    if client.policy.client.ownership == "listed" and legal.market_disclosure is None:
        message = "the client is listed, but legal.market_disclosure is not set"
        hint = "set route, deputy, contact and quiet periods"
        report(message, at=legal.location, about="legal.market_disclosure", hint=hint)


@rule("L-31", ERROR, each=each_client, reads=("topics.approved", "topics.forbidden"))
def topic_without_path(client: Client, report: Report) -> None:
    """A regulated topic has a path, and a forbidden one has an answer.

    A reply that only says "I am not allowed to" helps nobody. An approved topic that is marked `regulated` names a
    class of approvals.chain or the words that the reply must contain, or it is referred to an owner. A forbidden topic
    says what is said instead, and no topic is approved and forbidden at once.

    Bad:  {topic: Savings products, say: That they exist., regulated: true}
    Good: {topic: Savings products, say: That they exist., regulated: true, approval: p2-product}
    """
    topics, about = client.policy.topics, "topics.approved"
    referred = {topic.topic.casefold() for topic in topics.referred or ()}
    forbidden = {topic.topic.casefold() for topic in topics.forbidden or ()}
    chain = [str(approval.id) for approval in client.policy.approvals.chain or ()]
    for topic in topics.approved or ():
        name, worded = str(topic.topic), topic.wording or topic.wording_of
        if topic.regulated and not (topic.approval or worded or name.casefold() in referred):
            message = f"topic {name!r} is regulated, but has no approval, no wording and no owner"
            hint = f"approval: one of {', '.join(chain) or 'approvals.chain'}; or wording; or refer it"
            report(message, at=topic.location, about=about, hint=hint)
        if name.casefold() in forbidden:
            message = f"topic {name!r} is approved and forbidden at once"
            report(message, at=topic.location, about=about, hint="keep it in one of the two lists")


@rule("L-32", ERROR, each=each_client, reads="legal.complaints")
def complaint_without_clock(client: Client, report: Report) -> None:
    """What counts as a complaint is written down, and the client's clock is no slower than the law's.

    Few people call their complaint a complaint. A bank, insurer, utility or airline says what counts as one, who
    handles it and by when; its times are no longer than those of the regime that the complaint trigger names, or that
    mentions complaints.

    Bad:  complaints: {resolve: 2000, ...}     and the regime's clock: {resolve_h: 1344}
    Good: complaints: {resolve: 1008, ...}
    """
    legal, sector = client.policy.legal, client.policy.client.sector
    if legal.complaints is None:
        if sector in COMPLAINT_CLOCKS:
            message = f"the sector is {sector!r}, but legal.complaints is not set"
            hint = "say what counts as a complaint, its route and its clocks"
            report(message, at=legal.location, about="legal.complaints", hint=hint)
        return
    triggers = client.policy.escalation.hard_triggers or {}
    laws = [trigger.law for id, trigger in triggers.items() if id == "complaint"]
    for regime in legal.regimes or ():
        of_complaints = regime.id in laws or "complain" in regime.applies_to.casefold()
        for field in ("ack", "resolve") if of_complaints else ():
            hours, most = getattr(legal.complaints, field), getattr(regime.clock, f"{field}_h", None)
            if most is not None and hours > most:
                message = f"legal.complaints.{field} is {hours} hours; regime {regime.id} gives {most}"
                place = legal.complaints.location_of(field)
                report(message, at=place, about="legal.complaints", hint=f"{most} hours or fewer")


_SHARED = 0.6
"""The share of the shorter text's words from which two texts count as alike."""
_FEWEST = 5
"""Fewer different words than this can be alike by chance."""


@rule("L-78", ERROR, each=entries("topics.referred"))
def slower_than_its_trigger(topic: ReferredTopic, report: Report) -> None:
    """A topic that belongs to a hard trigger is no slower than the trigger, and goes to the same contact.

    If two lists disagree, somebody follows the wrong one. A referred topic names the trigger that it belongs to under
    `trigger`; then its `max_min` is no longer than the trigger's `tell_min`, and its owner is the trigger's route.

    Bad:  {topic: A complaint, owner: care-lead, max_min: 120, trigger: complaint}     and tell_min: 60 there
    Good: {topic: A complaint, owner: complaints-manager, max_min: 60, trigger: complaint}
    """
    trigger = (report.policy.escalation.hard_triggers or {}).get(topic.trigger) if topic.trigger else None
    if trigger is None:
        return
    name = f"topic {topic.topic!r}"
    if topic.max_min > trigger.tell_min:
        most = counted(topic.max_min, "minute")
        message = f"{name} allows {most}; its trigger {topic.trigger} allows {trigger.tell_min}"
        report(message, at="max_min", hint=f"max_min: {trigger.tell_min} at most")
    escalation = report.policy.escalation
    if escalation.contact(topic.owner) and not escalation.is_same_person(topic.owner, trigger.route):
        message = f"{name} goes to {topic.owner!r}, but its trigger {topic.trigger} to {trigger.route!r}"
        report(message, at="owner", hint=f"owner: {trigger.route}")


@rule("L-79", ERROR, each=entries("topics.approved", unread=True), reads=("topics.approved", "legal.regimes"))
def worded_twice(topic: ApprovedTopic, report: Report) -> None:
    """Wording that the law requires is written once.

    If a required wording is written both at the regime and at a topic, somebody changes only one of them, and half of
    the desk goes on using the old words. A topic takes it from the regime with `wording_of`, and the regime has it. A
    topic whose own words nearly repeat those of a regime is an error.

    Bad:  {topic: Loans, say: ..., wording: {en-GB: Subject to status.}}     and the same words at the regime promotions
    Good: {topic: Loans, say: ..., wording_of: promotions}
    """
    name = f"topic {topic.topic!r}"
    for regime in report.policy.legal.regimes or ():
        if regime.id == topic.wording_of and regime.wording is None:
            message = f"{name} takes its wording from the regime {regime.id}, which has none"
            report(message, at="wording_of", hint="give the regime its wording")
        for tag, text in (topic.wording or {}).items():
            of_regime = (regime.wording or {}).get(tag)
            is_open = is_placeholder(text) or is_placeholder(of_regime)
            if of_regime is not None and not is_open and _alike(text, of_regime):
                repeats = "repeats" if text.split() == of_regime.split() else "nearly repeats"
                message = f"{name} {repeats} the wording of the regime {regime.id} in {tag}"
                report(message, at=text, hint=f"write 'wording_of: {regime.id}' in place of wording")


def _alike(text: str, repeated: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (text, repeated))
    fewest = min(len(first), len(second))
    return fewest >= _FEWEST and len(first & second) >= _SHARED * fewest
