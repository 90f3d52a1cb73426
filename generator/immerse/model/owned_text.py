"""Every text with the id of what it belongs to, gathered in one walk for all rules that read words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immerse.model.base import Node
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
    if isinstance(value, Text):
        yield OwnedText(owner, field, value, value.casefold())
    elif isinstance(value, Node):
        if isinstance(value, _OWNERS):
            owner, field = str(value.id), ""
        elif isinstance(value, Curriculum | Rotation):
            owner, field = type(value).__name__.lower(), ""
        for name in type(value).model_fields:
            yield from owned_texts(getattr(value, name), owner, f"{field}.{name}" if field else name)
    elif isinstance(value, tuple):
        for item in value:
            yield from owned_texts(item, owner, field)
    elif isinstance(value, dict):
        for item in value.values():
            yield from owned_texts(item, owner, field)
