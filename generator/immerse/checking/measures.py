"""Success is what somebody gained: no appearance number as outcome or goal, no speed without quality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.checking.wording import place_of, said, shown, wording, words
from immerse.model.edition import Client
from immerse.model.policy.measures import Outcome
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_NUMBERS = r"(?:followers?|impressions|reach|likes|mentions?|share of voice|sentiment(?: score)?|AVE|advertising value)"
_APPEARANCE = words(rf"\b{_NUMBERS}\b")
_ONLY_APPEARANCE = words(
    rf"(?:(?:the|our|total|average|monthly|weekly|number of|share of|count of|new|more|rise in|growth of) )*{_NUMBERS}"
    r"(?: (?:count|rate|growth|per \w+|a \w+|on .*))?"
)
_GOAL = wording(
    "reach|buzz|follower|likes|impressions|mentions|share of voice| ave|advertising",
    r"\bAVEs?\b|\badvertising value equivalents?\b"
    r"|\b(?:goals?|targets?|aims?|objectives?|success|increase|grow|raise|maximi[sz]e|more|build|boost|create)\s+"
    r"(?:\w+\s+){0,3}(?:reach|buzz|followers|likes|impressions|mentions|share of voice)\b",
)
_REPORTED = wording(
    "follower|impression|reach|likes|mention count|share of voice|sentiment| ave|advertising",
    r"\b(?:followers|impressions|(?:total|our) reach|number of likes|mention count|share of voice|sentiment score|AVE"
    r"|advertising value)\b",
    where=lambda field: field.startswith(("templates", "tables")),
)
_SPEED = ("K-TTT", "K-TTA", "K-FRT", "K-TTR")
_QUALITY = ("K-REO", "K-OUT", "K-HELP", "K-INS")


@rule("L-45", Severity.ERROR)
def appearance_as_outcome(subject: Subject, report: Report) -> Iterable[Problem]:
    """An outcome is something that somebody gained, and every brand has one.

    Followers and reach go up without anybody being better off. An outcome whose measure is an appearance number is an
    error; one that mentions such a number among others is a warning. A brand without any outcome is an error.

    Bad:  measure: Number of followers
    Good: measure: Share of sampled threads that end with a confirmed booking
    """
    for client in subject.clients if in_use(subject, "measures.outcomes") else ():
        id = f"{client.id}/measures.outcomes"
        outcomes = client.policy.measures.outcomes or ()
        for outcome in outcomes:
            if found := _APPEARANCE.search(said(outcome.measure)):
                only = _ONLY_APPEARANCE.fullmatch(outcome.measure.strip().rstrip("."))
                message = f"outcome {outcome.id} is measured by {shown(found)!r}, a number of how we look"
                hint = "measure what the stakeholder reached"
                severity = Severity.ERROR if only else Severity.WARNING
                yield report(place_of(outcome.measure, found), message, subject=id, hint=hint, severity=severity)
        yield from _without(client, outcomes, report)


def _without(client: Client, outcomes: tuple[Outcome, ...], report: Report) -> Iterator[Problem]:
    brands = {brand.id: brand for brand in client.policy.client.brands or ()}
    having = {outcome.brand for outcome in outcomes}
    for brand in brands.values() if having and having <= brands.keys() else ():
        if brand.id not in having:
            message = f"brand {brand.id} has no outcome"
            place, hint = client.policy.measures.place_of("outcomes"), f"add one with brand: {brand.id}"
            yield report(place, message, subject=f"{client.id}/measures.outcomes", hint=hint)


@rule("L-46", Severity.WARNING)
def appearance_alone(subject: Subject, report: Report) -> Iterable[Problem]:
    """An appearance number never stands alone, and is never a goal.

    Shown beside an outcome it tells how many could have seen it; alone it rewards noise. So no report template or table
    of a playbook names such a number without reading measures.outcomes, and no text makes reach, buzz, followers or
    advertising value its goal.

    Bad:  Our goal is more reach in the second quarter.
    Good: Say what people reached, then how many could have seen it.
    """
    for owned, match in _REPORTED.found_in(subject.texts.caught_in(_REPORTED.screen)):
        if "measures.outcomes" not in subject.reads.get(owned.owner, ()):
            message = f"a template or table of {owned.owner} shows {shown(match)!r} without an outcome beside it"
            hint = "put the outcome of measures.outcomes first"
            place = place_of(owned.text, match)
            yield report(place, message, subject=owned.owner, hint=hint)
    for owned, match in _GOAL.found_in(subject.texts.caught_in(_GOAL.screen)):
        message = f"{owned.owner} says {shown(match)!r}: how we look as a goal"
        hint = "name what somebody gains; an example of what not to do belongs in quotation marks"
        place = place_of(owned.text, match)
        yield report(place, message, subject=owned.owner, hint=hint)


@rule("L-47", Severity.ERROR)
def speed_without_quality(subject: Subject, report: Report) -> Iterable[Problem]:
    """A number for speed stands beside one that shows whether it helped.

    A desk that is measured by minutes alone answers fast and empty. Whoever keeps K-TTA, K-FRT, K-TTR or K-TTT also
    keeps K-REO, K-OUT, K-HELP or K-INS. K-TTT and K-DIS are always kept (error).

    Bad:  operational: [K-TTT, K-FRT, K-DIS]
    Good: operational: [K-TTT, K-FRT, K-REO, K-DIS]
    """
    for client in subject.clients if in_use(subject, "measures.operational") else ():
        kept = client.policy.measures.operational or ()
        if kept and not set(kept) & set(_QUALITY):
            fast = ", ".join(kpi for kpi in kept if kpi in _SPEED)
            message = f"{fast} measure speed, and nothing shows whether it helped"
            hint = f"add one of {', '.join(_QUALITY)}"
            place, id = client.policy.measures.place_of("operational"), f"{client.id}/measures.operational"
            yield report(place, message, subject=id, hint=hint, severity=Severity.WARNING)
