"""Facts from outside: law belongs in a regime (L-42), a number has a source, and an old one says so (L-44)."""

from collections.abc import Iterator

from immerse.checking.rule import ERROR, NOTE, WARNING, Report, Visit, rule
from immerse.checking.scopes import entries, nodes, occurrences
from immerse.checking.wording import Occurrence, matched_words, wording, words
from immerse.model.lesson import Lesson
from immerse.model.module import Source
from immerse.model.playbook import Playbook
from immerse.model.policy.measures import Outcome
from immerse.model.subject import Subject

_LAW = wording(
    " gdpr| cfr| usc | disp| tupe| nlrb| coppa| hipaa| foia| act | regulation | directive | article | articles |§"
    "| section | the law | by law | is illegal | is unlawful | legally ",
    r"\b(?:GDPR|CFR|DISP|TUPE|NLRB|COPPA|HIPAA|FOIA)\b|\b\d+ USC \d+"
    r"|\b(?:Act|Regulation|Directive)\s+(?:\([A-Z]+\)\s*)?(?:of\s+)?(?:No\.?\s*)?\d{3,4}(?:/\d+)?"
    r"|\b[Aa]rticles? \d+|§\s*\d|\b[Ss]ection \d+ of\b|\b[Tt]he law (?:says|requires|demands|forbids|allows|obliges)\b"
    r"|\b(?:[Rr]equired|[Ff]orbidden|[Oo]bliged|[Bb]ound) by law\b|\b[Ii]t is (?:illegal|unlawful)\b"
    r"|\b[Ll]egally (?:required|bound|obliged)\b",
    any_case=False,
)
_PEOPLE = r"(?:people|customers|companies|users|consumers|organisations|employees|firms|brands|adults|managers|crises)"
_STATISTIC = wording(
    "%|per cent|percent|half of|third of|thirds of|quarter|majority|in ten|out of|in five|in four|in three|in a hundred"
    "|stud|research|survey|in 19|in 20",
    rf"\b\d{{1,3}}(?:\.\d+)?\s?(?:%|per ?cent) of (?:all |our |the )?{_PEOPLE}\b"
    rf"|\b(?:half|a third|two thirds|a quarter|three quarters|the majority) of (?:all )?{_PEOPLE}\b"
    rf"|\b\w+ (?:in|out of) (?:ten|five|four|three|a hundred) {_PEOPLE}\b"
    r"|\b(?:stud(?:y|ies)|research|surveys?) (?:shows?|proves?|found|finds?|says?)\b"
    r"|\bcase stud(?:y|ies)\b|\bin (?:19|20)\d\d\b",
)
_BORROWED = words(r"\b(?:surveys?|benchmarks?|(?:industry|sector|market) (?:average|standard|norm)s?)\b")
_OLD_YEARS = 5
_AGE_STATED = ("historical", "in force", "living text")
"""Words in the note of a source that explain its year."""


@rule("L-42", WARNING, each=occurrences(_LAW))
def law_in_prose(occurrence: Occurrence, report: Report) -> None:
    """What the law demands is in a regime, with owner, source and review date, and not in a lesson.

    A sentence about law that was right when it was written becomes wrong without anybody touching it, and nothing
    reminds the author. Put it into legal.regimes and let the text read it; titles under `sources` may name it.

    Bad:  Article 50 says that a bot must tell people what it is.
    Good: {{ policy.legal.regimes | table("What applies=applies_to", "At the desk=rule", "Ask=owner:role") }}
    """
    message = f"{occurrence.owner} states law in a text: {occurrence.words!r}"
    report(message, hint="move it to legal.regimes of the clients whom it binds, and read it from there")


def _without_source(context: Subject) -> Iterator[Visit[Occurrence]]:
    """Each number or case on a page that names no source."""
    pages: list[Lesson | Playbook] = [*context.programme.lessons(), *context.programme.playbooks]
    sourced = {page.id for page in pages if page.sources}
    return (visit for visit in occurrences(_STATISTIC)(context) if visit.subject not in sourced)


@rule("L-44", ERROR, each=_without_source)
def fact_without_source(occurrence: Occurrence, report: Report) -> None:
    """A number or a case from outside has a source, and an old one says that it is old.

    Invented cases cost trust once they are noticed. A claim of claims_register without a source is an error. A
    statistic, study or dated case on a page that lists no source, and a target of a client that is taken from a survey
    or a benchmark, are warnings. A source that is older than {_OLD_YEARS:spelled} years and whose note says neither
    `historical` nor `in force` is a note.

    Bad:  40 per cent of customers expect an answer within the hour.        on a page without sources
    Good: sources: [{id: sprout-index-2025, note: What people say they expect; context, never a target.}]
    """
    message = f"{occurrence.owner} says {occurrence.words!r}, but names no source"
    report.warn(message, hint="name one under `sources`, say that the case is made up, or leave the number out")


@fact_without_source.also(entries("measures.outcomes"))
def _borrowed_target(outcome: Outcome, report: Report) -> None:
    if match := _BORROWED.search(outcome.target):
        message = f"the target of outcome {outcome.id} is taken from others: {matched_words(match)!r}"
        hint = "set it from your own baseline; a survey is context"
        report.warn(message, at=outcome.target.at(match.start()), hint=hint)


@fact_without_source.also(nodes(lambda programme: programme.curriculum.sources))
def _old_source(source: Source, report: Report) -> None:
    is_stated = any(word in (source.note or "") for word in _AGE_STATED)
    if report.context.on.year - source.year > _OLD_YEARS and not is_stated:
        message = f"source {source.id} is from {source.year}, and its note does not say that it is old"
        hint = "note: historical; what it is still good for (a law: in force; who confirms it)"
        report(message, at="year", hint=hint, severity=NOTE)
