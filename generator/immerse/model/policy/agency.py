"""What the agency does, until when, and how it leaves."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from immerse.model.base import Node
from immerse.model.days import Day
from immerse.model.ids import ContactId, MilestoneId
from immerse.model.policy.base import Group, setting
from immerse.model.policy.kinds import Percent
from immerse.model.policy.limits import Justified, Limit, each_once, fixed, refusal
from immerse.model.text import Name, Slug, Words


class Scope(Node):
    """What the agency does for this client."""

    build: bool
    """Sets up accounts, tools, pages."""
    operate: bool
    """Works shifts until its exit, under the client's director."""
    teach: bool
    does_not: Annotated[tuple[Words, ...], Field(min_length=1)]
    """What it does not do, one sentence each."""
    pilot_interactors: Literal["client", "agency"] = "client"
    """Who talks with people in a pilot; the client's own staff, or a rule objects."""


class AgencyPerson(Node):
    """A place that somebody of the agency fills for a time; no names."""

    role: Words
    contact: ContactId | None = None
    """Where the role is one of the contacts."""
    starts: Day
    ends: Day

    @model_validator(mode="after")
    def _ends_later(self) -> Self:
        if self.ends <= self.starts:
            raise refusal(f"agency.people {self.role!r}: ends must be after starts")
        return self


class CurvePoint(Node):
    """From which week of the rotation the client's own staff handle which share."""

    week: Annotated[int, Limit(1, 80)]
    share: Percent


def _rises_to_all(curve: tuple[CurvePoint, ...]) -> tuple[CurvePoint, ...]:
    for before, after in pairwise(curve):
        if after.week <= before.week:
            raise refusal(f"agency.exit.curve: week {after.week} must not follow week {before.week}")
        if after.share < before.share:
            raise refusal(f"agency.exit.curve falls from {before.share} to {after.share} in week {after.week}")
    if not curve or curve[-1].share != 100:
        raise refusal("agency.exit.curve must rise to 100")
    return curve


class ExitCriterion(Node):
    """Something that must hold before the agency leaves."""

    id: Slug
    text: Words


class Ownership(Node):
    """Whose the material is afterwards."""

    client_layer: Annotated[Literal["client"], fixed("client", "agency.exit.ip.client_layer is always the client's")]
    """Policy, overlays, records, playbooks as adapted."""
    core: Literal["agency", "client", "licence"]
    """The client-neutral curriculum; `licence`: the agency's, with a right to use and change it for good."""


class DataReturn(Node):
    """What goes back or is deleted, and who certifies it."""

    what: Words
    within_days: Annotated[int, Limit(1, 90, "days")]
    """Days after the exit."""
    certified_by: ContactId
    """Who receives the certificate."""


class TransferReview(Node):
    """The legal check whether taking the work over takes staff over."""

    by: Day
    """Done at the latest."""
    owner: ContactId
    question: Words


class Exit(Justified):
    """How the agency leaves. Core gives a curve and criteria; the dates and names are the client's."""

    date: Day | None = None
    """Last day; at most 18 months after `agency.starts`."""
    curve: Annotated[tuple[CurvePoint, ...], AfterValidator(_rises_to_all)] | None = None
    """Share of items that client staff handle, by week."""
    criteria: Annotated[tuple[ExitCriterion, ...], each_once("id", "agency.exit.criteria")] = ()
    revoke_days: Annotated[int, Limit(0, 5, "working days")] | None = None
    """Working days after the last shift until all access is gone."""
    ip: Ownership | None = None
    data_return: DataReturn | None = None
    staff_transfer_review: TransferReview | None = None
    non_solicit: Words | None = None
    """What was agreed about hiring each other's people."""
    reviews: tuple[Day, ...] = ()
    """Days of the reviews after the exit."""

    @model_validator(mode="after")
    def _reviews_follow(self) -> Self:
        if self.date and any(day <= self.date for day in self.reviews):
            raise refusal("agency.exit.reviews must be after agency.exit.date")
        if self.date and self.staff_transfer_review and self.staff_transfer_review.by >= self.date:
            raise refusal("agency.exit.staff_transfer_review.by must be before agency.exit.date")
        return self


class HandedOver(Node):
    """A milestone of the hand-over that was reached."""

    milestone: MilestoneId
    """Id of a milestone of rotation.yml."""
    day: Day
    """On which it was reached."""
    share: Percent
    """Per cent of the items that client staff handled from that day on."""


class AgencyGroup(Group):
    """`agency`."""

    name: Name | None = setting(
        "The agency's name as people may read it.",
        required=True,
        affects=("RSP", "PB-09", "PB-11"),
    )
    starts: Day | None = setting(
        "The first day of the agency's work; the weeks and months of the programme count from it.",
        rule="Start plus rotation.weeks is not after the exit date.",
        required=True,
        affects=("PB-05", "PB-09"),
    )
    scope: Scope | None = setting(
        "What the agency does here, and what it does not.",
        rule="Client staff talk with people in pilots.",
        affects=("REL", "PB-08", "PB-09"),
    )
    people: Annotated[tuple[AgencyPerson, ...], Field(min_length=1)] | None = setting(
        "The agency's places with their first and last day.",
        rule="None ends after the exit; the director is not one of them.",
        required=True,
        shown="mentor",
        affects=("PB-09",),
    )
    exit: Exit | None = setting(
        "When and how the agency leaves.",
        rule="At most 18 months after the start; the curve rises to 100; "
        "data return and staff-transfer review are named.",
        required=True,
        safety=True,
        affects=("PB-09",),
    )
    after_exit: (
        tuple[Literal["projects", "refreshers", "exercises", "audits", "curriculum_releases", "interaction"], ...]
        | None
    ) = setting(
        "What may still be bought from the agency afterwards.",
        rule="Never interaction with people.",
        affects=("PB-09",),
    )
    handover: Annotated[tuple[HandedOver, ...], each_once("milestone", "agency.handover")] | None = setting(
        "The milestones of the hand-over that were reached, each with its day and the share of items that the client's "
        "own staff handled from then on.",
        rule="Each names a milestone of the rotation; what is planned stands in agency.exit.curve.",
        shown="mentor",
        affects=("PB-09",),
    )
