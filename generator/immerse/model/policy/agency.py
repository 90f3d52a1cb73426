"""Settings of the agency: its scope, its people, and its exit."""

from typing import Annotated, ClassVar, Literal

from immerse.model.base import Node, NonEmpty, ReportedUnder
from immerse.model.days import Day
from immerse.model.id_marks import Defines, Names
from immerse.model.ids import ContactId, MilestoneId
from immerse.model.limits import Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.kinds import Percent
from immerse.model.policy.limits import LESS_IS_STRICTER, Expected, Justified, each_once, fixed
from immerse.model.policy.relations import NEXT, Related, Relation
from immerse.model.text import Name, Slug, Words

_PILOT = "the client's own people must talk with people in a pilot"


class Scope(Node):
    """The scope of the agency's work for this client."""

    build: bool
    """Sets up accounts, tools, pages."""
    operate: bool
    """Works shifts until its exit, under the client's director."""
    teach: bool
    does_not: NonEmpty[Words]
    """Limits of the scope: work that the agency does not do, one sentence each."""
    pilot_interactors: Annotated[Literal["client", "agency"], Expected("L-57", _PILOT, value="client")] = "client"
    """The people who answer the public in a pilot."""


class AgencyPerson(Related):
    """A position that the agency fills for a time; no names."""

    role: Words
    contact: ContactId | None = None
    """The contact with this role, if it is one of the contacts."""
    starts: Day
    ends: Day

    relations: ClassVar = (Relation("starts", "ends", strict=True, blames_upper=True),)


class CurvePoint(Node):
    """The share that the client's own staff handle from a week of the rotation on."""

    week: Annotated[int, Limit(1, 80, why="the agency may leave shortly after the longest rotation")]
    share: Percent


class ExitCriterion(Node):
    """A condition that must be met before the agency leaves."""

    id: Defines[Annotated[Slug, Names("criterion")]]
    text: Words


class Ownership(Node):
    """The ownership of the material after the exit."""

    client_layer: Annotated[Literal["client"], fixed("client", "agency.exit.ip.client_layer is always the client's")]
    """Policy, overlays, records, playbooks as adapted."""
    core: Literal["agency", "client", "licence"]
    """The client-neutral curriculum; `licence`: the agency's, with a right to use and change it for good."""


class DataReturn(Node):
    """The data that the agency returns or deletes, and the certificate for it."""

    what: Words
    within_days: Annotated[int, Limit(1, 90, "days", why="later work is seldom done after an exit")]
    """Days after the exit."""
    certified_by: ContactId
    """The contact who receives the certificate."""


class TransferReview(Node):
    """The legal review whether a transfer of the work also transfers staff."""

    by: Day
    """The latest day of the review."""
    owner: ContactId
    question: Words


class Exit(Related, Justified):
    """The exit of the agency. The core defaults give a curve and criteria; the client sets dates and names."""

    date: Annotated[Day | None, Expected("L-52", "the agency must have a last day", given=True)] = None
    """The last day of the agency's work."""
    curve: Annotated[NonEmpty[CurvePoint], ReportedUnder("L-53")] | None = None
    """Share of items that client staff handle, by week."""
    criteria: Annotated[tuple[ExitCriterion, ...], each_once("id", "agency.exit.criteria")] = ()
    revoke_days: Annotated[
        Annotated[int, Limit(0, 5, "working days", why="access that nobody needs can be misused"), LESS_IS_STRICTER]
        | None,
        Expected("L-56", "the plan must say how soon access is revoked", given=True),
    ] = None
    """Working days after the last shift until all access is removed."""
    ip: Annotated[Ownership | None, Expected("L-56", "the plan must say whose the material is", given=True)] = None
    data_return: Annotated[DataReturn | None, Expected("L-56", "the plan must say how data come back", given=True)] = (
        None
    )
    staff_transfer_review: Annotated[
        TransferReview | None, Expected("L-56", "the plan must say who reviews a transfer", given=True)
    ] = None
    non_solicit: Annotated[
        Words | None, Expected("L-56", "the plan must say what was agreed about hiring", given=True)
    ] = None
    """The agreement about hiring each other's staff."""
    reviews: tuple[Day, ...] = ()
    """Days of the reviews after the exit."""

    relations: ClassVar = (
        Relation("staff_transfer_review.by", "date", strict=True),
        Relation("date", "reviews.*", strict=True, blames_upper=True),
        Relation("curve.*.week", NEXT, "L-53", always=True, strict=True, blames_upper=True),
        Relation("curve.*.share", NEXT, "L-53", always=True, blames_upper=True),
        Relation(100, "curve.last.share", "L-53", always=True, blames_upper=True),
    )


class HandedOver(Node):
    """A milestone of the hand-over that was reached."""

    milestone: MilestoneId
    """Id of a milestone of rotation.yml."""
    day: Day
    """The day on which it was reached."""
    share: Percent
    """Per cent of the items that client staff handled from that day on."""


class AgencyGroup(Group):
    """`agency`."""

    relations: ClassVar = (
        Relation("exit.date", "starts", "L-52", months=18),
        Relation("starts + exit.curve.last.week", "exit.date", "L-53"),
        Relation("people.*.ends", "exit.date", "L-54", always=True),
    )

    name: Name | None = setting(
        "The agency's name as shown to readers.", required=True, affects=("RSP", "PB-09", "PB-11")
    )
    starts: Day | None = setting(
        "The first day of the agency's work; the weeks and months of the programme count from it.",
        required=True,
        affects=("PB-05", "PB-09"),
    )
    scope: Scope | None = setting("The scope of the agency's work, and its limits.", affects=("REL", "PB-08", "PB-09"))
    people: NonEmpty[AgencyPerson] | None = setting(
        "The positions that the agency fills, with their first and last day.",
        rule="The director is not one of them.",
        required=True,
        shown="mentor",
        affects=("PB-09",),
    )
    exit: Exit | None = setting("When and how the agency leaves.", required=True, safety=True, affects=("PB-09",))
    after_exit: (
        Annotated[
            tuple[Literal["projects", "refreshers", "exercises", "audits", "curriculum_releases", "interaction"], ...],
            Expected(
                "L-59", "the agency must not answer people after it has left", excludes="interaction", warning=True
            ),
        ]
        | None
    ) = setting("The services that the agency may still sell after its exit.", affects=("PB-09",))
    handover: Annotated[tuple[HandedOver, ...], each_once("milestone", "agency.handover")] | None = setting(
        "The milestones of the hand-over that were reached, each with its day and the share of items that the client's "
        "own staff handled from then on.",
        rule="Each entry names a milestone of the rotation; the plan is in agency.exit.curve.",
        shown="mentor",
        affects=("PB-09",),
    )
