"""Length and terms of the rotation. Names of trainees belong to the roster, never here."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from immerse.model.base import Node, NonEmpty, ReportedUnder
from immerse.model.id_marks import Defines, Names
from immerse.model.ids import ContactId, RoleId, StrandId
from immerse.model.limits import Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.kinds import ROTATION_WEEKS, HoursAWeek, Percent, Pieces
from immerse.model.policy.limits import (
    LESS_IS_STRICTER,
    MORE_IS_STRICTER,
    Expected,
    Justified,
    each_once,
    fixed,
    refusal,
)
from immerse.model.policy.relations import Different, Related, Relation
from immerse.model.policy.setting_marks import NEEDED, OWN_USE
from immerse.model.text import Slug, Words

_MIXED = Expected("L-67", "a cohort needs newcomers and veterans", least=25)


@dataclass(frozen=True)
class OnPath:
    """Marks the share of people who take the path with this id."""

    id: str


class Cohort(Related):
    """Size and mix of a cohort."""

    size: Annotated[int, Limit(1, 40, why="one hub cannot train more people at once")]
    """The number of people."""
    newcomers_share: Annotated[Percent, OnPath("newcomer"), _MIXED]
    """Per cent who are new to the client."""
    veterans_share: Annotated[Percent, OnPath("veteran"), _MIXED]
    """Per cent who have known the client for years."""

    relations: ClassVar = (
        Relation("newcomers_share + veterans_share", 100, why="nobody is both new to the client and a veteran"),
    )


@dataclass(frozen=True)
class Holds:
    """Marks the contact who holds the role of rotation.yml with this id."""

    role: str


class RotationRoles(Node):
    """Who holds the roles of the rotation."""

    mentors: Annotated[NonEmpty[ContactId], Holds("mentor")]
    lead: Annotated[ContactId, Holds("lead")]
    """The engagement manager; from the agency until its exit."""
    director: Annotated[ContactId, Holds("director")]
    client_pr: Annotated[ContactId, Holds("client-pr")]
    compliance: Annotated[ContactId | None, Holds("compliance")] = None
    hr: Annotated[ContactId, Holds("hr")]
    delegates: dict[RoleId, RoleId] = {}
    """Role of rotation.yml -> the role that may attest competencies for it, but not decide gates or graduation."""

    @model_validator(mode="after")
    def _delegate_once(self) -> Self:
        for role, delegate in self.delegates.items():
            if delegate == role or delegate in self.delegates:
                raise refusal(f"rotation.roles.delegates: {delegate} cannot act for {role} and have a delegate itself")
        return self

    relations: ClassVar = (
        Different("client_pr", "director", "L-58", always=True),
        Different("lead", "director", "L-58", always=True),
        Different("lead", "client_pr", "L-58", always=True),
        Different("mentors.*", "director", "L-58", always=True),
    )


class PhaseWeeks(Node):
    """The least number of weeks in each phase, which can be raised but not lowered."""

    onboard: Annotated[
        int, Limit(1, 12, "weeks", why="trainees learn the rules before they see the work"), MORE_IS_STRICTER
    ]
    observe: Annotated[int, Limit(2, 12, "weeks", why="a trainee has to compare many decisions"), MORE_IS_STRICTER]
    shadow: Annotated[int, Limit(4, 20, "weeks", why="habits change after repeated corrections only"), MORE_IS_STRICTER]
    supervised: Annotated[
        int, Limit(6, 30, "weeks", why="exercises and shifts at night must be checked too"), MORE_IS_STRICTER
    ]
    lead: Annotated[int, Limit(4, 20, "weeks", why="it takes weeks to teach a newcomer"), MORE_IS_STRICTER]
    disperse: Annotated[int, Limit(3, 12, "weeks", why="placement and hand-over take time"), MORE_IS_STRICTER]


class Minimums(Node):
    """Minimums; none can be waived."""

    rule_of_model: ClassVar[str] = "L-63"

    weeks: PhaseWeeks
    evidence: dict[StrandId, Pieces] = {}
    """Module -> pieces of evidence, if the client requires more than the module's own list."""


class ExtraRule(Node):
    """A sign-off rule that the client adds to the common ones."""

    id: Defines[Annotated[Slug, Names("rule")]]
    text: Words


class Signoff(Node):
    """The sign-off rules that a client may make stricter."""

    rules: Annotated[tuple[ExtraRule, ...], each_once("id", "rotation.signoff.rules")] = ()
    """Rules that people apply in addition to those of rotation.yml."""
    signatory_share: Annotated[
        int, Limit(0, 25, "per cent", why="no single person decides who graduates"), LESS_IS_STRICTER
    ]
    """Per cent of a trainee's evidence that the final signatory may have attested."""
    simulated_share: Annotated[
        int, Limit(0, 40, "per cent", why="most of the evidence must be real work"), LESS_IS_STRICTER
    ]
    """Per cent of evidence that may be simulated."""
    checks_pass: Annotated[
        int, Limit(85, 100, "per cent", why="a check asks what everybody must know"), MORE_IS_STRICTER
    ]
    """Per cent of right answers that pass a knowledge check (GC-04)."""
    waiver_limit: Annotated[int, Limit(0, 3, why="many waivers would replace the requirements"), LESS_IS_STRICTER]
    """The greatest number of waived items of a trainee."""


