"""Settings of crisis coordination: severity, timers, roles, pause, rooms, exercises."""

from typing import Annotated, ClassVar, Literal

from immerse.model.base import QUOTED, Node, NonEmpty
from immerse.model.bounds import OUT_OF_HOURS_MONTHS
from immerse.model.days import DayDone
from immerse.model.id_marks import Defines, Names, StandsInFor
from immerse.model.ids import BrandId, ContactId
from immerse.model.limits import Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import WebAddress
from immerse.model.policy.kinds import SEVERITIES, Minutes, SeverityCode
from immerse.model.policy.limits import LESS_IS_STRICTER, Expected, Justified, each_once, ordered, strictest_first
from immerse.model.policy.relations import NEXT, Different, Related, Relation
from immerse.model.policy.setting_marks import LOOKED_UP, NOT_COPIED
from immerse.model.text import Name, Slug, Words
from immerse.words.english import spelled

_BY_SEVERITY = ordered(SEVERITIES, SEVERITIES[:3])


class Criterion(Node):
    """A measurable criterion of a level: `at_least` of `measure`."""

    measure: Words
    at_least: Annotated[int, Limit(1, why="zero is always reached")]


class SeverityLevel(Node):
    """A state of the organisation."""

    label: Name
    definition: Words
    criteria: NonEmpty[Criterion]
    """The criteria of the level; one of them is enough."""
    examples: Annotated[NonEmpty[Words], QUOTED]
    declared_by: ContactId
    """The contact who declares it; anyone may propose it."""


class CrisisTimers(Related, Justified):
    """Time limits of a declared crisis, on the wall clock, from awareness."""

    rule_of_model: ClassVar[str] = "L-24"

    activate_min: Annotated[Minutes, LESS_IS_STRICTER]
    """Minutes until contacts are informed, the room is open and roles are assigned."""
    ack_min: Annotated[Minutes, LESS_IS_STRICTER]
    """Minutes until the first acknowledgement is public."""
    holding_min: Annotated[Minutes, LESS_IS_STRICTER]
    """Minutes until the holding statement is public."""
    update_min: Annotated[dict[SeverityCode, Annotated[Minutes, LESS_IS_STRICTER]], _BY_SEVERITY]
    """Severity -> minutes between updates."""

    relations: ClassVar = (Relation("ack_min", "holding_min"), Relation("update_min.*", NEXT))


class CrisisRoles(Node):
    """The roles in a crisis; each contact is replaced by its own deputy."""

    rule_of_model: ClassVar[str] = "L-23"

    executive: ContactId
    """The contact who leads the whole organisation in a crisis; the communications cell reports to them."""
    commander: ContactId
    """The contact who leads the communications cell."""
    deputy: Annotated[ContactId, StandsInFor("commander")]
    """The contact who can replace the commander at any moment."""
    scribe: ContactId
    liaison: ContactId
    """Social liaison: drafts, publishes, reports what is said."""
    pr_pilot: ContactId
    """The client employee who is responsible for the reputation."""
    operations: ContactId
    legal: ContactId

    relations: ClassVar = (
        Different("pr_pilot", "commander", "L-58"),
        Different("legal", "commander", "L-58"),
        Different("legal", "pr_pilot", "L-58"),
    )


class PauseRule(Justified):
    """Rules for pausing scheduled and promoted posts."""

    scope: Annotated[
        Literal["all_brands", "listed_brands"], strictest_first("all_brands", "listed_brands", answerable=False)
    ]
    brands: tuple[BrandId, ...] = ()
    """For `listed_brands` only."""
    paid_media: Annotated[
        bool,
        strictest_first(True, False, answerable=False),
        Expected("L-26", "a pause must include paid media", value=True),
    ]
    within_min: Annotated[Minutes, LESS_IS_STRICTER]
    """Minutes from the declaration until everything is stopped."""
    ordered_by: ContactId | None = None
    lifted_by: ContactId | None = None
    """The only contact who may lift the pause, brand by brand, in writing."""


