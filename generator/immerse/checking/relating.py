"""Relating before promoting (L-49), a hub that is no help desk (L-48), and brands for several hubs (L-96)."""

from immerse.checking.rule import WARNING, Report, declared, rule
from immerse.checking.scopes import each_client, occurrences
from immerse.checking.wording import Occurrence, wording
from immerse.model.base import ANSWER
from immerse.model.edition import Client
from immerse.model.playbook import Template

MODULE = "REL"
"""The module that L-49 applies to."""
_PROMOTING = wording(
    "now|discount|offer|today|code|limited|trial|proud to|delighted to|excited to|thrilled to|best",
    r"\b(?:buy|order|shop|book|sign up|subscribe) (?:now|today)\b|\bdiscounts?\b|\bspecial offers?\b|\bpromo codes?\b"
    r"|\b(?:for a )?limited time\b|\bfree trial\b|\b(?:proud|delighted|excited|thrilled) to (?:announce|share)\b"
    r"|\bbest[- ]selling\b",
    within=(ANSWER, Template),
)
_BROADCAST = wording(
    "push|blast|target", r"\bpush(?:es|ed|ing)?\b|\bblast(?:s|ed|ing)?\b|\btarget (?:audience|group)s?\b"
)


@rule("L-48", WARNING, each=each_client, reads=("client.org_model", "centre.charter"))
def hub_as_help_desk(client: Client, report: Report) -> None:
    """The charter says who decides what between hub and spokes, and the help-desk share is measured.

    A hub that answers every internal request itself drowns in them, and nobody notices because everybody is grateful.
    centre.charter says who decides what; where a hub serves spokes (hub_spoke, multi_hub, holistic), K-DESK is among
    measures.operational.

    Bad:  charter: []
    Good: charter: [{decision: what a brand says about its own products, by: spoke}, ...]
    """
    policy = client.policy
    if not policy.centre.charter:
        message = "centre.charter does not say who decides what"
        hint = "write the decisions that hub and spokes would otherwise argue about"
        report(message, at=policy.centre.location_of("charter"), about="centre.charter", hint=hint)
    serves_spokes = policy.client.org_model in ("hub_spoke", "multi_hub", "holistic")
    kpis = policy.measures.operational
    if serves_spokes and kpis is not None and "K-DESK" not in kpis and report.uses("measures.operational"):
        message = f"the organisation is {policy.client.org_model!r}, but measures.operational lacks K-DESK"
        place = policy.measures.location_of("operational")
        report(message, at=place, about="measures.operational", hint="add K-DESK to measures.operational")


@declared("L-96", WARNING)
def too_small_for_its_model() -> None:
    """A client has the brands or countries that its organisation and the reason for its centre suppose.

    With one brand there is nothing to bring together, and hubs that have nothing to divide compete for the same work.
    The texts for herd_cats and multi_hub speak of several brands and several hubs.

    Bad:  use_case: herd_cats, brands: [{id: ember, ...}]
    Good: use_case: herd_cats, brands: [{id: ember, ...}, {id: dew, ...}]
    """


@rule("L-49", WARNING, each=occurrences(_PROMOTING))
def promoting_in_disguise(occurrence: Occurrence, report: Report) -> None:
    """Examples of relating do not sell, and mention people rather than targets.

    In module REL, expected answers, model answers and keys contain no sales talk. A text that pushes, blasts or has a
    target audience is allowed only on a page that reads measures.outcomes, where it says whose success is meant.
    Examples of promoting belong in quotation marks.

    Bad:  expected: [Post the special offer under the thread]
    Good: expected: [Say which part fails first, and what it costs to mend it]
    """
    if _of_module(occurrence):
        message = f"an example in {occurrence.owner} says {occurrence.words!r}, which is sales talk"
        report(message, hint="describe what helps the reader; put an example of promoting in quotation marks")


@promoting_in_disguise.also(occurrences(_BROADCAST))
def _broadcast(occurrence: Occurrence, report: Report) -> None:
    if _of_module(occurrence) and "measures.outcomes" not in report.reads:
        message = f"{occurrence.owner} says {occurrence.words!r}, but reads no outcome of a stakeholder"
        report(message, hint="say who is meant and what they gain: read measures.outcomes")


def _of_module(occurrence: Occurrence) -> bool:
    return occurrence.owner.split("-")[0] == MODULE
