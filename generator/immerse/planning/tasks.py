"""Pages of tasks: the first days, all of them, and a list to print for each role."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from immerse.model.book import TRAINEE, BookTask
from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page
from immerse.model.role import Role
from immerse.model.rotation import Rotation
from immerse.model.task import Task
from immerse.planning.text_sources import page_of
from immerse.words.days import WEEKDAYS
from immerse.words.english import spelled

FIRST_DAYS = "checklist/first-days.md"
ALL_TASKS = "checklist/tasks.md"
BUDDY = "buddy"
"""The role of the fellow trainee with whom somebody is paired."""
_FIRST = 10
"""Working days that are shown one by one."""
_WORKING_DAYS = WEEKDAYS[:5]


class TaskRow(NamedTuple):
    """A task, when it is due, and whom it is not for."""

    task: Task
    due: int
    """Calendar days from the first day."""
    when: str
    """The same in words."""
    paths: tuple[str, ...] = ()
    """Titles of the entry paths that it is for alone; empty where it is for more of them than not."""
    not_for: tuple[str, ...] = ()
    """Titles of the few that it is not for."""


class TaskGroup(NamedTuple):
    """Tasks that are shown together."""

    title: str
    rows: tuple[TaskRow, ...]


class FirstDay(NamedTuple):
    """One of the first working days."""

    number: int
    weekday: str
    """The weekday, for a rotation that begins on a Monday."""
    everybody: tuple[TaskRow, ...]
    by_path: tuple[TaskGroup, ...]
    """Tasks that only some entry paths have, by the titles of the paths."""
    others: tuple[TaskRow, ...]
    """Tasks that others do for the trainee on that day."""


class FirstDaysPage(NamedTuple):
    """A trainee's first days, one by one."""

    before: tuple[TaskRow, ...]
    """Tasks that others do before the first of them."""
    days: tuple[FirstDay, ...]


class RoleTasksPage(NamedTuple):
    """The tasks of one role, as a list to print."""

    role: Role
    groups: tuple[TaskGroup, ...]


def tasks_address(role: str) -> str:
    """The address of the list of a role's tasks."""
    return f"tasks/{role}.md"


def plan_first_days(edition: Edition) -> Page | None:
    """The page of a trainee's first working days; None where no task is due on one of them."""
    days = first_days(edition)
    if not days:
        return None
    before = [row for row in _rows(edition) if row.task.due.day is not None and row.task.due.day < 0]
    content = FirstDaysPage(tuple(row for row in before if row.task.who != TRAINEE), days)
    number = days[-1].number
    title = f"Your first {spelled(number)} days" if number > 1 else "Your first day"
    return page_of(edition.programme.rotation, FIRST_DAYS, title, "first_days", content)


def plan_all_tasks(edition: Edition) -> Page | None:
    """The page of all tasks; None where there are none."""
    groups = tuple(_by_phase(edition, _rows(edition)))
    return page_of(edition.programme.rotation, ALL_TASKS, "All tasks", "tasks", groups) if groups else None


def plan_role_tasks(edition: Edition) -> tuple[tuple[Page, ...], tuple[NavItem, ...]]:
    """A page to print for each role that has tasks, and their entry in the navigation; for mentors and directors."""
    rows, roles = _rows(edition), edition.programme.rotation.roles
    pages = tuple(_role_page(edition, role, rows_of_role) for role in roles if (rows_of_role := _of_role(rows, role)))
    entries = tuple(NavItem(str(page.content.role.title), page.address) for page in pages)
    return pages, (NavItem("Tasks by role", children=entries),) if entries else ()


def plan_buddy_tasks(edition: Edition) -> Page | None:
    """The list of the buddy, who is a trainee and sees only the trainees' site; None where there is nothing on it."""
    buddy = next((role for role in edition.programme.rotation.roles if role.id == BUDDY), None)
    rows = _of_role(_rows(edition), buddy) if buddy else []
    return _role_page(edition, buddy, rows) if buddy and rows else None


def _of_role(rows: Iterable[TaskRow], role: Role) -> list[TaskRow]:
    return [row for row in rows if row.task.who == role.id]


def _role_page(edition: Edition, role: Role, rows: list[TaskRow]) -> Page:
    content = RoleTasksPage(role, tuple(_by_phase(edition, rows)))
    address, title = tasks_address(str(role.id)), f"Tasks: {role.title}"
    return page_of(edition.programme.rotation, address, title, "role_tasks", content)


def trainee_tasks(edition: Edition) -> tuple[TaskGroup, ...]:
    """The trainee's own tasks, by phase."""
    return tuple(_by_phase(edition, [row for row in _rows(edition) if row.task.who == TRAINEE]))


def first_days(edition: Edition) -> tuple[FirstDay, ...]:
    """The first working days on which a trainee has something to do, each with what others do on it."""
    rows: dict[int, list[TaskRow]] = {}
    for row in _rows(edition):
        if row.task.due.day is not None and 1 <= row.task.due.day <= _FIRST:
            rows.setdefault(row.task.due.day, []).append(row)
    days = (_day(number, rows_of_day) for number, rows_of_day in sorted(rows.items()))
    return tuple(day for day in days if day.everybody or day.by_path)


def _day(number: int, rows: list[TaskRow]) -> FirstDay:
    own_rows = [row for row in rows if row.task.who == TRAINEE]
    groups: dict[tuple[str, ...], list[TaskRow]] = {}
    for row in own_rows:
        if row.paths:
            groups.setdefault(row.paths, []).append(row)
    return FirstDay(
        number,
        _WORKING_DAYS[(number - 1) % len(_WORKING_DAYS)],
        tuple(row for row in own_rows if not row.paths),
        tuple(TaskGroup(_either(paths), tuple(several)) for paths, several in groups.items()),
        tuple(row for row in rows if row.task.who != TRAINEE),
    )


def _either(titles: tuple[str, ...]) -> str:
    """Titles of paths as one: "New here, or hired from an agency"."""
    first, *other_titles = titles
    return ", or ".join([first, *(title[:1].lower() + title[1:] for title in other_titles)])


def _rows(edition: Edition) -> list[TaskRow]:
    """All tasks in the order of the book."""
    rotation = edition.programme.rotation
    nodes = {str(task.id): task for task in rotation.tasks}
    return [_row(nodes[task.id], task, rotation) for task in edition.book.tasks]


def _row(task: Task, book_task: BookTask, rotation: Rotation) -> TaskRow:
    titles = {str(path.id): str(path.title) for path in rotation.paths}
    inside = tuple(title for id, title in titles.items() if id in book_task.paths)
    outside = tuple(title for id, title in titles.items() if id not in book_task.paths)
    if len(outside) < len(inside):
        return TaskRow(task, book_task.due, book_task.when, (), outside)
    return TaskRow(task, book_task.due, book_task.when, inside)


def _by_phase(edition: Edition, rows: Iterable[TaskRow]) -> Iterator[TaskGroup]:
    """Tasks in groups: before the first day, then by phase; in a group by their days."""
    rotation = edition.programme.rotation
    phases = {task.id: task.phase for task in edition.book.tasks}
    by_phase: dict[str | None, list[TaskRow]] = {}
    for row in rows:
        by_phase.setdefault(phases[str(row.task.id)], []).append(row)
    for id, name in ((None, "Before the first day"), *((str(phase.id), str(phase.name)) for phase in rotation.phases)):
        if id in by_phase:
            yield TaskGroup(name, tuple(by_phase[id]))