class Placement(Node):
    """The terms of a placement after the rotation."""

    brief_weeks: Annotated[
        int, Limit(1, 12, "weeks", why="the unit has to prepare, and plans change until a later start")
    ]
    """Weeks before the start by which the receiving manager has signed the brief."""
    cost_centre: Annotated[Literal[True], fixed(True, "rotation.placement.cost_centre cannot be switched off")]
    """Whether the receiving unit pays; always true."""
    dotted_line: Words
    """What still ties the person to the hub."""
    hub_days_quarter: Annotated[int, Limit(0, 10, "days", why="the unit needs its people for the rest of the time")]
    """Days back in the hub each quarter."""


class Alumni(Justified):
    """The mutual duties of the hub and its alumni."""

    call_weeks: Annotated[int, Limit(1, 13, "weeks", why="contact ends without regular calls"), LESS_IS_STRICTER]
    """Weeks between calls."""
    refresh_months: Annotated[
        int, Limit(1, 18, "months", why="competencies that are not attested again are lost"), LESS_IS_STRICTER
    ]
    """Months until critical competencies are attested again."""
    answer_days: Annotated[int, Limit(1, 10, "working days", why="a later opinion no longer helps"), LESS_IS_STRICTER]
    """Working days in which a second opinion is answered."""
    surge: bool
    """Whether alumni may be called in for S1 and S2."""


class Pilot(Node):
    """The length of a strategy and of a first trial."""

    rule_of_model: ClassVar[str] = "L-63"

    strategy_weeks: Annotated[
        int, Limit(4, 6, "weeks", why="a shorter one is shallow, and a longer one delays the pilot")
    ]
    """Weeks for the strategy or the two audits."""
    pilot_weeks: Annotated[
        int, Limit(6, 10, "weeks", why="a shorter pilot shows nothing, and a longer one is no longer a trial")
    ]
    """Weeks of the pilot that follows, or runs at the same time with other people."""


TrackOfPolicy = Literal["six", "twelve"]
"""Tracks that a policy can name; `custom` is the third one."""


class RotationGroup(Group):
    """`rotation`."""

    relations: ClassVar = (Relation("minimums.weeks.sum", "weeks", "L-63", blames_upper=True),)

    track: Annotated[Literal[TrackOfPolicy, "custom"], NEEDED] | None = setting(
        "Which track the rotation follows.",
        rule="Custom scales the windows of the nearest track to rotation.weeks.",
        affects=("PB-05",),
    )
    weeks: Annotated[int, ROTATION_WEEKS, ReportedUnder("L-63"), NEEDED] | None = setting(
        "How many weeks the rotation has.", affects=("PB-05",)
    )
    cohort: Cohort | None = setting("Size and mix of a cohort.", affects=("PB-05",))
    ratio: Annotated[int, Limit(1, 4, why="a mentor cannot watch more people at work"), LESS_IS_STRICTER] | None = (
        setting("Trainees for each mentor.", affects=("PB-05",))
    )
    roles: RotationRoles | None = setting(
        "Who holds the roles of the rotation.",
        rule="Director and client_pr are the client's.",
        required=True,
        safety=True,
        affects=("PB-05",),
    )
    minimums: Annotated[Minimums, OWN_USE] | None = setting(
        "The least weeks of each phase and the least evidence.", rule="May rise, never fall.", affects=("PB-05",)
    )
    signoff: Signoff | None = setting(
        "Sign-off rules that are stricter here, and how many waivers one person may have.",
        rule="Stricter only: where a sign-off rule of rotation.yml has a smaller number, that holds.",
        safety=True,
        affects=("PB-05",),
    )
    load: dict[RoleId, HoursAWeek] | None = setting(
        "How many hours a week somebody in this role may spend on attesting, on average.",
        rule="Role id of rotation.yml -> hours; a role without a number is not judged (L-93).",
        shown="mentor",
        affects=("PB-05",),
    )
    placement: Placement | None = setting(
        "The terms of every placement.",
        rule="The receiving unit pays; people and dates belong to the roster.",
        affects=("PB-10",),
    )
    alumni: Alumni | None = setting(
        "Calls, refreshers, second opinions and surge duty after the rotation.", affects=("PB-10",)
    )
    pilot: Pilot | None = setting("How long a strategy and a first trial take.", affects=("REL", "PB-07", "PB-08"))
