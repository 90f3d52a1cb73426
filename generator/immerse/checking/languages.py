"""Texts in every covered language, a desk that answers in it, and somebody who can approve them (L-28)."""

from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import entries, setting
from immerse.model.edition import Client
from immerse.model.policy.approvals import PreCleared
from immerse.model.policy.centre import Channel, Desk, Language
from immerse.model.policy.client import Brand
from immerse.model.policy.wellbeing import DutyOfCare


def covered_languages(client: Client) -> tuple[str, ...]:
    """Tags of the languages in which the client's people are answered."""
    return tuple(str(language.tag) for language in client.policy.centre.languages or () if language.cover != "none")


@rule("L-28", ERROR, each=setting("approvals.pre_cleared"))
def untranslated(texts: tuple[PreCleared, ...], report: Report) -> None:
    """Safety texts exist in every covered language, a desk answers in it, and somebody can approve texts in it.

    In a covered language without a first acknowledgement, readers get no answer when it matters most (error). An error
    too is a covered language in which no desk answers, and a language of a desk, a channel or a brand of which
    centre.languages does not say how it is covered: the clock of a post runs at the desk of its language. A warning is
    given for any other pre-cleared text that lacks a covered language, for a slot of several words that reads the same
    in two languages (en-GB and en-US are one), for a covered language without a helpline, and for one without a fluent
    approver. Of texts that share a slot with an English one, the others are named.

    Bad:  languages covered: en-US, es; acknowledgement text: {en-US: ...}
    Good: text: {en-US: ..., es: ...}
    """
    first = [text for text in texts if text.kind == "acknowledgement"]
    for tag in covered_languages(report.client) if texts else ():
        if not any(tag in text.text for text in first):
            message = f"no pre-cleared acknowledgement has a text in {tag}, which is a covered language"
            place = first[0].location_of("text") if first else None
            report(message, at=place, hint=f"add {tag}: ... to a text of kind acknowledgement")
        for text in texts:
            if text.kind != "acknowledgement" and tag not in text.text:
                message = f"pre-cleared text {text.id} has no text in {tag}, which is a covered language"
                report.warn(message, at=text.location_of("text"), hint=f"add {tag}: ... under text")


@untranslated.also(entries("approvals.pre_cleared"))
def _untranslated_slots(cleared: PreCleared, report: Report) -> None:
    for slot in (slot for slot in cleared.slots if " " in slot):
        alike = [tag for tag, text in cleared.text.items() if f"[{slot}]" in " ".join(text.split())]
        bases = [tag.split("-")[0] for tag in alike]
        own = "en" if "en" in bases else "".join(bases[:1])
        for tag in (tag for tag, base in zip(alike, bases, strict=True) if base != own):
            if report.client.is_stand_in(f"approvals.pre_cleared.{cleared.id}.text.{tag}"):
                continue
            message = f"pre-cleared text {cleared.id} has the slot [{slot}] also in its text in {tag}"
            hint = "write the slot in the language of the text"
            report.warn(message, at=cleared.text[tag], about=str(cleared.id), hint=hint)


@untranslated.also(setting("wellbeing.duty_of_care"))
def _helplines(care: DutyOfCare, report: Report) -> None:
    spoken = {line.language.split("-")[0] for line in care.helplines}
    for tag in covered_languages(report.client):
        if tag.split("-")[0] not in spoken:
            message = f"no helpline is listed in {tag}, which is a covered language"
            report.warn(message, at="helplines", hint="add one that answers in it, and set verified_on")


@untranslated.also(entries("centre.languages", unread=True), reads=("approvals.chain", "approvals.pre_cleared"))
def _approver(language: Language, report: Report) -> None:
    if language.cover != "none" and language.fluent_approver is None:
        message = f"nobody can approve in {language.tag}, which is a covered language"
        report.warn(message, hint="fluent_approver: a contact who is fluent in it")


@untranslated.also(entries("centre.languages", unread=True))
def _answered(language: Language, report: Report) -> None:
    desks = report.policy.centre.desks or ()
    if language.cover != "none" and desks and not any(language.tag in desk.languages for desk in desks):
        message = f"no desk answers in {language.tag}, which is a covered language"
        report(message, at="cover", hint="add it to the languages of a desk; where nobody can answer: cover: none")


@untranslated.also(entries("centre.desks", unread=True))
@untranslated.also(entries("centre.channels", unread=True))
@untranslated.also(entries("client.brands", unread=True))
def _listed(place: Desk | Channel | Brand, report: Report) -> None:
    """A desk needs the language to be covered; a channel or a brand needs it to be listed."""
    languages = report.policy.centre.languages or ()
    listed = {language.tag for language in languages if language.cover != "none" or not isinstance(place, Desk)}
    for tag in place.languages if languages else ():
        if tag not in listed:
            kind, state = type(place).__name__.lower(), "cover" if isinstance(place, Desk) else "list"
            message = f"{kind} {place.id} has {tag}, which centre.languages does not {state}"
            report(message, at="languages", hint=f"list {tag} there with its cover, or remove it here")
