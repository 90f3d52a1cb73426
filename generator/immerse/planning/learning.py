"""Pages of the Learn section: modules, lessons, drills, knowledge checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from immerse.metrics.coverage import by_competency
from immerse.model.competency import Competency
from immerse.model.drill import Drill, DrillFile
from immerse.model.edition import Edition, OverlayNote
from immerse.model.knowledge_check import CheckFile, KnowledgeCheck
from immerse.model.lesson import Lesson, SourceNote
from immerse.model.module import Module, Source
from immerse.model.page import NavItem, Page
from immerse.model.playbook import Playbook
from immerse.model.rotation import ModuleEvidence
from immerse.model.ruling import Ruling
from immerse.model.text import Line
from immerse.planning.settings import SettingEntry, entries_of
from immerse.planning.text_sources import page_of
from immerse.planning.timeline import track_of

_NAV_TITLES = {"drills": "Drills and injects", "checks": "Knowledge checks"}
"""Inside its module's section a page needs no module in its title."""


class ModuleName(NamedTuple):
    """The name of a module on pages of other modules."""

    id: str
    title: str


class Taught(NamedTuple):
    """A competency and where it is learned and practised."""

    competency: Competency
    lessons: tuple[Lesson, ...] = ()
    drills: tuple[Drill, ...] = ()


class ModulePage(NamedTuple):
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


class Cited(NamedTuple):
    """A note on what a text took from a source; `source` is None when the list of sources lacks it."""

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


class DrillsPage(NamedTuple):
    """Drills and injects of a module."""

    module: ModuleName
    exercises: DrillFile
    keys: Mapping[str, Ruling]
    """`TRI-I9`, `TRI-D4/card-3` -> the ruling of the decision tables, where this view may show it."""


class ChecksPage(NamedTuple):
    """Knowledge checks of a module."""

    module: ModuleName
    note: Line | None
    """The note of the module on them."""
    practice: tuple[KnowledgeCheck, ...]
    assessed: tuple[KnowledgeCheck, ...]
    pass_percent: int


def module_name(module: Module) -> ModuleName:
    """A module as the pages of others speak of it."""
    return ModuleName(module.id, module.title)


def folder_of(module: Module) -> str:
    """The folder in which a module's pages lie."""
    return f"learn/{module.id.lower()}"


def lesson_address(module: Module, lesson: Lesson) -> str:
    """The address of a lesson's page."""
    return f"{folder_of(module)}/{lesson.id.lower()}.md"


def plan_learning(edition: Edition) -> tuple[tuple[Page, ...], NavItem]:
    """All pages of the section, and its entry in the navigation."""
    programme = edition.programme
    rows = tuple((module, window_of(edition, module)) for module in programme.modules)
    index = page_of(programme.curriculum, "learn/index.md", "Learn", "learn", rows)
    pages = [index]
    sections = [NavItem("Learn", index.address)]
    if practice := _practice(edition):
        pages.append(practice)
        sections.append(NavItem(practice.title, practice.address))
    teaching = teaching_of(edition)
    for module in programme.modules:
        made = tuple(_module_pages(edition, module, teaching))
        pages += made
        entries = tuple(NavItem(_NAV_TITLES.get(page.kind, page.title), page.address) for page in made)
        sections.append(NavItem(str(module.title), children=entries))
    return tuple(pages), NavItem("Learn", children=tuple(sections), sections="modules")


def _practice(edition: Edition) -> Page | None:
    drills = edition.programme.practised()
    if not drills:
        return None
    review = min(module.drills.review_by for module in edition.programme.modules if module.drills)
    return Page("learn/practice.md", "Triage practice", "practice", drills, review)


def _module_pages(edition: Edition, module: Module, teaching: Teaching) -> Iterator[Page]:
    folder = folder_of(module)
    yield page_of(module, f"{folder}/index.md", str(module.title), "module", _module_content(edition, module, teaching))
    for number, lesson in enumerate(module.lessons, 1):
        yield _lesson_page(edition, module, lesson, number, teaching)
    if module.drills and (module.drills.drills or module.drills.injects):
        keys = {id: key for id, key in edition.keys.items() if id.startswith(f"{module.id}-")}
        drills = DrillsPage(module_name(module), module.drills, keys)
        yield page_of(module.drills, f"{folder}/drills.md", f"Drills: {module.title}", "drills", drills)
    if module.checks and module.checks.checks:
        practice, assessed = (
            tuple(check for check in module.checks.checks if check.use == use) for use in ("practice", "assessed")
        )
        share = pass_percent(edition, module.checks)
        checks = ChecksPage(module_name(module), module.checks.note, practice, assessed, share)
        yield page_of(module.checks, f"{folder}/checks.md", f"Knowledge checks: {module.title}", "checks", checks)


def pass_percent(edition: Edition, checks: CheckFile) -> int:
    """Share of right answers that passes here, in per cent: the module's, or the client's where it asks for more."""
    signoff = edition.client.policy.rotation.signoff
    return max(checks.pass_percent, signoff.checks_pass or 0) if signoff else checks.pass_percent


Teaching = Mapping[str, Taught]
"""Competency -> it with the lessons that teach and the drills that train it."""


def teaching_of(edition: Edition) -> Teaching:
    """Every competency of an edition, looked up in one pass over lessons and drills."""
    programme = edition.programme
    lessons = by_competency((lesson.teaches, lesson) for lesson in programme.lessons())
    drills = by_competency((drill.trains, drill) for drill in programme.drills())
    competencies = programme.competencies()
    return {
        competency.id: Taught(competency, tuple(lessons.get(competency.id, ())), tuple(drills.get(competency.id, ())))
        for competency in competencies
    }


def _module_content(edition: Edition, module: Module, teaching: Teaching) -> ModulePage:
    rotation = edition.programme.rotation
    minimum = next((entry for entry in rotation.minimum_evidence if entry.module == module.id), None)
    return ModulePage(
        module,
        window_of(edition, module),
        tuple(teaching[competency.id] for competency in module.competencies),
        tuple(playbook for playbook in edition.programme.playbooks if module.id in playbook.modules),
        minimum,
        minimum.pieces.get(track_of(edition), 0) if minimum else 0,
        pass_percent(edition, module.checks) if module.checks else 0,
    )


def window_of(edition: Edition, module: Module) -> tuple[int, int] | None:
    """The module's first and last week in this client's rotation."""
    window = module.window.get(track_of(edition))
    return (window[0], window[1]) if window else None


def _lesson_page(edition: Edition, module: Module, lesson: Lesson, number: int, teaching: Teaching) -> Page:
    drills = module.drills.drills if module.drills else ()
    content = LessonPage(
        lesson,
        module_name(module),
        number,
        len(module.lessons),
        tuple(teaching[id].competency for id in lesson.teaches if id in teaching),
        tuple(drill for drill in drills if set(drill.trains) & set(lesson.teaches)),
        entries_of(edition, edition.reads.get(lesson.id, ())),
        cited(edition, lesson.sources),
        tuple(note for note in edition.overlay_notes if note.target.split("/")[0] == lesson.id),
    )
    return page_of(lesson, lesson_address(module, lesson), str(lesson.title), "lesson", content)


def cited(edition: Edition, notes: tuple[SourceNote, ...]) -> tuple[Cited, ...]:
    """Source notes with the sources that they cite."""
    sources = {source.id: source for source in edition.programme.curriculum.sources}
    return tuple(Cited(note, sources.get(note.id)) for note in notes)
