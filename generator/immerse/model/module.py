"""A module of the curriculum: its head (module.yml) and the files in its folder."""

from typing import Annotated, Literal, Self

from immerse.model.base import QUOTED, Block, Node, Points, ReportedUnder
from immerse.model.changes import CoreVersion, Retired
from immerse.model.competency import Competency, Level
from immerse.model.days import Day
from immerse.model.drill import DrillFile
from immerse.model.id_marks import NEVER_EMPTIED, ONCE, Defines
from immerse.model.ids import CompetencyId, ModuleId, RuleId, SettingKey, SourceId, TermId, TrackId
from immerse.model.knowledge_check import CheckFile
from immerse.model.lesson import Lesson
from immerse.model.limits import Entries, Limit
from immerse.model.policy.kinds import HoursAWeek
from immerse.model.text import Line, Prose, Slug, Title

FORMAT = 2
"""The format of a workspace's files that this immerse reads."""

_EDGE = Limit(-8, 80, why="preparation starts shortly before the rotation, and work ends shortly after the longest one")
Weeks = Annotated[tuple[Annotated[int, _EDGE], ...], Entries(2, 2, why="it is a first and a last week")]
"""First and last week of the rotation, both included."""


class Rubric(Node):
    """One anchor of the module's rubric."""

    level: Annotated[Level, ONCE]
    text: Prose


class ModuleHead(Block):
    """`module.yml`."""

    id: Defines[ModuleId]
    title: Title
    review_by: Annotated[Day, ReportedUnder("L-73")]
    purpose: Line
    study_hours: HoursAWeek
    """Hours a week for lessons and checks on the shortest track, rounded up; drills are coached practice."""
    window: dict[TrackId, Weeks]
    """Track (rotation.yml) -> weeks."""
    response: bool = False
    """People are answered in this module: every lesson has to read identity.disclosure."""
    requires: dict[CompetencyId, Level] = {}
    """Competency -> level needed before the module starts."""
    uses: Annotated[tuple[SettingKey, ...], ReportedUnder("L-60")] = ()
    """Settings that the head's own texts read (not those of competencies)."""
    overview: Prose
    competencies: tuple[Competency, ...]
    rubric: Annotated[tuple[Rubric, ...], ReportedUnder("L-60")]
    evidence: Annotated[Points, ReportedUnder("L-60")]
    """The module's evidence list as people read it."""
    attests: Prose
    """Who attests, in a sentence or two."""


class Module(ModuleHead):
    """A module with all files of its folder; the loader makes it from the head and the files beside it."""

    folder: str = ""
    lessons: Annotated[tuple[Lesson, ...], NEVER_EMPTIED] = ()
    drills: DrillFile | None = None
    checks: CheckFile | None = None

    @classmethod
    def assemble(
        cls,
        head: ModuleHead,
        folder: str,
        lessons: tuple[Lesson, ...],
        drills: DrillFile | None,
        checks: CheckFile | None,
    ) -> Self:
        """The module of one folder, with the positions of its head."""
        fields = {name: getattr(head, name) for name in ModuleHead.model_fields}
        module = cls.model_construct(**fields, folder=folder, lessons=lessons, drills=drills, checks=checks)
        module._location = head._location
        module._key_locations = head._key_locations
        return module


class Term(Node):
    """A glossary entry."""

    id: Defines[TermId]
    term: Title
    text: Prose


class Source(Node):
    """An external source of a text."""

    id: Defines[SourceId]
    title: Line
    where: Line
    """Publisher, document number or place; an address where there is one."""
    year: Annotated[int, Limit(1900, 2100, why="an earlier or later year is a typing mistake")]
    note: Line | None = None


class ConstitutionRule(Node):
    """A rule of the constitution: fixed; a client may only make it stricter."""

    id: Defines[RuleId]
    title: Line
    text: Line


class Curriculum(Node):
    """`curriculum.yml`: format, title, core version, constitution, module order, glossary, sources."""

    format: Literal[2]
    """Format of all files of the workspace; `immerse upgrade` raises it."""
    title: Title
    version: CoreVersion
    """Version of the core, semver."""
    review_by: Annotated[Day, ReportedUnder("L-73")]
    welcome: Prose
    """First words of the home page."""
    uses: Annotated[tuple[SettingKey, ...], ReportedUnder("L-60")] = ()
    modules: tuple[Slug, ...]
    """Folder names, in teaching order."""
    constitution: tuple[ConstitutionRule, ...] = ()
    glossary: Annotated[tuple[Term, ...], QUOTED] = ()
    sources: Annotated[tuple[Source, ...], QUOTED] = ()
    retired: tuple[Retired, ...] = ()
    """Ids that were removed, and what replaces them; entries are kept for ever."""
