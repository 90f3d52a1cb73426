"""The parts of a programme that depend on the client: expressions, conditions, choices. Found once for all clients."""

from typing import Any, NamedTuple

from immerse.composing.outcomes import outcome_of
from immerse.composing.sources import source_id
from immerse.expressions.placeholders import has_braces
from immerse.model.base import SHAPES, Block, Node, OneOf
from immerse.model.outcomes import ConditionOutcome
from immerse.model.text import Condition, Line, Prose, Text
from immerse.problems import Location


class DependentPart(NamedTuple):
    """A node, and what in it depends on the client."""

    node: Node
    depends: bool
    """Whether anything in it does."""
    fields: tuple[tuple[str, str], ...]
    """Name and shape of each field that holds such a part or a source; no client changes the others."""
    sources: tuple[str, ...]
    """The sources in it, itself first."""


class DependentParts:
    """The dependent parts of one programme. A node of an overlay at the same location is another object, so that each
    entry names the node that it is about."""

    def __init__(self) -> None:
        self._parts: dict[Location, DependentPart] = {}
        self._outcomes: dict[tuple[Location, bool, bool], tuple[Block, ConditionOutcome]] = {}

    def of(self, node: Node) -> DependentPart:
        """What in a node depends on the client."""
        known = self._parts.get(node.location)
        if known is None or known.node is not node:
            known = self._parts[node.location] = self.find_below(node)
        return known

    def find_below(self, node: Node) -> DependentPart:
        """What in a node depends on the client, found by a walk over it; `of` keeps the answer."""
        own = source_id(node)
        sources, depends, fields = [own] if own else [], isinstance(node, OneOf), []
        for name, value in vars(node).items():
            if value and (shape := SHAPES[type(value)]):
                before = len(sources)
                is_dependent = _is_resolved(value) if shape == "text" else self._add(value, shape, sources)
                depends |= is_dependent
                if is_dependent or len(sources) > before:
                    fields.append((name, shape))
        return DependentPart(node, depends, tuple(fields), tuple(sources))

    def _add(self, value: Any, shape: str, sources: list[str]) -> bool:
        """Whether a value depends on the client; its sources are added to `sources`."""
        if shape == "text":
            return _is_resolved(value)
        if shape == "node":
            part = self.of(value)
            sources += part.sources
            return part.depends
        depends = False
        for item in value.values() if shape == "dict" else value:
            if kind := SHAPES[type(item)]:
                depends |= self._add(item, kind, sources)
        return depends

    def outcome(
        self, block: Block, key: str, inside: str, shown: bool, choice: OneOf[Any] | None, *, replaced: bool
    ) -> ConditionOutcome:
        """As `outcome_of`, once for all clients for whom it comes out the same."""
        place = (block.location, shown, replaced)
        known = self._outcomes.get(place)
        if known is None or known[0] is not block:
            known = self._outcomes[place] = block, outcome_of(block, key, inside, shown, choice, replaced=replaced)
        return known[1]


def _is_resolved(text: Text) -> bool:
    """Whether a client's edition has something else in place of a text."""
    return has_braces(text) if isinstance(text, (Line, Prose)) else isinstance(text, Condition)
