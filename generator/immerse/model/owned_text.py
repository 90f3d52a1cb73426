"""Every text with the id of what it belongs to, gathered in one walk for all rules that read words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immerse.model.base import Node, holds_parts
from immerse.model.competency import Competency
from immerse.model.drill import Drill, Inject
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson
from immerse.model.module import Curriculum, ModuleHead
from immerse.model.playbook import Playbook
from immerse.model.rotation import GraduationItem, Rotation
from immerse.model.text import Text

_OWNERS = (Lesson, Playbook, Drill, Inject, KnowledgeCheck, Competency, GraduationItem, ModuleHead)


@dataclass(frozen=True, slots=True)
class OwnedText:
    """One text and whose it is."""

    owner: str
    """Id of a lesson, drill, playbook ..., `curriculum`, `rotation`, `acme/overlay`, or `acme/response.targets`."""
    field: str
    """The names that lead to it below its owner, without places in lists: `sections.text`, `cards.key`."""
    text: Text
    low: str
    """The text in small letters, to look for a word quickly."""


def owned_texts(value: Any, owner: str, field: str = "") -> Iterator[OwnedText]:
    """Every text below `value`, in the order of the fields; what has an id of its own owns its texts."""
    waiting = [(value, owner, field)]
    while waiting:
        here, owner, field = waiting.pop()
        if isinstance(here, Text):
            yield OwnedText(owner, field, here, here.casefold())
        elif isinstance(here, Node):
            if isinstance(here, _OWNERS):
                owner, field = str(here.id), ""
            elif isinstance(here, Curriculum | Rotation):
                owner, field = type(here).__name__.lower(), ""
            inside = f"{field}." if field else ""
            parts = reversed(vars(here).items())
            waiting += [(part, owner, inside + name) for name, part in parts if holds_parts(part)]
        elif isinstance(here, tuple):
            waiting += [(item, owner, field) for item in reversed(here)]
        elif isinstance(here, dict):
            waiting += [(item, owner, field) for item in reversed(here.values())]
