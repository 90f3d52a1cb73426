"""Success is what somebody gained: appearance is no outcome (L-45) and no goal (L-46), speed needs quality (L-47)."""

from immerse.checking.rule import ERROR, WARNING, Report, rule
from immerse.checking.scopes import entries, occurrences, setting
from immerse.checking.wording import Occurrence, matched_words, unquoted, wording, words
from immerse.model.playbook import Table, Template
from immerse.model.policy.measures import Outcome

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
    within=(Template, Table),
)
_SPEED = ("K-TTT", "K-TTA", "K-FRT", "K-TTR")
_QUALITY = ("K-REO", "K-OUT", "K-HELP", "K-INS")


@rule("L-45", ERROR, each=entries("measures.outcomes"))
def appearance_as_outcome(outcome: Outcome, report: Report) -> None:
    """An outcome is something that somebody gained, and every brand has one.

    Followers and reach go up without any benefit to anybody. An outcome whose measure is an appearance number is an
    error; one that mentions such a number among others is a warning. A brand without an outcome is an error.

    Bad:  measure: Number of followers
    Good: measure: Share of sampled threads that end with a confirmed booking
    """
    if match := _APPEARANCE.search(unquoted(outcome.measure)):
        only = _ONLY_APPEARANCE.fullmatch(outcome.measure.strip().rstrip("."))
        message = f"outcome {outcome.id} is measured by {matched_words(match)!r}, an appearance number"
        at, severity = outcome.measure.at(match.start()), ERROR if only else WARNING
        report(message, at=at, hint="measure what the stakeholder gained", severity=severity)


@appearance_as_outcome.also(setting("measures.outcomes"))
def _brand_without_outcome(outcomes: tuple[Outcome, ...], report: Report) -> None:
    brands = [brand.id for brand in report.policy.client.brands or ()]
    having = {outcome.brand for outcome in outcomes}
    for brand in brands if having and having <= {*brands} else ():
        if brand not in having:
            report(f"brand {brand} has no outcome", hint=f"add one with brand: {brand}")


@rule("L-46", WARNING, each=occurrences(_REPORTED))
def appearance_alone(occurrence: Occurrence, report: Report) -> None:
    """An appearance number is never shown alone, and is never a goal.

    Beside an outcome, an appearance number tells how many people could have seen it; alone, it rewards noise. So no
    report template or table of a playbook names such a number without reading measures.outcomes, and no text makes
    reach, buzz, followers or advertising value its goal.

    Bad:  Our goal is more reach in the second quarter.
    Good: Say what people reached, then how many could have seen it.
    """
    if "measures.outcomes" not in report.reads:
        message = f"a template or table of {occurrence.owner} shows {occurrence.words!r} without an outcome beside it"
        report(message, hint="put the outcome of measures.outcomes first")


@appearance_alone.also(occurrences(_GOAL))
def _goal(occurrence: Occurrence, report: Report) -> None:
    message = f"{occurrence.owner} makes appearance a goal: {occurrence.words!r}"
    report(message, hint="name what somebody gains; an example of what not to do belongs in quotation marks")


@rule("L-47", ERROR, each=setting("measures.operational"))
def speed_without_quality(kpis: tuple[str, ...], report: Report) -> None:
    """A measure of speed is accompanied by one that shows whether it helped.

    A desk that is measured by minutes alone gives fast and empty answers. A client that keeps K-TTA, K-FRT, K-TTR or
    K-TTT also keeps K-REO, K-OUT, K-HELP or K-INS. K-TTT and K-DIS are always kept (error).

    Bad:  operational: [K-TTT, K-FRT, K-DIS]
    Good: operational: [K-TTT, K-FRT, K-REO, K-DIS]
    """
    if kpis and not set(kpis) & set(_QUALITY):
        fast = ", ".join(kpi for kpi in kpis if kpi in _SPEED)
        message = f"{fast} measure speed, but nothing measures whether it helped"
        report.warn(message, hint=f"add one of {', '.join(_QUALITY)}")
