"""The programme as a list of sources: which text and which block belongs to which id, under which conditions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from immerse.composing.view import is_assessed, is_for_mentors
from immerse.model.base import Block, Node, OneOf, holds_parts
from immerse.model.competency import Competency
from immerse.model.drill import Drill, Inject
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson
from immerse.model.module import Curriculum, Module, ModuleHead
from immerse.model.playbook import Playbook
from immerse.model.programme import Programme
from immerse.model.rotation import GraduationItem, Rotation
from immerse.model.text import Condition, Text

_OWN_USES = (Lesson, Drill, Inject, KnowledgeCheck, Playbook, Competency, GraduationItem, ModuleHead)


def source_id(node: Node) -> str:
    """The id under which a node declares its own `uses`; empty for a part of such a node."""
    if not _is_source(type(node)):
        return ""
    if isinstance(node, Curriculum):
        return "curriculum"
    if isinstance(node, Rotation):
        return "rotation"
    return str(node.id) if isinstance(node, _OWN_USES) else ""


@cache
def _is_source(kind: type[Node]) -> bool:
    return issubclass(kind, (*_OWN_USES, Curriculum, Rotation))


class Found(NamedTuple):
    """A node or a text, where it belongs, and the conditions around it, outermost first."""

    value: Node | Text
    source: str
    for_mentors: bool = False
    assessed: bool = False
    conditions: tuple[Condition, ...] = ()


def survey(programme: Programme) -> Iterator[Found]:
    """Every node and every text of a programme, a node before what is in it."""
    yield from _survey(programme, Found(programme, ""))


def is_decisive(value: Node | Text) -> bool:
    """Whether what a client has of a value depends on conditions: its own, or those of its parts as a whole."""
    return isinstance(value, (OneOf, Module)) or (isinstance(value, Block) and value.when is not None)


def _survey(value: Any, around: Found) -> Iterator[Found]:
    if isinstance(value, Text):
        yield around._replace(value=value)
    elif isinstance(value, Node):
        yield from _survey_node(value, around)
    elif isinstance(value, tuple):
        for item in value:
            yield from _survey(item, around)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _survey(item, around)


def _survey_node(node: Node, around: Found) -> Iterator[Found]:
    source, assessed = source_id(node) or around.source, is_assessed(node, around.assessed)
    here = Found(node, source, around.for_mentors, assessed, around.conditions)
    yield here
    when = node.when if isinstance(node, Block) else None
    inside = here._replace(conditions=(*here.conditions, when)) if when else here
    for field, value in vars(node).items():
        if not holds_parts(value):
            continue
        # A condition stands outside of what it decides on.
        within = here if field == "when" else inside
        if not within.for_mentors and is_for_mentors(node, field, assessed):
            within = within._replace(for_mentors=True)
        yield from _survey(value, within)
