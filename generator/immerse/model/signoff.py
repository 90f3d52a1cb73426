"""The sign-off rules: who may sign what, and on how much evidence. Each kind of rule has numbers of its own."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args

from pydantic import BeforeValidator, Discriminator, Tag
from pydantic_core import PydanticCustomError

from immerse.model.base import Node, NonEmpty
from immerse.model.competency import Count, Few, Level
from immerse.model.id_marks import Defines
from immerse.model.ids import CompetencyId, GateId, GraduationPartId, ModuleId, RoleId, SignoffId
from immerse.model.limits import Limit
from immerse.model.policy.kinds import Percent
from immerse.model.text import Line


class SignoffBase(Node):
    """The base of all sign-off rules. The sentence on the page is made from the kind and its numbers."""

    setting: ClassVar[str] = ""
    """The setting with which a client makes the rule stricter: the smaller of the two numbers holds."""
    bound: ClassVar[str] = ""
    """The number that the setting makes smaller."""

    id: Defines[SignoffId]
    title: Line
    why: Line | None = None
    """The reason, or where to read on; it follows the sentence."""

    @property
    def reads(self) -> str:
        """The key of the setting that the rule reads: `rotation.signoff`; empty where it reads none."""
        return ".".join(self.setting.split(".")[:2])


def _tag(value: Any) -> str:
    kind = value.get("kind", "stated") if isinstance(value, dict) else getattr(value, "kind", "stated")
    return str(kind) if kind in KINDS else "stated"


def _known(value: Any) -> Any:
    kind = value.get("kind", "stated") if isinstance(value, dict) else "stated"
    if kind in KINDS:
        return value
    facts = {"kind": str(kind), "kinds": ", ".join(KINDS)}
    raise PydanticCustomError("kind", "there is no kind '{kind}' of sign-off rules; kinds: {kinds}", facts)


class Stated(SignoffBase):
    """A rule that people apply and no program checks: what `text` says. The kind of a rule that names none."""

    kind: Literal["stated"] = "stated"
    text: Line
    """What people apply. A rule that a program checks has a kind and the numbers of that kind."""


class OwnWork(SignoffBase):
    """Nobody attests their own work."""

    kind: Literal["own-work"]


class RegulatedAttester(Node):
    """Who is one of the attesters of these competencies where the sector is regulated."""

    role: RoleId
    competencies: NonEmpty[CompetencyId]


class AttesterCount(SignoffBase):
    """How many different people attest a competency, and how many of them the client employs."""

    kind: Literal["attesters"]
    count: Annotated[int, Limit(2, 5, why="one person may be wrong, and more than five are seldom available")]
    client: Annotated[int, Limit(0, 5, why="no more people attest")] = 0
    among: Literal["critical", "every"] = "critical"
    """Of which competencies."""
    regulated: RegulatedAttester | None = None


class Signatory(SignoffBase):
    """The share of the evidence that the one who signs the graduation may have attested, in per cent."""

    setting = "rotation.signoff.signatory_share"
    bound = "share"

    kind: Literal["signatory"]
    share: Percent
    not_mentor: bool = True
    """The signatory is not the trainee's mentor either."""


class AgencyLimits(SignoffBase):
    """What people of the agency may attest and decide, within their dates."""

    kind: Literal["agency"]
    level: Level
    """The highest level that they attest."""
    never_gates: tuple[GateId, ...] = ()
    regulated_gates: tuple[GateId, ...] = ()
    """Gates that they do not decide where the sector is regulated."""
    never_only: tuple[CompetencyId, ...] = ()
    """Competencies of which they are never the only attester."""


class PartOnly(SignoffBase):
    """A role that attests items of these parts of the graduation checklist, and nothing else."""

    kind: Literal["part-only"]
    role: RoleId
    parts: NonEmpty[GraduationPartId]


class NotMentor(SignoffBase):
    """A role in which nobody signs for a trainee of their own."""

    kind: Literal["not-mentor"]
    role: RoleId


class CriticalEvidence(Node):
    """What a critical competency needs."""

    pieces: Count
    observed: Few = 0
    shifts: Few = 0
    """Pieces from different shifts."""


