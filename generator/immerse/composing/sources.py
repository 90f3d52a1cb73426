"""The programme as a list of sources: each text and block with the id of its source and the conditions around it."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from immerse.composing.view import fields_for_mentors, is_assessed
from immerse.expressions.placeholders import has_braces
from immerse.model.base import SHAPES, Block, Node, OneOf
from immerse.model.decision import Computed
from immerse.model.module import Curriculum, Module
from immerse.model.rotation import Rotation
from immerse.model.text import Condition, Line, Prose, Text

_SOLE: dict[type[Node], str] = {Curriculum: "curriculum", Rotation: "rotation"}
"""Sources of which a programme has one, without an id of their own."""


def source_id(node: Node) -> str:
    """The id under which a node declares its own `uses`; empty for a part of such a node."""
    kind = type(node)
    if not _declares_uses(kind):
        return ""
    return _SOLE.get(kind) or str(vars(node)["id"])


@cache
def _declares_uses(kind: type[Node]) -> bool:
    return "uses" in kind.model_fields


class SourcePart(NamedTuple):
    """A node or a text with its source and the conditions around it, outermost first."""

    value: Node | Text
    source: str
    for_mentors: bool = False
    assessed: bool = False
    conditions: tuple[Condition, ...] = ()


def survey(part: Node) -> Iterator[SourcePart]:
    """Every node of a programme or of one source, and every text that may contain an expression; a node before its
    parts."""
    waiting: list[tuple[Any, SourcePart]] = [(part, SourcePart(part, ""))]
    while waiting:
        value, around = waiting.pop()
        shape = SHAPES[type(value)]
        if shape == "text":
            if may_read(value):
                yield SourcePart(value, *around[1:])
        elif shape == "node":
            source, assessed = source_id(value) or around.source, is_assessed(value, around.assessed)
            yield (entered := SourcePart(value, source, around.for_mentors, assessed, around.conditions))
            waiting += reversed([*_parts_of(value, entered)])
        elif shape == "tuple":
            waiting += [(item, around) for item in reversed(value)]
        elif shape == "dict":
            waiting += [(item, around) for item in reversed(value.values())]


def may_read(text: Text) -> bool:
    """Whether a text may contain an expression; most do not."""
    return has_braces(text) if isinstance(text, (Line, Prose)) else isinstance(text, (Condition, Computed))


def is_decisive(value: Node | Text) -> bool:
    """Whether conditions decide whether a value, or each of its parts, is shown."""
    return isinstance(value, (OneOf, Module)) or (isinstance(value, Block) and value.when is not None)


def _parts_of(node: Node, surroundings: SourcePart) -> Iterator[tuple[Any, SourcePart]]:
    """The parts of a node, each with its surroundings."""
    when = node.when if isinstance(node, Block) else None
    inside = surroundings._replace(conditions=(*surroundings.conditions, when)) if when else surroundings
    hidden = () if surroundings.for_mentors else fields_for_mentors(type(node), surroundings.assessed)
    for field, value in vars(node).items():
        if value and (shape := SHAPES[type(value)]) and (shape != "text" or may_read(value)):
            # A condition is outside of the block that it decides on.
            within = surroundings if field == "when" else inside
            yield value, within._replace(for_mentors=True) if field in hidden else within
