"""The rotation: tracks, phases, gates, the graduation checklist, sign-off rules, the agency's hand-over."""

from typing import Annotated, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import Block, Node, Points, ReportedUnder
from immerse.model.changes import ChangeList, Rev
from immerse.model.competency import Attesters, Competency, Level
from immerse.model.compute import ChecksPassed, Compute, LevelShare
from immerse.model.days import Day
from immerse.model.id_marks import ONCE, Defines
from immerse.model.ids import (
    CompetencyId,
    ContextId,
    EntryPathId,
    EvidenceKindId,
    GateId,
    GraduationId,
    GraduationPartId,
    MilestoneId,
    RoleId,
    SettingKey,
    StrandId,
    TrackId,
)
from immerse.model.limits import Limit
from immerse.model.module import Weeks
from immerse.model.policy.kinds import ROTATION_WEEKS, Percent, Pieces
from immerse.model.role import Role
from immerse.model.signoff import SignoffRule
from immerse.model.task import PhaseId, Schedule, Task, Week
from immerse.model.text import Line, Name, Prose, Title


class Track(Node):
    """A track: a length of the rotation."""

    id: Defines[TrackId]
    name: Title
    weeks: Annotated[int, ROTATION_WEEKS]


class LevelName(Node):
    """A step of the supervision scale."""

    level: Defines[Level]
    name: Title
    text: Prose


class EvidenceKind(Node):
    """A kind of evidence; `observed` kinds were seen by somebody as they happened, `simulated` ones are exercises."""

    id: Defines[EvidenceKindId]
    title: Title
    text: Prose
    observed: bool = False
    simulated: bool = False


class Context(Node):
    """Where a competency may be shown."""

    id: Defines[ContextId]
    title: Title
    text: Prose


class Phase(Node):
    """A phase of the rotation."""

    id: Defines[PhaseId]
    name: Title
    weeks: dict[TrackId, Weeks]
    """Track -> weeks; empty for the phase after the rotation."""
    floor: Annotated[int, Limit(0, 20, "weeks", why="the other phases need the rest of the shortest rotation")] = 0
    """The least number of weeks."""
    level: Level | None = None
    """The level to reach."""
    text: Prose


class DecidedBy(Block):
    """Who decides a gate where the condition holds; all of them together."""

    by: tuple[RoleId, ...]


class Gate(Block):
    """A decision whether a trainee (G0: the programme) goes on."""

    id: Defines[GateId]
    title: Title
    after: PhaseId | None = None
    """The phase that it closes; none for G0."""
    week: dict[TrackId, Week] = {}
    """Track -> week in which it is normally reached."""
    decided_by: tuple[RoleId, ...]
    """All of them together."""
    one_decides: bool = False
    """One of `decided_by` is enough."""
    decided_where: tuple[DecidedBy, ...] = ()
    """Others in place of `decided_by`, for some clients."""
    criteria: Points

    @property
    def deciders(self) -> tuple[RoleId, ...]:
        """The roles that decide a gate whose conditions are resolved."""
        return self.decided_where[0].by if self.decided_where else self.decided_by

    @property
    def by_one(self) -> bool:
        """Whether one of `deciders` is enough."""
        return self.one_decides and not self.decided_where


class GraduationItem(Block):
    """One line of the graduation checklist."""

    id: Defines[GraduationId]
    statement: Line = Line("")
    """The sentence that is true when the item is met. An item with `compute` has none: it is made from `compute`."""
    kind: Literal["computed", "attested"]
    """Computed from the records, or attested by a person."""
    compute: Compute | None = None
    """What a program computes the item from. A computed item without it is confirmed by people."""
    computed_from: Line | None = None
    """What a computed item follows from, after the words "computed from"; else from the records of what it asks for."""
    attested_by: Attesters = Attesters()
    """Who signs the item, or confirms it where it is computed. Nobody for what is computed only from the records."""
    every: Literal["competency", "critical", "other"] | None = None
    """Asks for every competency, every critical one, or every other one; said by `compute` where that counts levels."""
    competencies: tuple[CompetencyId, ...] = ()
    """The competencies that it requires; empty for other things, such as a placement."""
    uses: tuple[SettingKey, ...] = ()
    rev: Rev = 1
    changes: ChangeList = ()

    @model_validator(mode="after")
    def _has_one_statement(self) -> Self:
        if self.compute is None:
            if not self.statement:
                raise PydanticCustomError("statement", "statement is missing: write what is true when it is met")
        elif self.kind == "attested":
            raise PydanticCustomError("statement", "an item that people attest is not computed; delete compute")
        elif "statement" in self.model_fields_set:
            raise PydanticCustomError("statement", "the statement is made from compute; delete statement")
        elif self.every and isinstance(self.compute, LevelShare):
            raise PydanticCustomError("statement", "compute says among which competencies; delete every")
        return self

    @property
    def reads(self) -> str:
        """The key of the setting that the statement rests on; empty where its own texts say all that it reads."""
        return "rotation.signoff" if isinstance(self.compute, ChecksPassed) else ""

    @property
    def every_one(self) -> Literal["competency", "critical", "other"] | None:
        """The competencies of which it asks for every one."""
        if not isinstance(self.compute, LevelShare):
            return self.every
        return "competency" if self.compute.among == "every" else self.compute.among