class EvidenceMinimum(SignoffBase):
    """The least evidence of a competency."""

    kind: Literal["evidence"]
    pieces: Count
    types: Count = 1
    """Kinds among the pieces."""
    observed: Few = 0
    recent: Few = 0
    """Pieces that are dated within the last `recent_days`."""
    recent_days: Annotated[int, Limit(1, 1000, "days", why="no rotation lasts longer")] = 60
    critical: CriticalEvidence | None = None
    """A critical competency needs as many pieces as any other where this is not written."""
    shared: Count | None = None
    """Competencies that one piece may support; any number where this is not written."""


class SimulatedShare(SignoffBase):
    """The share of a module's evidence that may come from exercises, in per cent."""

    setting = "rotation.signoff.simulated_share"
    bound = "share"

    kind: Literal["simulated"]
    share: Percent
    free: tuple[ModuleId, ...] = ()
    """Modules in which all of it may."""


class Floors(SignoffBase):
    """A policy raises floors and the least evidence, and lowers neither."""

    kind: Literal["floors"]


class Statement(SignoffBase):
    """What an attestation states, and how many at once are marked for review."""

    kind: Literal["statement"]
    bulk: Count
    """Evaluation records of one person within `minutes`; more are marked."""
    minutes: Annotated[int, Limit(1, 100, "minutes", why="it is the time of one sitting")]


class Waivers(SignoffBase):
    """How many items a trainee may carry that were waived, who approves, and what cannot be waived."""

    setting = "rotation.signoff.waiver_limit"
    bound = "limit"

    kind: Literal["waivers"]
    limit: Few
    approvers: NonEmpty[RoleId]
    """Roles, all of them together."""
    never_critical: bool = True
    never_gates: tuple[GateId, ...] = ()
    never_roles: tuple[RoleId, ...] = ()
    """Roles; what they sign cannot be waived."""


class CriticalError(SignoffBase):
    """A critical error takes a competency back to a level."""

    kind: Literal["critical-error"]
    level: Level


class AppendOnly(SignoffBase):
    """Records are open to the person that they are about, and nothing in them is overwritten."""

    kind: Literal["append-only"]


class SmallTeam(SignoffBase):
    """Who replaces the missing second attester where few people can attest."""

    kind: Literal["small-team"]
    below: Annotated[int, Limit(2, 20, why="one person is no team, and more than 20 are not a small one")]
    """Fewer people than that are a small team."""
    stand_ins: NonEmpty[RoleId]
    """Roles, one of them."""


class Calibration(SignoffBase):
    """How often attesters calibrate, and below which agreement their awards are reviewed."""

    kind: Literal["calibration"]
    agreement: Percent
    level: Level
    """Awards of this level need a second look below the agreement."""
    items: Count
    """Items that two attesters rate alone."""
    months: Annotated[
        int, Limit(1, 12, "months", why="the ratings of people who do not compare them for a year drift apart")
    ] = 1


SignoffRule = Annotated[
    Annotated[Stated, Tag("stated")]
    | Annotated[OwnWork, Tag("own-work")]
    | Annotated[AttesterCount, Tag("attesters")]
    | Annotated[Signatory, Tag("signatory")]
    | Annotated[AgencyLimits, Tag("agency")]
    | Annotated[PartOnly, Tag("part-only")]
    | Annotated[NotMentor, Tag("not-mentor")]
    | Annotated[EvidenceMinimum, Tag("evidence")]
    | Annotated[SimulatedShare, Tag("simulated")]
    | Annotated[Floors, Tag("floors")]
    | Annotated[Statement, Tag("statement")]
    | Annotated[Waivers, Tag("waivers")]
    | Annotated[CriticalError, Tag("critical-error")]
    | Annotated[AppendOnly, Tag("append-only")]
    | Annotated[SmallTeam, Tag("small-team")]
    | Annotated[Calibration, Tag("calibration")],
    Discriminator(_tag),
    BeforeValidator(_known),
]
"""A rule by its kind; one that names none is stated."""
KINDS: tuple[str, ...] = tuple(get_args(rule)[1].tag for rule in get_args(get_args(SignoffRule)[0]))
SEVERAL = frozenset({"stated", "part-only", "not-mentor"})
"""Kinds of which a rotation may have several rules; of the others one."""

R = TypeVar("R", bound=SignoffBase)


def rule_of(kind: type[R], rules: Iterable[SignoffBase]) -> R | None:
    """The only rule of a kind; None where there is none."""
    return next((rule for rule in rules if isinstance(rule, kind)), None)
