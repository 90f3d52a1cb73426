"""Settings of authority: approvals, spokespersons, pre-cleared texts."""

from typing import Annotated, ClassVar, Literal

from immerse.model.base import QUOTED, Node, NonEmpty, ReportedUnder
from immerse.model.days import Day
from immerse.model.id_marks import Defines, StandsInFor
from immerse.model.ids import ApprovalId, ClearedTextId, ContactId, DrafterId
from immerse.model.limits import Entries
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import Translations
from immerse.model.policy.kinds import Minutes, Priority
from immerse.model.policy.limits import each_once
from immerse.model.policy.relations import Different
from immerse.model.policy.setting_marks import LOOKED_UP, NOT_COPIED
from immerse.model.text import Name, Words
from immerse.words.english import spelled

DRAFTING = 10
"""The minutes that a draft takes."""

Matter = Literal["put_right", "advice", "effect", "time", "reputation", "paid_offer"]
"""Kinds of answer that PB-02 tells apart and a path may be for."""


class Approval(Node):
    """One class of answer that needs approval, and the path it takes."""

    id: Defines[ApprovalId]
    title: Name
    """The name of the class, in mid-sentence form: product answer."""
    priority: Priority
    """The priority whose first response the approval must not delay."""
    matters: Annotated[tuple[Matter, ...], LOOKED_UP] = ()
    """The subjects of answers that take this path, by the kinds of PB-02; their approver is taken from here."""
    drafter: DrafterId
    """The author of the draft: `responder`, or a contact."""
    approver: ContactId
    deputy: Annotated[ContactId, StandsInFor("approver"), ReportedUnder("L-23")]
    """The contact who is asked if the approver has not answered within half of `max_min`."""
    max_min: Minutes
    """Minutes for the approval, including the deputy's time."""
    fallback: ClearedTextId
    """The text that is published if neither answers."""

    relations: ClassVar = (
        Different("approver", "drafter", "L-77", always=True),
        Different("deputy", "drafter", "L-77", always=True),
    )


class Spokesperson(Node):
    """A person who may speak for the organisation, with topics and channels."""

    role: ContactId
    topics: tuple[Words, ...]
    channels: tuple[Words, ...]
    deputy: Annotated[ContactId, StandsInFor("role"), ReportedUnder("L-23")]


ClearedKind = Literal["acknowledgement", "holding", "safety", "disruption", "language", "warning", "press"]
"""`acknowledgement`: first words in a crisis; `language`: for a language without cover; `warning`: impersonation;
`press`: the contact of the press office, for journalists who ask in public."""


class PreCleared(Node):
    """A text that may be published without another approval until it expires."""

    id: Defines[ClearedTextId]
    kind: Annotated[ClearedKind, LOOKED_UP]
    use: Words
    text: Annotated[Translations, QUOTED]
    """The text by language; a slot is written as [slot]."""
    slots: Annotated[tuple[Words, ...], NOT_COPIED] = ()
    """The slots to fill in; never for a cause, a count or a time of repair."""
    approved_by: ContactId
    expires: Annotated[Day, ReportedUnder("L-43")]


class OutOfHours(Node):
    """Rules for publishing when nobody senior is at the desk."""

    may_publish: NonEmpty[ContactId]
    """The contacts who may publish a pre-cleared acknowledgement at any hour."""
    limits: tuple[Words, ...]
    wake_list: NonEmpty[ContactId]
    """The contacts to wake, in this order."""


class ApprovalsGroup(Group):
    """`approvals`: who may say what."""

    chain: Annotated[NonEmpty[Approval], each_once("id", "approvals.chain")] | None = setting(
        "Who approves each kind of answer, and by when.",
        rule=f"Approval plus {spelled(DRAFTING)} minutes of drafting fits the "
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
    ) = setting("Who may speak for us, on which topics, where.", required=True, affects=("RSP", "CRI", "PB-03"))
    pre_cleared: Annotated[NonEmpty[PreCleared], each_once("id", "approvals.pre_cleared")] | None = setting(
        "Texts that may be published without another approval.",
        rule="An acknowledgement at least; in every covered language; unexpired; no cause, count or time of repair.",
        required=True,
        safety=True,
        affects=("RSP", "CRI", "PB-02", "PB-03"),
    )
    out_of_hours: OutOfHours | None = setting(
        "Who may publish out of hours, which texts, and who is woken.",
        rule="Somebody may publish the acknowledgement at any hour.",
        required=True,
        safety=True,
        affects=("CRI", "PB-03"),
    )