class Room(Node):
    """A meeting place, physical or virtual."""

    name: Words
    provider: Name
    """The provider that runs it."""


class CrisisChannels(Related):
    """The meeting places of the team, and the public channels."""

    room: Room
    backup_room: Room
    status_page: WebAddress
    second_public_channel: Words
    """The channel that informs the public if the first account is lost."""

    relations: ClassVar = (
        Different(
            "backup_room.provider", "room.provider", what="provider", why="one failure must not close both rooms"
        ),
    )


class Partner(Node):
    """An external body that must agree or be informed before we publish."""

    id: Defines[Annotated[Slug, Names("partner")]]
    body: Words
    """Its name, in mid-sentence form: investigation authority."""
    release_limits: Words
    """The information that may not be released without its consent."""
    contact: ContactId | None = None
    """Our contact who speaks with the body."""


class HeldExercise(Node):
    """An exercise that took place."""

    held_on: DayDone
    kind: Annotated[Literal["tabletop", "functional"], LOOKED_UP]
    plot: Slug
    """The scenario; not the same one twice in a row."""
    out_of_hours: bool


_AT_NIGHT = f"one exercise in {spelled(OUT_OF_HOURS_MONTHS)} months must start outside cover"


class Exercise(Justified):
    """The schedule of crisis exercises, and those that were held."""

    rule_of_model: ClassVar[str] = "L-27"

    tabletop_months: Annotated[
        int, Limit(1, 6, "months", why="people forget roles that they do not practise"), LESS_IS_STRICTER
    ]
    """At most this many months between two tabletops."""
    functional_months: Annotated[
        int,
        Limit(1, 12, "months", why="a tabletop does not show whether tools and people work together"),
        LESS_IS_STRICTER,
    ]
    """At most this many months between two functional exercises."""
    out_of_hours: Annotated[
        bool, strictest_first(True, False, answerable=False), Expected("L-27", _AT_NIGHT, value=True, warning=True)
    ]
    """Whether exercises start outside cover too."""
    held: Annotated[tuple[HeldExercise, ...], NOT_COPIED] = ()
    """The exercises that were held, oldest first."""


class CrisisGroup(Group):
    """`crisis`: coordination when several conversations are affected."""

    severity_levels: Annotated[dict[SeverityCode, SeverityLevel], _BY_SEVERITY] | None = setting(
        "How bad it is, S1 the gravest, each level with a number that makes it plain.",
        rule="S1, S2 and S3 at least; one numeric criterion each; anyone may propose.",
        safety=True,
        affects=("CRI", "PB-03"),
    )
    timers: CrisisTimers | None = setting(
        "How soon the team meets, and how soon the acknowledgement, the holding statement and the updates are "
        "published.",
        safety=True,
        affects=("CRI", "PB-03"),
    )
    roles: CrisisRoles | None = setting(
        "Who takes which part in a crisis.",
        rule="The PR pilot is a client employee; each has a deputy. "
        "The commander leads the communications cell, the executive the whole organisation.",
        required=True,
        safety=True,
        affects=("CRI", "PB-03", "PB-10"),
    )
    pause_rule: PauseRule | None = setting(
        "What is stopped, how fast, by whose order, and who lifts it.",
        rule="All brands, paid media included.",
        safety=True,
        affects=("CRI", "PB-03"),
    )
    channels: CrisisChannels | None = setting(
        "Where the team meets, and where the public finds out.", required=True, affects=("CRI", "PB-03")
    )
    partners: Annotated[tuple[Partner, ...], each_once("id", "crisis.partners")] | None = setting(
        "Bodies outside that agree, or are told, before we speak.",
        rule="Airline, utility and public body name at least one.",
        affects=("CRI", "PB-03"),
    )
    exercise: Exercise | None = setting("How often the crisis team practises.", affects=("CRI",))
