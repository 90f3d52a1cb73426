"""Who speaks: no invented people, no bought praise, and a machine that says it is one."""

from __future__ import annotations

from collections.abc import Iterable

from immerse.checking.applies import in_use
from immerse.checking.places import covered_languages, eu_of
from immerse.checking.rule import Report, rule
from immerse.checking.wording import place_of, shown, wording, words
from immerse.model.edition import Client
from immerse.model.policy.stand_ins import is_placeholder
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_INVENTED = wording(
    "puppet|persona| fake |second account|second profile|false account|false profile|follower| likes|review|views"
    "|shares|comments|pose as|pretend to|astroturf|engagement pod",
    r"\b(?:create|make|invent|use|open|set up|run|build|operate|add|try|with)\s+(?:\w+\s+){0,3}"
    r"(?:sock[- ]?puppets?|personas?|(?:fake|second|false) (?:accounts?|profiles?))\b"
    r"|\b(?:buy|order|purchase|pay for|arrange)\s+(?:\w+\s+){0,2}(?:followers|likes|reviews|views|shares|comments)\b"
    r"|\b(?:pose as|pretend to be)\s+(?:an?|one of)\s+\w+|\bastroturfing\b"
    r"|\b(?:join|start|form) an? engagement pods?\b",
)
_REWARDED = wording(
    " star|positive review|in exchange|in return",
    r"\b(?:5|five)[- ]stars?\b|\bpositive reviews?\b|\bin (?:exchange|return) for\b",
    where=lambda field: field.startswith("templates"),
)
_MACHINE = wording(
    "machine| bot|assistant| ai ",
    r"\b(?:machines?|bots?|assistants?|AI)\s+(?:\w+ly\s+)?(?:drafts|writes|answers|replies|publishes|posts|sends)\b",
    where=lambda field: "steps" in field.split("."),
)
_PERSON = words(r"\b(?:reads?|edit(?:s|ed|or)|approv\w+|persons?|people|humans?|somebody|colleagues?)\b")


@rule("L-10", Severity.ERROR)
def invented_people(subject: Subject, report: Report) -> Iterable[Problem]:
    """Nobody is invented, and no follower, like or review is bought.

    Made-up voices are found out, and then everything true that was said beside them is doubted too; in many places
    they are unlawful. identity.personas is `forbidden` for every client (error). A text that reads like an
    instruction to invent somebody is a warning; a sentence that forbids it, or a quotation, is not.

    Bad:  Open a second account and ask the first question yourself.
    Good: Nobody opens a second account to start a conversation; ask in your own name.
    """
    for owned, match in _INVENTED.found_in(subject.texts.caught_in(_INVENTED.screen)):
        message = f"{owned.owner} says {shown(match)!r}, which reads like an instruction to invent somebody"
        hint = "say it as something we refuse; put an example of what not to do in quotation marks"
        place = place_of(owned.text, match)
        yield report(place, message, subject=owned.owner, hint=hint, severity=Severity.WARNING)


@rule("L-14", Severity.ERROR)
def bought_praise(subject: Subject, report: Report) -> Iterable[Problem]:
    """Nobody is rewarded for praise, and a tie stands in the post.

    A gift that depends on what somebody says is paid advertising in disguise. The settings have no way to write one
    down, and ambassadors without disclosure or freedom to criticise are refused (error). A reply template, a
    pre-cleared text or an ambassador's rule that asks for stars, or offers something in exchange, is a warning.

    Bad:  text: Leave us a 5-star review in exchange for a voucher.
    Good: text: If you want to tell others, say what was good and what was not.
    """
    settings = ("identity.ambassadors", "identity.reviews", "approvals.pre_cleared")
    ours = [*subject.texts.caught_in(_REWARDED.screen)]
    for texts in subject.client_texts.values():
        ours += [one for one in texts if one.owner.partition("/")[2] in settings]
    for owned, match in _REWARDED.found_in(ours):
        message = f"{owned.owner} says {shown(match)!r}, as if praise were asked for or paid"
        hint = "ask for an honest word, or for nothing; a reward never depends on what is said"
        place = place_of(owned.text, match)
        yield report(place, message, subject=owned.owner, hint=hint, severity=Severity.WARNING)


@rule("L-18", Severity.ERROR)
def machine_without_editor(subject: Subject, report: Report) -> Iterable[Problem]:
    """A person answers for every text that a machine made.

    A fluent sentence about a rule that does not exist looks like one about a rule that does. In P1, P2 and a declared
    crisis no machine publishes by itself; auto_publish can only be true or false, for the calm rest (error). Where a
    machine drafts or answers and no editor is named, and where a playbook's step lets a machine speak without a
    person in the same step, it is a warning.

    Bad:  ai: {drafting: assist}          without editor
    Good: ai: {drafting: assist, editor: care-lead}
    """
    for owned, match in _MACHINE.found_in(subject.texts.caught_in(_MACHINE.screen)):
        if not _PERSON.search(owned.text):
            message = f"{owned.owner} says {shown(match)!r}, and no person is in that step"
            hint = "say who reads and edits it before it goes out"
            place = place_of(owned.text, match)
            yield report(place, message, subject=owned.owner, hint=hint, severity=Severity.WARNING)
    for client in subject.clients if in_use(subject, "identity.ai") else ():
        ai = client.policy.identity.ai
        if ai and ai.editor is None and (ai.drafting != "none" or ai.bot or ai.auto_publish):
            message = "machines draft or answer here, and identity.ai.editor names nobody who answers for it"
            hint = "editor: a contact of escalation.contacts"
            place = client.policy.identity.place_of("ai")
            yield report(place, message, subject=f"{client.id}/identity.ai", hint=hint, severity=Severity.WARNING)


@rule("L-19", Severity.ERROR)
def silent_bot(subject: Subject, report: Report) -> Iterable[Problem]:
    """Where EU law applies, a bot says that it is one, and somebody watches the law behind it.

    People should know when a machine talks to them (Regulation (EU) 2024/1689, article 50). A bot of a client
    with an EU jurisdiction has its notice in every covered language (error). The regime itself stands in
    legal.regimes, with owner and review date, wherever machines draft or answer (warning).

    Bad:  ai: {bot: true}                 with jurisdictions: [DE]
    Good: ai: {bot: true, bot_notice: {de: Automatische Antwort}}
    """
    for client in subject.clients if in_use(subject, "identity.ai") else ():
        ai = client.policy.identity.ai
        places = eu_of(client)
        if ai is None or not places:
            continue
        for tag in covered_languages(client) if ai.bot else ():
            if tag not in (ai.bot_notice or {}):
                message = (
                    f"a bot answers people in {', '.join(places)}, and identity.ai.bot_notice has no text in {tag}"
                )
                hint = f"bot_notice: {{{tag}: ...}}, the first words that it says"
                yield report(ai.place_of("bot_notice"), message, subject=f"{client.id}/identity.ai", hint=hint)
        if (ai.bot or ai.drafting != "none") and in_use(subject, "legal.regimes") and not _has_machine_law(client):
            message = f"machines are used in {', '.join(places)}, and no regime of legal.regimes is about them"
            hint = "add a regime with source: Regulation (EU) 2024/1689, article 50"
            place = client.policy.legal.place_of("regimes")
            yield report(place, message, subject=f"{client.id}/legal.regimes", hint=hint, severity=Severity.WARNING)


def _has_machine_law(client: Client) -> bool:
    regimes = client.policy.legal.regimes or ()
    return any(
        # The law that nobody has named yet may be this one.
        "2024/1689" in regime.source or "ai-act" in regime.id or is_placeholder(regime.source)
        for regime in regimes
    )
