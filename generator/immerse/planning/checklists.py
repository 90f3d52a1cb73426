"""Pages of the trainee's own checklist: the first days, tasks, progress and graduation."""

from typing import NamedTuple

from immerse.model.book import Item
from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page
from immerse.model.rotation import Gate, GraduationPart, Phase
from immerse.model.site_view import View
from immerse.planning.tasks import TaskGroup, plan_all_tasks, plan_buddy_tasks, plan_first_days, trainee_tasks
from immerse.planning.text_sources import page_of
from immerse.planning.timeline import gate_weeks


class ItemGroup(NamedTuple):
    """Checklist items that are normally reached together."""

    phase: Phase | None
    gate: Gate | None
    week: int | None
    items: tuple[Item, ...]


class ProgressPage(NamedTuple):
    """The progress checklist."""

    groups: tuple[ItemGroup, ...]
    tasks: tuple[TaskGroup, ...] = ()
    """The trainee's own, by phase."""


def plan_checklists(edition: Edition) -> tuple[tuple[Page, ...], NavItem | None]:
    """The pages of the checklist, and their entry in the navigation; nothing when the book is empty."""
    of_tasks = [plan_first_days(edition), plan_all_tasks(edition)]
    if edition.view is View.TRAINEE:
        of_tasks.append(plan_buddy_tasks(edition))
    pages = [page for page in of_tasks if page]
    rotation = edition.programme.rotation
    if groups := _groups(edition):
        progress = ProgressPage(groups, trainee_tasks(edition))
        pages.append(page_of(rotation, "checklist/progress.md", "Progress", "progress", progress))
    if parts := _graduation(edition):
        pages.append(page_of(rotation, "checklist/graduation.md", "Graduation", "graduation", parts))
    return tuple(pages), NavItem.section("My checklist", pages) if pages else None


def _groups(edition: Edition) -> tuple[ItemGroup, ...]:
    rotation = edition.programme.rotation
    phases = {str(phase.id): phase for phase in rotation.phases}
    gates = {str(gate.id): gate for gate in rotation.gates}
    weeks = gate_weeks(edition)
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in edition.book.items:
        if item.kind == "competency":
            groups.setdefault((item.phase, item.gate), []).append(item)
    order = list(phases), list(gates)

    def rank(key: tuple[str, str]) -> tuple[int, ...]:
        """The places of phase and gate in the rotation; unknown ones last."""
        return tuple(names.index(id) if id in names else len(names) for names, id in zip(order, key, strict=True))

    return tuple(
        ItemGroup(phases.get(phase), gates.get(gate), weeks.get(gate), tuple(groups[phase, gate]))
        for phase, gate in sorted(groups, key=rank)
    )


def _graduation(edition: Edition) -> tuple[tuple[GraduationPart, tuple[Item, ...]], ...]:
    """The parts of the graduation checklist, each with its items."""
    items = {item.id: item for item in edition.book.items}
    parts = (
        (part, tuple(items[line.id] for line in part.items if line.id in items))
        for part in edition.programme.rotation.graduation
    )
    return tuple((part, lines) for part, lines in parts if lines)
