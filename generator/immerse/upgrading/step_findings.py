"""Upgrade steps and their findings: changes, places that read differently, and edits that a person has to make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from immerse.problems import Location

if TYPE_CHECKING:
    from immerse.upgrading.workspace_files import Sources

FindingKind = Literal["change", "reads", "todo", "note"]
"""`change`: the upgrade makes it; `reads`: the same text gives a different result now; `todo`: somebody has to write
something; `note`: for information."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of characters of a file."""

    path: str
    start: int
    """Index of the first character, from 0; a byte order mark is not counted."""
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a step. For `change` and `reads`, `before` and `after` are both forms; for `todo` and `note`,
    `after` is what to write."""

    kind: FindingKind
    location: Location
    message: str
    before: str = ""
    after: str = ""
    edits: tuple[Edit, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class UpgradeStep:
    """One change from a format to the next."""

    format: int
    """The format that it leads to."""
    name: str
    about: str
    """The change, in a sentence for the author of a workspace."""
    find: Callable[[Sources], Iterator[Finding]]


def upgrade_step(format: int, about: str) -> Callable[[Callable[[Sources], Iterator[Finding]]], UpgradeStep]:
    """Turn a function that finds each occurrence into a step to `format`, which has the name of the function."""
    return lambda find: UpgradeStep(format, find.__name__, about, find)


def change_or_todo(edit: Edit | None, location: Location, message: str, before: str, after: str) -> Finding:
    """The change that `edit` makes; without an edit, a person has to make it."""
    return Finding("change" if edit else "todo", location, message, before, after, (edit,) if edit else ())
