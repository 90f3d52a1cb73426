"""The outcomes of conditions, and the key of each block of a programme."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from immerse.composing.sources import source_id
from immerse.model.base import SHAPES, Block, Node, OneOf, walk_texts
from immerse.model.outcomes import OTHERWISE, ConditionOutcome
from immerse.model.text import Line, Prose
from immerse.problems import Location

_LONGEST = 72
_PLACEHOLDER = re.compile(r"\{\{.*?(?:\}\}|$)")


def on_one_line(text: str) -> str:
    """A text as written, on one line."""
    return " ".join(text.split())


def without_placeholders(title: str) -> str:
    """A title as written, with `...` for each placeholder: nothing fills them where a client lacks their values."""
    return _PLACEHOLDER.sub("...", title)


def outcome_of(
    block: Block, key: str, inside: str, shown: bool, choice: OneOf[Any] | None = None, *, replaced: bool = False
) -> ConditionOutcome:
    """The outcome of a block: of its own condition, or as the last resort of a `one_of`.

    Args:
        block: As loaded, before anything in it is resolved.
        key: The block's own key; empty for a block without an id.
        inside: The key of the node around it.
        shown: Whether it is shown.
        choice: The `one_of` that contains it, if any.
        replaced: Whether another alternative is shown in its place.
    """
    title, titled = title_of(block), bool(vars(block).get("title"))
    if block.when is not None:
        condition, location = on_one_line(block.when), block.when.location
        return ConditionOutcome(key, inside, title, titled, shown, condition, location, (), replaced)
    alternatives = tuple(on_one_line(option.when) for option in choice.one_of if option.when) if choice else ()
    return ConditionOutcome(key, inside, title, titled, shown, OTHERWISE, block.location, alternatives, replaced)


def title_of(node: Node) -> str:
    """The title of a node, or the beginning of its first text."""
    texts = (str(text) for text in walk_texts(node) if isinstance(text, Line | Prose))
    text = on_one_line(next(filter(None, texts), ""))
    return text if vars(node).get("title") or len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} ..."


class Keyed(NamedTuple):
    """A node that has a key, as written."""

    key: str
    around: str
    """The key of the nearest node around it that has one; empty for the outermost."""
    title: str
    location: Location
    id: str = ""
    """Its own id: `T-01` of `rotation/T-01`."""
    kind: str = ""
    """The kind of node that the id names; empty for a part of a source."""


def keyed_nodes(programme: Node) -> Iterator[Keyed]:
    """Every source and every node with an id inside a source, each before its parts."""
    waiting: list[tuple[Any, str]] = [(programme, "")]
    while waiting:
        value, around = waiting.pop()
        shape = SHAPES[type(value)]
        if shape == "node":
            part = vars(value).get("id")
            key = source_id(value) or (f"{around}/{part}" if part else around)
            if key != around:
                yield Keyed(key, around, title_of(value), value.location, str(part or ""), getattr(part, "kind", ""))
            waiting += [(item, key) for item in reversed(vars(value).values()) if SHAPES[type(item)]]
        elif shape == "tuple":
            waiting += [(item, around) for item in reversed(value)]
        elif shape == "dict":
            waiting += [(item, around) for item in reversed(value.values())]
