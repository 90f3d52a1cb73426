"""Relating before promoting, and a hub that does not become a help desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.checking.wording import place_of, shown, wording
from immerse.model.owned_text import OwnedText
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

MODULE = "REL"
"""The module that these rules read; a programme without it has nothing to fear from them."""

_EXAMPLES = ("cards.key", "expected", "model_answer", "templates")
_PROMOTING = wording(
    "now|discount|offer|today|code|limited|trial|proud to|delighted to|excited to|thrilled to|best",
    r"\b(?:buy|order|shop|book|sign up|subscribe) (?:now|today)\b|\bdiscounts?\b|\bspecial offers?\b|\bpromo codes?\b"
    r"|\b(?:for a )?limited time\b|\bfree trial\b|\b(?:proud|delighted|excited|thrilled) to (?:announce|share)\b"
    r"|\bbest[- ]selling\b",
    where=lambda field: field.startswith(_EXAMPLES) or ".model_answer" in field,
)
_BROADCAST = wording(
    "push|blast|target", r"\bpush(?:es|ed|ing)?\b|\bblast(?:s|ed|ing)?\b|\btarget (?:audience|group)s?\b"
)


@rule("L-48", Severity.WARNING)
def hub_as_help_desk(subject: Subject, report: Report) -> Iterable[Problem]:
    """It is written down who decides what between hub and spokes, and the help-desk share is counted.

    A hub that answers every request from inside drowns in them, and nobody notices while everybody is grateful.
    centre.charter says who decides what; where a hub serves spokes (hub_spoke, multi_hub, holistic), K-DESK is among
    measures.operational.

    Bad:  charter: []
    Good: charter: [{decision: what a brand says about its own products, by: spoke}, ...]
    """
    for client in subject.clients if in_use(subject, "client.org_model", "centre.charter") else ():
        policy = client.policy
        if not policy.centre.charter:
            message = "centre.charter says nothing about who decides what"
            hint = "write the decisions that hub and spokes would otherwise argue about"
            place, id = policy.centre.place_of("charter"), f"{client.id}/centre.charter"
            yield report(place, message, subject=id, hint=hint)
        serves_spokes = policy.client.org_model in ("hub_spoke", "multi_hub", "holistic")
        kept = policy.measures.operational
        if serves_spokes and kept is not None and "K-DESK" not in kept and in_use(subject, "measures.operational"):
            message = f"the organisation is {policy.client.org_model!r}, and K-DESK is not counted"
            hint = "add K-DESK to measures.operational"
            place, id = policy.measures.place_of("operational"), f"{client.id}/measures.operational"
            yield report(place, message, subject=id, hint=hint)


@rule("L-49", Severity.WARNING)
def promoting_in_disguise(subject: Subject, report: Report) -> Iterable[Problem]:
    """What we show as an example of relating does not sell, and speaks of people rather than of a target.

    In module REL, expected answers, model answers and keys hold no sales talk; and a text that pushes, blasts or has
    a target audience stands only on a page that reads measures.outcomes, where it says whose success is meant.
    Examples of promoting belong in quotation marks.

    Bad:  expected: [Post the special offer under the thread]
    Good: expected: [Say which part fails first, and what it costs to mend it]
    """
    for owned, match in _PROMOTING.found_in(_of_module(subject.texts.caught_in(_PROMOTING.screen))):
        message = f"an example in {owned.owner} says {shown(match)!r}, which promotes"
        hint = "show what helps; put an example of promoting in quotation marks"
        yield report(place_of(owned.text, match), message, subject=owned.owner, hint=hint)
    broadcast = _of_module(subject.texts.caught_in(_BROADCAST.screen))
    for owned, match in _BROADCAST.found_in(_without_outcome(broadcast, subject)):
        message = f"{owned.owner} says {shown(match)!r}, and no outcome of a stakeholder is on the page"
        hint = "say who is meant and what they gain: read measures.outcomes"
        yield report(place_of(owned.text, match), message, subject=owned.owner, hint=hint)


def _of_module(texts: list[OwnedText]) -> list[OwnedText]:
    return [one for one in texts if one.owner.split("-")[0] == MODULE]


def _without_outcome(texts: list[OwnedText], subject: Subject) -> Iterator[OwnedText]:
    return (one for one in texts if "measures.outcomes" not in subject.reads.get(one.owner, ()))
