"""Topics to answer, to refer and to avoid, and the claims that may be made."""

from typing import Annotated, Self

from pydantic import model_validator

from immerse.model.base import QUOTED, Node, NonEmpty, ReportedUnder
from immerse.model.days import Day
from immerse.model.id_marks import Defines, Names
from immerse.model.ids import ApprovalId, ContactId, RegimeId, TriggerId
from immerse.model.limits import Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import Translations
from immerse.model.policy.limits import each_once, refusal
from immerse.model.text import Slug, Words


class ApprovedTopic(Node):
    """A topic that every responder may answer."""

    topic: Words
    say: Words
    """The permitted statement, in a sentence."""
    regulated: bool = False
    """Whether a law or a supervisor regulates this topic; then `approval` or `wording` is needed (L-31)."""
    approval: ApprovalId | None = None
    """The class of `approvals.chain` that a reply has to pass first."""
    wording: Translations | None = None
    """The wording that the reply must contain."""
    wording_of: RegimeId | None = None
    """Instead of `wording`: the regime of `legal.regimes` whose words the reply must contain."""

    @model_validator(mode="after")
    def _has_one_wording(self) -> Self:
        if self.wording is not None and self.wording_of is not None:
            raise refusal("topics.approved has a topic with wording and wording_of; keep one of the two")
        return self


class ReferredTopic(Node):
    """A topic that another contact answers."""

    id: Defines[Annotated[Slug, Names("topic")]] | None = None
    """A short name, needed if a decision table names the topic: `paid-posts`."""
    topic: Words
    owner: ContactId
    """The contact who answers."""
    max_min: Annotated[
        int, Limit(5, 4320, "minutes", why="a call takes minutes, and nobody waits for a deputy for longer than days")
    ]
    """Minutes in which the owner has to accept it before the deputy is asked."""
    trigger: TriggerId | None = None
    """Hard trigger that this topic belongs to; owner and time are not looser than the trigger's."""


class ForbiddenTopic(Node):
    """A topic that is not discussed in public, and the reply to give instead."""

    topic: Words
    reason: Words
    say_instead: Annotated[Words, ReportedUnder("L-31", any_fault=True)]


class Claim(Node):
    """A statement of fact about us that may be used, with its proof."""

    id: Defines[Annotated[Slug, Names("claim")]]
    claim: Words
    source: Annotated[Words, ReportedUnder("L-44"), QUOTED]
    expires: Annotated[Day, ReportedUnder("L-43")]


class TopicsGroup(Group):
    """`topics`."""

    approved: Annotated[NonEmpty[ApprovedTopic], each_once("topic", "topics.approved")] | None = setting(
        "Topics that everybody at the desk may answer, and what may be said.",
        rule="No overlap with forbidden topics; a regulated topic names an approval class or a wording.",
        required=True,
        affects=("RSP",),
    )
    referred: Annotated[NonEmpty[ReferredTopic], each_once("topic", "topics.referred")] | None = setting(
        "Topics that somebody else answers, and how long that may take.",
        rule="The owner is a contact with a deputy.",
        required=True,
        affects=("RSP",),
    )
    forbidden: Annotated[NonEmpty[ForbiddenTopic], each_once("topic", "topics.forbidden")] | None = setting(
        "Topics that we do not discuss in public, why, and what we say instead.",
        rule="say_instead is never empty; staff's own talk about working conditions or a union is never forbidden.",
        required=True,
        safety=True,
        affects=("RSP", "CRI"),
    )
    claims_register: Annotated[NonEmpty[Claim], each_once("id", "topics.claims_register")] | None = setting(
        "Facts about us that may be used, each with its source and its last day.",
        rule="An expired claim stops the build.",
        required=True,
        affects=("RSP",),
    )
