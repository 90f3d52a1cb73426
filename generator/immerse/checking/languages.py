"""Words in every language that is covered, and somebody who can approve them (L-28)."""

from __future__ import annotations

from immerse.checking.places import covered_languages
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import entries, setting
from immerse.model.policy.approvals import PreCleared
from immerse.model.policy.centre import Language
from immerse.model.policy.wellbeing import DutyOfCare


@rule("L-28", ERROR, each=setting("approvals.pre_cleared"))
def untranslated(texts: tuple[PreCleared, ...], report: Report) -> None:
    """Safety texts exist in every language that is covered, and somebody can approve in it.

    A covered language without a first acknowledgement leaves its readers without a word in the worst hour (error).
    Warned of: another pre-cleared text that lacks a covered language, a covered language in which no helpline is
    listed, and one without a fluent approver.

    Bad:  languages covered: en-US, es; acknowledgement text: {en-US: ...}
    Good: text: {en-US: ..., es: ...}
    """
    first = [text for text in texts if text.kind == "acknowledgement"]
    for tag in covered_languages(report.client) if texts else ():
        if not any(tag in text.text for text in first):
            message = f"no pre-cleared acknowledgement has a text in {tag}, which is a covered language"
            place = first[0].place_of("text") if first else None
            report(message, at=place, hint=f"add {tag}: ... to a text of kind acknowledgement")
        for text in texts:
            if text.kind != "acknowledgement" and tag not in text.text:
                message = f"pre-cleared text {text.id} has no words in {tag}, which is a covered language"
                report.warn(message, at=text.place_of("text"), hint=f"add {tag}: ... under text")


@untranslated.also(setting("wellbeing.duty_of_care"))
def _helplines(care: DutyOfCare, report: Report) -> None:
    spoken = {line.language.split("-")[0] for line in care.helplines}
    for tag in covered_languages(report.client):
        if tag.split("-")[0] not in spoken:
            message = f"no helpline is listed in {tag}, which is a covered language"
            report.warn(message, at="helplines", hint="add one that is answered in it, checked by somebody")


@untranslated.also(entries("centre.languages", unread=True), reads=("approvals.chain", "approvals.pre_cleared"))
def _approver(language: Language, report: Report) -> None:
    if language.cover != "none" and language.fluent_approver is None:
        message = f"nobody can approve in {language.tag}, which is a covered language"
        report.warn(message, hint="fluent_approver: a contact who reads it")
