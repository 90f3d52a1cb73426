"""Who speaks: nobody invented (L-10), with disclosure (L-11, L-12), unpaid (L-14); texts by machines (L-18, L-19)."""

from collections.abc import Iterator

from immerse.checking.countries import in_the_eu
from immerse.checking.languages import covered_languages
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import nodes, occurrences, setting
from immerse.checking.wording import Occurrence, wording, words
from immerse.model.edition import Client
from immerse.model.lesson import Lesson
from immerse.model.playbook import Playbook, Step, Template
from immerse.model.policy.identity import Disclosure, MachineUse
from immerse.model.policy.stand_ins import is_placeholder
from immerse.model.programme import Programme

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
    within=(Template,),
)
_MACHINE = wording(
    "machine| bot|assistant| ai ",
    r"\b(?:machines?|bots?|assistants?|AI)\s+(?:\w+ly\s+)?(?:drafts|writes|answers|replies|publishes|posts|sends)\b",
    within=(Step,),
)
_PERSON = words(r"\b(?:reads?|edit(?:s|ed|or)|approv\w+|persons?|people|humans?|somebody|colleagues?)\b")


@rule("L-10", ERROR, each=occurrences(_INVENTED))
def invented_people(occurrence: Occurrence, report: Report) -> None:
    """Nobody is invented, and no follower, like or review is bought.

    Invented voices are found out, and then people doubt everything else that was said; in many places they are
    unlawful. identity.personas is `forbidden` for every client (error). A text that reads like an instruction
    to invent somebody is a warning; a sentence that forbids it, or a quotation, is not.

    Bad:  Open a second account and ask the first question yourself.
    Good: Nobody opens a second account to start a conversation; ask in your own name.
    """
    message = f"{occurrence.owner} says {occurrence.words!r}, which reads like an instruction to invent somebody"
    report.warn(message, hint="say that we refuse it; put an example of what not to do in quotation marks")


def _about_answers(programme: Programme) -> Iterator[Lesson | Playbook]:
    for module in programme.modules:
        yield from module.lessons if module.response else ()
    yield from (playbook for playbook in programme.playbooks if playbook.response or playbook.templates)


@rule("L-11", ERROR, each=nodes(_about_answers))
def undisclosed_speaker(page: Lesson | Playbook, report: Report) -> None:
    """Every page about answering people reads the disclosure.

    Readers must see who speaks at the point where they read. Every lesson of a module marked `response: true`, every
    playbook marked so, and every playbook with reply templates must read identity.disclosure.

    Bad:  a reply lesson whose `uses` has no identity.disclosure
    Good: uses: [identity.disclosure, voice.tone], and in a text
          {{ policy.identity.disclosure.employee_text | wording }}
    """
    if "identity.disclosure" not in report.reads:
        message = f"{page.id} is about answering people, but does not say who speaks"
        report(message, at="uses", hint="use identity.disclosure in its texts")


@rule("L-12", ERROR, each=setting("identity.disclosure"))
def disclosure_not_seen(disclosure: Disclosure, report: Report) -> None:
    """The disclosure is in the post itself, in every covered language.

    Readers of a reply do not see a line in a profile (FTC, 16 CFR 255). The texts for employees and for the agency
    exist in each language of centre.languages whose cover is not `none`.

    Bad:  languages covered: en-US, de; employee_text: {en-US: ...}
    Good: employee_text: {en-US: ..., de: ...}
    """
    if "in_post" not in disclosure.placement:
        report("disclosure is not placed in the post itself", at="placement", hint="add in_post")
    for field in ("employee_text", "agency_text"):
        for tag in covered_languages(report.client):
            if tag not in getattr(disclosure, field):
                message = f"identity.disclosure.{field} has no text in {tag}, which is a covered language"
                report(message, at=field, hint=f"add {tag}: ... under {field}")


@rule("L-14", ERROR, each=occurrences(_REWARDED, "identity.ambassadors", "identity.reviews", "approvals.pre_cleared"))
def bought_praise(occurrence: Occurrence, report: Report) -> None:
    """Nobody is rewarded for praise, and a connection is disclosed in the post.

    A gift that depends on what somebody says is paid advertising in disguise. The settings have no way to write one
    down, and ambassadors without disclosure or freedom to criticise are refused (error). A reply template, a
    pre-cleared text or an ambassador's rule that asks for stars, or offers something in exchange, is a warning.

    Bad:  text: Leave us a 5-star review in exchange for a voucher.
    Good: text: If you want to tell others, say what was good and what was not.
    """
    message = f"{occurrence.owner} says {occurrence.words!r}, which reads like asking or paying for praise"
    report.warn(message, hint="ask for an honest opinion, or for nothing; a reward never depends on what is said")


@rule("L-18", ERROR, each=occurrences(_MACHINE))
def machine_without_editor(occurrence: Occurrence, report: Report) -> None:
    """A person answers for every text that a machine wrote.

    A fluent sentence about a rule that does not exist looks like one about a rule that does. In P1, P2 and a declared
    crisis no machine publishes by itself; auto_publish is true or false for everything else (error). It is a warning if
    a machine drafts or answers and no editor is named, or if a step of a playbook lets a machine speak without a person
    in the same step.

    Bad:  ai: {drafting: assist}          without editor
    Good: ai: {drafting: assist, editor: care-lead}
    """
    if not _PERSON.search(occurrence.owned.text):
        message = f"{occurrence.owner} says {occurrence.words!r}, but names no person in that step"
        report.warn(message, hint="say who reads and edits it before it is sent")


@machine_without_editor.also(setting("identity.ai"))
def _editor(ai: MachineUse, report: Report) -> None:
    if ai.editor is None and (ai.drafting != "none" or ai.bot or ai.auto_publish):
        message = "machines draft or answer, but identity.ai.editor names nobody who is responsible for it"
        report.warn(message, hint="editor: a contact of escalation.contacts")


@rule("L-19", ERROR, each=setting("identity.ai"))
def silent_bot(ai: MachineUse, report: Report) -> None:
    """Where EU law applies, a bot says that it is a bot, and the regime is listed.

    People should know when a machine talks to them (Regulation (EU) 2024/1689, article 50). A bot of a client
    with an EU jurisdiction has its notice in every covered language (error). Wherever machines draft or answer, the
    regime itself is in legal.regimes, with owner and review date (warning).

    Bad:  ai: {bot: true}                 with jurisdictions: [DE]
    Good: ai: {bot: true, bot_notice: {de: Automatische Antwort}}
    """
    countries = ", ".join(str(place) for place in report.client.policy.client.jurisdictions or () if in_the_eu(place))
    if not countries:
        return
    for tag in covered_languages(report.client) if ai.bot else ():
        if tag not in (ai.bot_notice or {}):
            message = f"a bot answers people in {countries}, but identity.ai.bot_notice has no text in {tag}"
            report(message, at="bot_notice", hint=f"bot_notice: {{{tag}: ...}}, the first words that it says")
    if (ai.bot or ai.drafting != "none") and report.uses("legal.regimes") and not _has_machine_law(report.client):
        message = f"machines are used in {countries}, but no regime of legal.regimes is about them"
        hint = "add a regime with source: Regulation (EU) 2024/1689, article 50"
        report.warn(message, at=report.policy.legal.location_of("regimes"), about="legal.regimes", hint=hint)


def _has_machine_law(client: Client) -> bool:
    """Whether a regime is about machines; a source that is still a placeholder may be."""
    return any(
        "2024/1689" in regime.source or "ai-act" in regime.id or is_placeholder(regime.source)
        for regime in client.policy.legal.regimes or ()
    )
