"""Law as settings: regimes where a trade needs them (L-30), regulated topics with a path (L-31), complaints with a
clock (L-32)."""

from __future__ import annotations

from immerse.checking.people import contacts_of
from immerse.checking.places import covers
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import each_client
from immerse.model.edition import Client

REGULATED = frozenset({"bank", "insurance", "airline", "utility", "health", "public_body"})
"""Sectors in which somebody watches what a client says."""

_COMPLAINT_CLOCKS = frozenset({"bank", "insurance", "utility", "airline"})


@rule("L-30", ERROR, each=each_client, reads="legal.regimes")
def unnamed_law(client: Client, report: Report) -> None:
    """Law that binds the client is named, with somebody who answers for it.

    A bank, insurer, airline, utility, health provider or public body names at least one regime and a compliance
    contact. Every jurisdiction is covered by a regime, or somebody signed under legal.none_applies that none applies.
    A listed client names the route of anything that could move its share. immerse judges that it is written down,
    never whether it is right: that is the owner's.

    Bad:  jurisdictions: [GB, IE]         and every regime has jurisdictions: [GB]
    Good: none_applies: [{jurisdiction: IE, signed_by: legal-counsel, signed_on: 2026-11-02, reason: ...}]
    """
    legal, sector = client.policy.legal, client.policy.client.sector
    if sector in REGULATED and not legal.regimes and not legal.none_applies:
        message = f"the sector is {sector!r}, and legal.regimes names none"
        hint = "name the regime that binds it, with owner, source and review date"
        report(message, at=legal.place_of("regimes"), about="legal.regimes", hint=hint)
        return
    covered = [country for regime in legal.regimes or () for country in regime.jurisdictions]
    covered += [none.jurisdiction for none in legal.none_applies or ()]
    for country in client.policy.client.jurisdictions or ():
        if not any(covers(one, country) for one in covered):
            message = f"no regime covers {country!r}, and nobody signed that none applies"
            hint = "add it to a regime's jurisdictions, or to legal.none_applies"
            report(message, at=client.policy.client.place_of("jurisdictions"), about="legal.regimes", hint=hint)


@unnamed_law.also(each_client, reads="escalation.contacts")
def _no_compliance(client: Client, report: Report) -> None:
    sector, roles = client.policy.client.sector, client.policy.rotation.roles
    held = any("compliance" in contact.functions for contact in contacts_of(client).values())
    if sector in REGULATED and not held and not (roles and roles.compliance):
        message = f"the sector is {sector!r}, and nobody holds the function compliance"
        hint = "functions: [compliance] at a contact, or rotation.roles.compliance"
        place = client.policy.escalation.place_of("contacts")
        report(message, at=place, about="escalation.contacts", hint=hint)


@unnamed_law.also(each_client, reads="legal.market_disclosure")
def _no_market_disclosure(client: Client, report: Report) -> None:
    legal = client.policy.legal
    if client.policy.client.ownership == "listed" and legal.market_disclosure is None:
        message = "the client is listed, and legal.market_disclosure is not set"
        hint = "name route, deputy, contact and quiet periods"
        report(message, at=legal.location, about="legal.market_disclosure", hint=hint)


@rule("L-31", ERROR, each=each_client, reads=("topics.approved", "topics.forbidden"))
def topic_without_path(client: Client, report: Report) -> None:
    """A regulated topic has a path, and a forbidden one has an answer.

    "I am not allowed to" helps nobody. An approved topic that is marked `regulated` names a class of approvals.chain
    or the words that must stand in the reply, or it is referred to an owner. A forbidden topic says what is said
    instead, and no topic is approved and forbidden at once.

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
            message = f"topic {name!r} is regulated and has no approval, no wording and no owner"
            hint = f"approval: one of {', '.join(chain) or 'approvals.chain'}; or wording; or refer it"
            report(message, at=topic.location, about=about, hint=hint)
        if name.casefold() in forbidden:
            message = f"topic {name!r} is approved and forbidden at once"
            report(message, at=topic.location, about=about, hint="keep it in one of the two lists")


@rule("L-32", ERROR, each=each_client, reads="legal.complaints")
def complaint_without_clock(client: Client, report: Report) -> None:
    """What counts as a complaint is written down, and our clock is shorter than the law's.

    A complaint does not say that it is one. A bank, insurer, utility or airline says what counts, whose it is and by
    when; its times are no longer than those of the regime that the complaint trigger names, or that speaks of
    complaints.

    Bad:  complaints: {resolve: 2000, ...}     and the regime's clock: {resolve_h: 1344}
    Good: complaints: {resolve: 1008, ...}
    """
    legal, sector = client.policy.legal, client.policy.client.sector
    if legal.complaints is None:
        if sector in _COMPLAINT_CLOCKS:
            message = f"the sector is {sector!r}, and legal.complaints is not set"
            hint = "say what counts as a complaint, its route and its clocks"
            report(message, at=legal.location, about="legal.complaints", hint=hint)
        return
    triggers = client.policy.escalation.hard_triggers or {}
    laws = [trigger.law for id, trigger in triggers.items() if id == "complaint"]
    for regime in legal.regimes or ():
        of_complaints = regime.id in laws or "complain" in regime.applies_to.casefold()
        for field in ("ack", "resolve") if of_complaints else ():
            ours, most = getattr(legal.complaints, field), getattr(regime.clock, f"{field}_h", None)
            if most is not None and ours > most:
                message = f"legal.complaints.{field} is {ours} hours; regime {regime.id} gives {most}"
                place = legal.complaints.place_of(field)
                report(message, at=place, about="legal.complaints", hint=f"{most} hours or fewer")