class Effort(Node):
    """What attesting takes, in minutes."""

    signature: Annotated[int, Limit(1, 240, "minutes", why="more than half a working day is a typing mistake")] = 5
    """Comparing one competency with its criterion, and the sentence about what was observed."""
    record: Annotated[int, Limit(0, 240, "minutes", why="more than half a working day is a typing mistake")] = 15
    """Opening an evaluation record and reading what it is about."""
    batch: Annotated[int, Limit(1, 20, why="one shift does not show more competencies")] = 5
    """Signatures of one shift in one evaluation record; a number, not minutes."""
    observation: Annotated[int, Limit(1, 600, "minutes", why="more than a long working day is a typing mistake")] = 120
    """Observing one piece of evidence, and writing the sheet about it."""
    decision: Annotated[int, Limit(0, 600, "minutes", why="more than a long working day is a typing mistake")] = 45
    """Deciding a gate for one trainee, the meeting included."""


class GraduationPart(Node):
    """Part A to D of the graduation checklist."""

    id: Defines[GraduationPartId]
    title: Title
    items: tuple[GraduationItem, ...]


class Where(Block):
    """A condition that names a set of clients."""


class Milestone(Node):
    """A milestone of the agency's hand-over."""

    id: Defines[MilestoneId]
    title: Title
    when: Line
    """In words (day 0, exit + 90 days)."""
    week: dict[TrackId, Week] = {}
    share: Percent | None = None
    """Per cent of items handled by client staff by then."""
    evidence: Prose


class ModuleEvidence(Node):
    """The least number of evidence pieces in a module, by track."""

    module: Annotated[StrandId, ONCE]
    pieces: dict[TrackId, Pieces]
    must_include: Line


class WeekDay(Node):
    """A day of the residency week."""

    day: Name
    text: Prose


class EntryPath(Node):
    """How somebody with a given history starts."""

    id: Defines[EntryPathId]
    title: Title
    text: Prose
    items: tuple[CompetencyId, ...] = ()
    """All competencies that this path asks for, without gates and graduation; absent where it leads to graduation."""


class Rotation(Node):
    """`rotation.yml`."""

    title: Title
    review_by: Annotated[Day, ReportedUnder("L-73")]
    uses: Annotated[tuple[SettingKey, ...], ReportedUnder("L-60")] = ()
    """Settings that the texts of this file read (not those of competencies and graduation items)."""
    overview: Prose
    tracks: tuple[Track, ...]
    levels: tuple[LevelName, ...]
    roles: tuple[Role, ...]
    evidence_kinds: tuple[EvidenceKind, ...]
    contexts: tuple[Context, ...]
    phases: tuple[Phase, ...]
    gates: tuple[Gate, ...]
    competencies: tuple[Competency, ...]
    """ROT-1 ... ROT-5: the strand through all phases."""
    graduation: tuple[GraduationPart, ...]
    effort: Effort = Effort()
    """The minutes that attesting takes; `immerse coverage --load` uses them."""
    tasks: tuple[Task, ...] = ()
    """What each role does, reads, asks and signs, from before the first day to the calls afterwards."""
    regulated: Where | None = None
    """Which clients count as regulated; some sign-off rules require more there. None where it is absent."""
    signoff_rules: tuple[SignoffRule, ...]
    handover: tuple[Milestone, ...]
    exit_criteria: Points
    minimum_evidence: tuple[ModuleEvidence, ...]
    week_pattern: tuple[WeekDay, ...]
    paths: tuple[EntryPath, ...]

    def track_for(self, name: str, weeks: int) -> Track | None:
        """The track with this id, else the one nearest in length; None where there is no track."""
        named = (track for track in self.tracks if track.id == name)
        return next(named, None) or min(
            self.tracks, key=lambda track: (abs(track.weeks - weeks), track.weeks), default=None
        )

    def schedule(self, track: str, weeks: int) -> Schedule:
        """The weeks of a track that the phases and gates name, from which due days are counted."""
        name = TrackId(track)
        phases: dict[str, tuple[int, int | None]] = {}
        for phase in self.phases:
            if name in phase.weeks:
                phases[phase.id] = (phase.weeks[name][0], phase.weeks[name][1])
            elif not phase.weeks:
                phases[phase.id] = (weeks + 1, None)
        afterwards = {phase.id for phase in self.phases if not phase.weeks}
        gates = {str(gate.id): gate.week[name] for gate in self.gates if name in gate.week}
        inside = {str(gate.id) for gate in self.gates if gate.after not in afterwards}
        return Schedule(track, weeks, phases, {id: week for id, week in gates.items() if id in inside})
