"""What the pages of tasks show, ready for their templates."""

from __future__ import annotations

from dataclasses import dataclass

from immerse.model.rotation import Role
from immerse.model.task import Task


@dataclass(frozen=True, slots=True)
class TaskRow:
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


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks that are shown together."""

    title: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class FirstDay:
    """One of the first working days."""

    number: int
    weekday: str
    """Of a rotation that begins on a Monday."""
    everybody: tuple[TaskRow, ...]
    by_path: tuple[TaskGroup, ...]
    """What only some entry paths have, by their titles."""
    others: tuple[TaskRow, ...]
    """What others do for the trainee on that day."""


@dataclass(frozen=True, slots=True)
class FirstDaysPage:
    """A trainee's first days, one by one."""

    before: tuple[TaskRow, ...]
    """What others prepare before the first of them."""
    days: tuple[FirstDay, ...]


@dataclass(frozen=True, slots=True)
class RoleTasksPage:
    """The tasks of one role, as a list to print."""

    role: Role
    groups: tuple[TaskGroup, ...]
