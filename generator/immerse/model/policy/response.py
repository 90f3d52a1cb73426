"""Settings of triage and response: priorities, targets, the public promise, moderation."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import QUOTED, Node, NonEmpty, ReportedUnder
from immerse.model.days import DayDone
from immerse.model.ids import ContactId
from immerse.model.limits import Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import Translations, WebAddress
from immerse.model.policy.kinds import MINUTES, PRIORITIES, Clock, Hours, Minutes, Priority
from immerse.model.policy.limits import LESS_IS_STRICTER, Justified, each_once, fixed, ordered, refusal, strictest_first
from immerse.model.policy.relations import NEXT, Different, Relation
from immerse.model.policy.setting_marks import LOOKED_UP, NOT_COPIED
from immerse.model.text import LocatedDict, Name, Words

_ALL_FOUR = ordered(PRIORITIES, PRIORITIES)


class PriorityLevel(Node):
    """The meaning of a priority."""

    question: Words
    """The question that gives this priority if the answer is yes."""
    definition: Words
    examples: Annotated[NonEmpty[Words], QUOTED]


class Target(Justified):
    """How fast: sorting counts from the arrival in our queue, the answer and the updates from the time of the post.
    First response is `first_response_min`, or `cover_days` where no minutes are given; where layers give both, the
    minutes are kept and `cover_days` is dropped."""

    rule_of_model: ClassVar[str] = "L-24"

    triage_min: Annotated[
        int, Limit(2, MINUTES.most, "minutes", why="an item must be read before it is sorted"), LESS_IS_STRICTER
    ]
    """Minutes from the arrival until priority and owner are set."""
    first_response_min: Annotated[Minutes, LESS_IS_STRICTER] | None = None
    """Minutes until the first answer, on this target's clock."""
    cover_days: (
        Annotated[int, Limit(1, 10, "cover days", why="people no longer wait for a later answer"), LESS_IS_STRICTER]
        | None
    ) = None
    """Instead of minutes: answered before the close of the nth cover day after the post's own."""
    update_min: Annotated[Minutes, LESS_IS_STRICTER]
    """Minutes between updates while it stays open."""
    resolve_h: Annotated[Hours, LESS_IS_STRICTER]
    """Hours until it is solved or handed on for good; on the cover clock, 24 of them are a cover day."""
    clock: Annotated[Clock, strictest_first("wall", "cover")]

    relations: ClassVar = (
        Relation("triage_min", "first_response_min", "L-24", strict=True),
        Relation("first_response_min", "update_min", "L-24"),
    )

    @model_validator(mode="before")
    @classmethod
    def _minutes_before_days(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "first_response_min" not in value or "cover_days" not in value:
            return value
        minutes = LocatedDict({key: item for key, item in value.items() if key != "cover_days"})
        if isinstance(value, LocatedDict):
            minutes.location = value.location
        minutes.key_locations = dict(getattr(value, "key_locations", {}))
        return minutes

    @model_validator(mode="after")
    def _one_first_response(self) -> Self:
        if self.first_response_min is None and self.cover_days is None:
            raise refusal("needs first_response_min, or cover_days on the cover clock")
        if self.cover_days is not None and self.clock == "wall":
            raise refusal("cover_days needs 'clock: cover'; on the wall clock give first_response_min")
        return self


def _p1_on_the_wall(value: dict[Priority, Target]) -> dict[Priority, Target]:
    if value["P1"].clock != "wall":
        raise refusal("P1 runs on the wall clock; write 'clock: wall'", rule="L-24", at="P1.clock")
    return value


class Promise(Node):
    """The public promise about answer times."""

    text: Annotated[Translations, QUOTED]
    """The sentence as published, by language."""
    within_min: Minutes
    """The promised minutes."""
    within_days: (
        Annotated[int, Limit(1, 60, "working days", why="people no longer wait for a later answer"), NOT_COPIED] | None
    ) = None
    """The working days that the sentence names, where it names them."""
    clock: Clock
    covers: NonEmpty[Priority] = PRIORITIES
    """The priorities that it covers; by default all four."""
    while_closed: Translations | None = None
    """The public notice for hours without an open desk; needed unless a desk is always open."""


Voice = Literal[
    "question",
    "unhappy",
    "misguided",
    "fair_critic",
    "praise",
    "ranter",
    "satire",
    "degrading_site",
    "spam",
    "coordinated",
]
"""Kinds of voice that triage distinguishes."""


class NonEngagement(Node):
    """The action for a kind of voice."""

    kind: Annotated[Voice, LOOKED_UP]
    action: Literal["engage", "route", "log", "watch", "report"]
    rule: Words


def _fair_critic_is_heard(value: tuple[NonEngagement, ...]) -> tuple[NonEngagement, ...]:
    if not any(entry.kind == "fair_critic" and entry.action in ("engage", "route") for entry in value):
        raise PydanticCustomError("non_engagement", "must hold the kind fair_critic with the action engage or route")
    return value


class PrivateChannel(Node):
    """The conditions for moving a conversation to a private channel."""

    allowed: bool
    id_check: bool
    """Whether the identity is checked before personal data are discussed."""
    close_loop: Literal[True]
    """Whether the public thread gets a closing line; always true."""
    where: Words | None = None
    """The private channel, in words: secure message in the app."""
    method: Words | None = None
    """The way in which identity is checked, in words."""


ModerationAction = Literal["respond", "ignore", "hide", "refer", "delete", "ban"]


class ModerationRule(Node):
    """The conditions of one action of the ladder."""

    rule: Words
    grounds: tuple[Words, ...]
    """The grounds of the action; criticism is never one of them."""
    capture: Annotated[bool, ReportedUnder("L-16")]
    """Whether a copy and the reason are kept before acting."""


class PlatformPowers(Node):
    """The moderation functions of one platform, each in a few words; to be confirmed until tested."""

    platform: Name
    hide: Words
    """Whether a post of others can be hidden, and from whom."""
    delete: Words
    """Whose posts can be deleted."""
    edit: Words
    """Whether a post of ours can be changed once it is out."""
    report: Words
    """The place and the category for reporting a post."""
    owner: ContactId | None = None
    """The contact who keeps the entry up to date."""
    verified_on: DayDone | None = None
    """The day of the last test; absent: to be confirmed."""


class Moderation(Node):
    """The action ladder, from answering to banning."""

    house_rules_url: WebAddress | None = None
    actions: dict[ModerationAction, ModerationRule]
    who_may_ban: ContactId | None = None
    """The contact who decides on a ban."""
    ban_second: ContactId | None = None
    """The contact who must agree."""
    record: Annotated[Literal[True], fixed(True, "response.moderation.record is always true"), ReportedUnder("L-16")]
    """Whether every action is recorded; always true."""
    platforms: Annotated[tuple[PlatformPowers, ...], each_once("platform", "response.moderation.platforms")] | None = (
        None
    )
    """The moderation functions of each platform."""

    relations: ClassVar = (Different("ban_second", "who_may_ban", "L-15"),)


class ResponseGroup(Group):
    """`response`: priorities, clocks and the action for each kind of voice."""

    relations: ClassVar = tuple(
        Relation(f"targets.*.{name}", NEXT, "L-24") for name in ("triage_min", "first_response_min", "update_min")
    )

    priorities: Annotated[dict[Priority, PriorityLevel], _ALL_FOUR] | None = setting(
        "What P1 to P4 mean, with examples.", rule="Exactly four.", safety=True, affects=("TRI", "PB-01")
    )
    targets: Annotated[dict[Priority, Target], _ALL_FOUR, AfterValidator(_p1_on_the_wall)] | None = setting(
        "How fast each priority is sorted, answered, updated and solved.",
        rule="P1 on the wall clock.",
        safety=True,
        affects=("TRI", "RSP", "PB-01", "PB-02"),
    )
    published_promise: Promise | None = setting(
        "What we tell the public about answer times.",
        rule="Never better than the slowest target that it covers.",
        required=True,
        affects=("TRI",),
    )
    non_engagement: (
        Annotated[
            tuple[NonEngagement, ...],
            each_once("kind", "response.non_engagement"),
            AfterValidator(_fair_critic_is_heard),
        ]
        | None
    ) = setting(
        "The action for each kind of voice, and when not to answer.",
        rule="A fair critic is engaged or routed.",
        affects=("TRI", "PB-01"),
    )
    private_channel: PrivateChannel | None = setting(
        "When and how a conversation moves to a private channel.",
        rule="The loop is always closed in public.",
        affects=("RSP", "REL", "PB-02"),
    )
    moderation: Moderation | None = setting(
        "What may be hidden, deleted or banned, on which grounds, by whom, and what each platform allows.",
        rule="Every action is recorded; a ban needs a second person; criticism is never a ground.",
        safety=True,
        affects=("TRI", "PB-12"),
    )
