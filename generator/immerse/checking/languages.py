"""Words in every language that is covered, and somebody who can approve them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.places import covered_languages
from immerse.checking.rule import Report, rule
from immerse.model.edition import Client
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity


@rule("L-28", Severity.ERROR)
def untranslated(subject: Subject, report: Report) -> Iterable[Problem]:
    """Safety texts exist in every language that is covered, and somebody can approve in it.

    A covered language without a first acknowledgement leaves its readers without a word in the worst hour (error).
    Warned of: another pre-cleared text that lacks a covered language, a covered language in which no helpline is
    listed, and one without a fluent approver.

    Bad:  languages covered: en-US, es; acknowledgement text: {en-US: ...}
    Good: text: {en-US: ..., es: ...}
    """
    for client in subject.clients:
        if in_use(subject, "approvals.pre_cleared"):
            yield from _cleared(client, report)
        if in_use(subject, "wellbeing.duty_of_care"):
            yield from _helplines(client, report)
        if in_use(subject, "approvals.chain", "approvals.pre_cleared"):
            for language in client.policy.centre.languages or ():
                if language.cover != "none" and language.fluent_approver is None:
                    message = f"nobody can approve in {language.tag}, which is a covered language"
                    hint, id = "fluent_approver: a contact who reads it", f"{client.id}/centre.languages"
                    yield report(language.location, message, subject=id, hint=hint, severity=Severity.WARNING)


def _cleared(client: Client, report: Report) -> Iterator[Problem]:
    texts = client.policy.approvals.pre_cleared or ()
    id = f"{client.id}/approvals.pre_cleared"
    first = [text for text in texts if text.kind == "acknowledgement"]
    for tag in covered_languages(client) if texts else ():
        if not any(tag in text.text for text in first):
            place = first[0].place_of("text") if first else client.policy.approvals.place_of("pre_cleared")
            message = f"no pre-cleared acknowledgement has a text in {tag}, which is a covered language"
            yield report(place, message, subject=id, hint=f"add {tag}: ... to a text of kind acknowledgement")
        for text in texts:
            if text.kind != "acknowledgement" and tag not in text.text:
                message = f"pre-cleared text {text.id} has no words in {tag}, which is a covered language"
                place, hint = text.place_of("text"), f"add {tag}: ... under text"
                yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)


def _helplines(client: Client, report: Report) -> Iterator[Problem]:
    care = client.policy.wellbeing.duty_of_care
    spoken = {line.language.split("-")[0] for line in care.helplines} if care else set()
    for tag in covered_languages(client) if care else ():
        if care and tag.split("-")[0] not in spoken:
            message = f"no helpline is listed in {tag}, which is a covered language"
            hint, id = "add one that is answered in it, checked by somebody", f"{client.id}/wellbeing.duty_of_care"
            yield report(care.place_of("helplines"), message, subject=id, hint=hint, severity=Severity.WARNING)
