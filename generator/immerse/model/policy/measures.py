"""What counts as success: outcomes of people, the centre's own numbers, and what may be shown beside them."""

from typing import Annotated, Literal

from immerse.model.base import Node, NonEmpty, ReportedUnder
from immerse.model.id_marks import Defines
from immerse.model.ids import BrandId, ContactId, OutcomeId
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.kinds import Kpi
from immerse.model.policy.limits import each_once, holding
from immerse.model.text import Words
from immerse.words.english import uncapitalized

Appearance = Literal[
    "followers", "impressions", "reach", "likes", "mention_count", "share_of_voice", "sentiment_score", "ave"
]
"""A number that shows appearance, not anybody's gain."""


class Outcome(Node):
    """An achievement of a stakeholder, and its measure."""

    id: Defines[OutcomeId]
    brand: BrandId
    stakeholder: Words
    outcome: Words
    measure: Words
    baseline: Words
    target: Words
    owner: ContactId
    """A contact of the client."""

    @property
    def in_brief(self) -> str:
        """Whose it is and what it is, for the middle of a sentence: "guests: they find the door"."""
        return f"{uncapitalized(self.stakeholder)}: {uncapitalized(self.outcome.strip().rstrip('.'))}"


class AppearanceMetric(Node):
    """An appearance number that may be shown, beside the outcome that it is read with."""

    metric: Appearance
    paired_with: OutcomeId


class MeasuresGroup(Group):
    """`measures`."""

    outcomes: Annotated[NonEmpty[Outcome], each_once("id", "measures.outcomes")] | None = setting(
        "What people achieve with our help, and how it is measured.",
        rule="At least one for each brand; the measure is no appearance number; the owner is the client's.",
        required=True,
        affects=("LIS", "TRI", "RSP", "REL", "CRI"),
    )
    operational: (
        Annotated[tuple[Kpi, ...], holding(("K-TTT", "K-DIS"), "measures.operational"), ReportedUnder("L-47")] | None
    ) = setting(
        "The numbers that we report about our own work.", rule="Includes K-TTT and K-DIS.", affects=("LIS", "TRI")
    )
    appearance_allowed: (
        Annotated[tuple[AppearanceMetric, ...], each_once("metric", "measures.appearance_allowed")] | None
    ) = setting(
        "Appearance numbers that may be shown, each beside an outcome.",
        rule="paired_with is the id of an outcome.",
        affects=("REL",),
    )
