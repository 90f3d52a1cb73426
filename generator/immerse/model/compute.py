"""What an item of the graduation checklist, and its statement, is computed from: a kind and its numbers."""

from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import Discriminator, Tag, model_validator

from immerse.model.base import Node
from immerse.model.competency import Count, Level
from immerse.model.ids import EvidenceKindId
from immerse.model.limits import Limit
from immerse.model.policy.kinds import Percent
from immerse.model.policy.limits import refusal
from immerse.model.policy.relations import Related, Relation
from immerse.model.text import Line


class LevelShare(Related):
    """Competencies are at a level, and a share of them at a higher one."""

    kind: Literal["share"]
    among: Literal["every", "critical", "other"]
    """Which competencies: `other` are those that are not critical."""
    level: Level
    share: Percent = 0
    """Per cent of them that are at `share_level`."""
    share_level: Level | None = None

    @model_validator(mode="after")
    def _share_has_a_level(self) -> Self:
        if bool(self.share) != (self.share_level is not None):
            missing, at = ("share_level", "share") if self.share else ("share", "share_level")
            raise refusal("share needs a share_level, and share_level needs a share", at=at, hint=f"add {missing}")
        return self

    relations: ClassVar = (Relation("level", "share_level", strict=True, blames_upper=True),)


class LevelCount(Node):
    """A number of competencies have reached a level."""

    kind: Literal["count"]
    level: Level
    count: Count
    taught: Level | None = None
    """The level at which somebody whom the trainee taught was attested, in each of them."""


class ChecksPassed(Node):
    """The knowledge checks of every module are passed with the share of `rotation.signoff.checks_pass`."""

    kind: Literal["checks"]
    evidence: EvidenceKindId
    """The kind of evidence that a passed check is."""


class Ratings(Related):
    """The average rating by the people who received something."""

    kind: Literal["ratings"]
    what: Line
    """What they rated, in the plural: Handovers."""
    average: Annotated[int, Limit(1, 10, why="it is on the scale of the ratings")]
    best: Annotated[int, Limit(2, 10, why="one step is not a scale, and people cannot tell more steps apart")] = 5

    relations: ClassVar = (Relation("average", "best"),)


class Acknowledged(Node):
    """The current release is acknowledged."""

    kind: Literal["acknowledged"]


_OfKind = (
    Annotated[LevelShare, Tag("share")]
    | Annotated[LevelCount, Tag("count")]
    | Annotated[ChecksPassed, Tag("checks")]
    | Annotated[Ratings, Tag("ratings")]
    | Annotated[Acknowledged, Tag("acknowledged")]
)
_KINDS = tuple(get_args(model)[1].tag for model in get_args(_OfKind))


def _tag(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return str(kind) if kind in _KINDS else None


Compute = Annotated[
    _OfKind,
    Discriminator(
        _tag, custom_error_type="kind", custom_error_message=f"there is no such kind; kinds: {', '.join(_KINDS)}"
    ),
]
"""What a program computes an item from, by its kind."""
