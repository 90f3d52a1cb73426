"""A large setting on one line: its first values, and how many more there are."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from markupsafe import Markup, escape

from immerse.model.base import Node
from immerse.model.policy.limits import Justified
from immerse.model.policy.response import Promise, Target
from immerse.rendering.escaping import filled
from immerse.rendering.policy_values import SHORT, Values
from immerse.words.english import uncapitalized

_JUSTIFIES = frozenset(Justified.model_fields)
"""The reason why a value is looser than the core comes after the value."""


def summary(values: Values, value: Any, unit: str = "") -> Markup:
    """The whole value if it fits on a line; else as much of it as fits, in its own order."""
    if isinstance(value, Promise):
        # The published words, and not the number that is counted.
        return escape(next(iter(value.text.values())))
    whole = values.line(value, "", unit)
    if whole is not None:
        return whole
    if isinstance(value, Node):
        return _some(*_parts_of(values, value))
    if isinstance(value, Mapping) and value and all(isinstance(item, Target) for item in value.values()):
        first = (filled("{}: {}", key, values.cell(item, "first_response_min") or "") for key, item in value.items())
        return filled("first response to {}", _joined(first))
    parts = [*_names_of(values, value, unit)]
    return _some(parts, len(parts))


def _parts_of(values: Values, node: Node) -> tuple[list[Markup], int]:
    """The fields that are short enough for a line, and the number of all fields."""
    fields = dict(sorted(values.fields(node), key=lambda field: field[0] in _JUSTIFIES and isinstance(node, Justified)))
    cells = ((name, values.cell(node, name)) for name, item in fields.items() if not isinstance(item, (Node, Mapping)))
    labels = {name: uncapitalized(values.label(name, node)) for name in fields}
    short = [filled("{}: {}", labels[name], part) for name, part in cells if part and len(part.striptags()) <= SHORT]
    return short or [escape(label) for label in labels.values()], len(fields)


def _names_of(values: Values, value: Any, unit: str) -> Iterator[Markup]:
    keyed = value.items() if isinstance(value, Mapping) else (("", item) for item in value)
    for key, item in keyed if isinstance(value, (Mapping, tuple)) else (("", value),):
        if isinstance(item, Node):
            yield values.heading(values.key(key) if key else Markup(""), item)[0]
        else:
            yield values.key(key) if key else values.leaf(item, "", unit)


def _some(parts: list[Markup], count: int) -> Markup:
    shown: list[Markup] = []
    for part in parts:
        if shown and len(_joined([*shown, part]).striptags()) > SHORT:
            break
        shown.append(part)
    left = count - len(shown)
    return _joined(chain(shown, [escape(f"and {left} more")] if left else []))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("; ").join(part.rstrip(".") for part in parts)
