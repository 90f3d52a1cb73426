"""What each kind of page shows, ready for its template: relations and order are settled here, words are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from immerse.model.book import Item
from immerse.model.competency import Competency
from immerse.model.drill import Drill, DrillFile
from immerse.model.edition import OverlayNote
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson, SourceNote
from immerse.model.module import Module, Source
from immerse.model.playbook import Playbook
from immerse.model.rotation import Gate, ModuleEvidence, Phase
from immerse.model.ruling import Ruling, ShownTable
from immerse.model.text import Line
from immerse.planning.reference_contents import ContactRow, SettingEntry
from immerse.planning.task_contents import FirstDay, TaskGroup
from immerse.planning.timeline import Clock, Handover, RotationTimeline


@dataclass(frozen=True, slots=True)
class ModuleName:
    """A module as the pages of others speak of it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Home:
    """The first page."""

    timeline: RotationTimeline
    emergencies: tuple[Playbook, ...]
    first: Lesson | None
    first_days: tuple[FirstDay, ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module in the overview of all modules."""

    module: Module
    weeks: tuple[int, int] | None
    minutes: int
    """Sum of its lessons."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A competency and where it is learned and practised."""

    competency: Competency
    lessons: tuple[Lesson, ...] = ()
    drills: tuple[Drill, ...] = ()


@dataclass(frozen=True, slots=True)
class ModulePage:
    """One module's overview."""

    module: Module
    weeks: tuple[int, int] | None
    competencies: tuple[Taught, ...]
    playbooks: tuple[Playbook, ...]
    minimum: ModuleEvidence | None
    pieces: int
    """Least number of evidence pieces on this client's track; 0 when the rotation names none."""
    pass_percent: int = 0
    """Share of right answers that passes the knowledge checks, in per cent; 0 when there are none."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a text took from a source; `source` is missing when the list of sources does not hold it."""

    note: SourceNote
    source: Source | None


@dataclass(frozen=True, slots=True)
class LessonPage:
    """One lesson."""

    lesson: Lesson
    module: ModuleName
    number: int
    count: int
    teaches: tuple[Competency, ...]
    drills: tuple[Drill, ...]
    """Drills that train what the lesson teaches."""
    settings: tuple[SettingEntry, ...]
    """Settings that its text reads and this view may show."""
    sources: tuple[Cited, ...]
    notes: tuple[OverlayNote, ...]


@dataclass(frozen=True, slots=True)
class DrillsPage:
    """Drills and injects of a module."""

    module: ModuleName
    exercises: DrillFile
    keys: Mapping[str, Ruling]
    """`TRI-I9`, `TRI-D4/card-3` -> what the decision tables say of it, where this view may show it."""


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """Knowledge checks of a module."""

    module: ModuleName
    note: Line | None
    """What the module says of them."""
    practice: tuple[KnowledgeCheck, ...]
    assessed: tuple[KnowledgeCheck, ...]
    pass_percent: int


@dataclass(frozen=True, slots=True)
class Playbooks:
    """All playbooks."""

    emergencies: tuple[Playbook, ...]
    others: tuple[Playbook, ...]


@dataclass(frozen=True, slots=True)
class PlaybookPage:
    """One playbook. Pictures are there when the text reads what they draw."""

    playbook: Playbook
    modules: tuple[ModuleName, ...]
    drill: Drill | None
    contacts: tuple[ContactRow, ...]
    clock: Clock | None
    hub: bool
    handover: Handover | None
    timeline: RotationTimeline | None
    sources: tuple[Cited, ...]
    notes: tuple[OverlayNote, ...]
    tables: tuple[ShownTable, ...] = ()
    """The decision tables behind it."""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Checklist items that are normally reached together."""

    phase: Phase | None
    gate: Gate | None
    week: int | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """The progress checklist."""

    groups: tuple[ItemGroup, ...]
    tasks: tuple[TaskGroup, ...] = ()
    """The trainee's own, by phase."""


def named(module: Module) -> ModuleName:
    """A module as the pages of others speak of it."""
    return ModuleName(module.id, module.title)
