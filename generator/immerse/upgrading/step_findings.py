"""What a step of an upgrade finds: a change that it makes, a place that reads differently, something for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from immerse.problems import Location

if TYPE_CHECKING:
    from immerse.upgrading.workspace_files import Sources

Kind = Literal["change", "reads", "todo", "note"]
"""`change`: done by the upgrade; `reads`: the same words give something else now; `todo`: somebody has to write
something; `note`: worth knowing, nothing has to be done."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a file to put others in place of."""

    path: str
    start: int
    """Index of the first character, from 0; a byte order mark is not counted."""
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a step found. For a change and a place that reads differently `before` and `after` are both forms;
    for something to do and a note `after` is what to write."""

    kind: Kind
    location: Location
    message: str
    before: str = ""
    after: str = ""
    edits: tuple[Edit, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class UpgradeStep:
    """What changed from one format to the next, in one respect."""

    format: int
    """The format that it leads to."""
    name: str
    about: str
    """What changed, in a sentence for the author of a workspace."""
    find: Callable[[Sources], Iterator[Finding]]
