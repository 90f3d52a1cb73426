"""Settings of authority: who approves what, who speaks, which texts are cleared beforehand."""

from typing import Annotated, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import QUOTED, Node, NonEmpty, ReportedUnder
from immerse.model.days import Day
from immerse.model.id_marks import Defines, StandsInFor
from immerse.model.ids import ApprovalId, ClearedTextId, ContactId, DrafterId
from immerse.model.limits import Entries
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import Translations
from immerse.model.policy.kinds import Minutes, Priority
from immerse.model.policy.limits import each_once
from immerse.model.policy.setting_marks import NOT_COPIED
from immerse.model.text import Name, Words
from immerse.words.english import spelled

DRAFTING = 10
"""Minutes for a draft."""

Matter = Literal["put_right", "advice", "effect", "time", "reputation", "paid_offer"]
"""Kinds of answer that PB-02 tells apart and a path may be for."""


class Approval(Node):
    """One class of answer that needs approval, and the path it takes."""

    id: Defines[ApprovalId]
    title: Name
    """What falls into this class, mid-sentence: product answer."""
    priority: Priority
    """The priority whose first response the approval must not delay."""
    matters: tuple[Matter, ...] = ()
    """What the answers of this path deal with, as PB-02 sorts them; their approver is taken from here."""
    drafter: DrafterId
    """Who writes: `responder`, or a contact."""
    approver: ContactId
    deputy: Annotated[ContactId, StandsInFor("approver"), ReportedUnder("L-23")]
    """Who is asked when the approver has been silent for half of `max_min`."""
    max_min: Minutes
    """Minutes for the approval, deputy included."""
    fallback: ClearedTextId
    """The text that goes out when both stay silent."""

    @model_validator(mode="after")
    def _somebody_else_approves(self) -> Self:
        if self.drafter in (self.approver, self.deputy):
            raise PydanticCustomError("approval", "the drafter may not approve; name somebody else")
        return self


class Spokesperson(Node):
    """Who may speak for the organisation, on what, where."""

    role: ContactId
    topics: tuple[Words, ...]
    channels: tuple[Words, ...]
    deputy: Annotated[ContactId, StandsInFor("role"), ReportedUnder("L-23")]


ClearedKind = Literal["acknowledgement", "holding", "safety", "disruption", "language", "warning", "press"]
"""`acknowledgement`: first words in a crisis; `language`: for a language without cover; `warning`: impersonation;
`press`: where the press office is reached, for somebody who publishes and asks in public."""


class PreCleared(Node):
    """A text that may go out without another approval until it expires."""

    id: Defines[ClearedTextId]
    kind: ClearedKind
    use: Words
    text: Annotated[Translations, QUOTED]
    """The text by language; a slot is written as [slot]."""
    slots: Annotated[tuple[Words, ...], NOT_COPIED] = ()
    """What is filled in: never a cause, a count or a time of repair."""
    approved_by: ContactId
    expires: Annotated[Day, ReportedUnder("L-43")]


class OutOfHours(Node):
    """What may be published when nobody senior is at the desk."""

    may_publish: NonEmpty[ContactId]
    """Who may publish a pre-cleared acknowledgement at any hour."""
    limits: tuple[Words, ...]
    wake_list: NonEmpty[ContactId]
    """Who is woken, in this order."""


class ApprovalsGroup(Group):
    """`approvals`: who may say what."""

    chain: Annotated[NonEmpty[Approval], each_once("id", "approvals.chain")] | None = setting(
        "Who says yes to which kind of answer, and by when.",
        rule=f"Drafter and approver are two persons; approval plus {spelled(DRAFTING)} minutes of drafting fits the "
        "first response, or an unexpired pre-cleared text is the fallback.",
        required=True,
        safety=True,
        affects=("TRI", "RSP", "CRI", "PB-02"),
    )
    spokespersons: (
        Annotated[
            tuple[Spokesperson, ...],
            Entries(2, why="one person is not always there"),
            each_once("role", "approvals.spokespersons"),
        ]
        | None
    ) = setting(
        "Who may speak for us, on which topics, where.",
        rule="Deputy and holder are two persons.",
        required=True,
        affects=("RSP", "CRI", "PB-03"),
    )
    pre_cleared: Annotated[NonEmpty[PreCleared], each_once("id", "approvals.pre_cleared")] | None = setting(
        "Texts that may go out without another approval.",
        rule="An acknowledgement at least; in every covered language; unexpired; no cause, count or time of repair.",
        required=True,
        safety=True,
        affects=("RSP", "CRI", "PB-02", "PB-03"),
    )
    out_of_hours: OutOfHours | None = setting(
        "Who may publish out of hours, what, and who is woken.",
        rule="Somebody may publish the acknowledgement at any hour.",
        required=True,
        safety=True,
        affects=("CRI", "PB-03"),
    )
