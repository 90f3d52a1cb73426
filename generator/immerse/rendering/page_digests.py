"""Digests of the inputs of a page: a page whose digest is unchanged need not be rendered again.

A template sees the page's own content, which is digested value by value, and what is common to all pages. A node of the
programme is represented by its position in a file; the digest of the file itself is taken for lessons and playbooks,
and every other file is in `MadeOf.shared`, with the client's folder.
"""

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any

from immerse.model.base import Node
from immerse.model.edition import Edition
from immerse.model.made_of import MadeOf
from immerse.model.module import Module
from immerse.model.page import Page, Plan
from immerse.model.ruling import Ruling
from immerse.model.text import Prose, Text
from immerse.problems import NOWHERE, Location
from immerse.rendering.frame import frame_of

_PLAIN: frozenset[type] = frozenset({str, int, float, bool, bytes, type(None)})
_BY_VALUE = 2
"""The newest version of `marshal` whose bytes depend on nothing but the values. It is four times as fast as `repr`."""


class _Ways(dict[type, Callable[[Any], Any]]):
    """Functions that make tuples of values, one for each type, because a site has half a million values."""

    def __init__(self, way_of: Callable[[type], Callable[[Any], Any]]) -> None:
        self._way_of = way_of

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = way = self._way_of(kind)
        return way


class PageDigests:
    """Digests of the pages of one plan."""

    def __init__(self, edition: Edition, plan: Plan, made_of: MadeOf) -> None:
        self._apart = made_of.apart
        self._ways = _Ways(self._way_of)
        self._ruling = "Ruling", made_of.but_for_lessons, edition.on.isoformat()
        """Represents the rulings of the decision tables, which depend on no lesson."""
        outcomes = [outcome._replace(location=NOWHERE) for outcome in edition.outcomes]
        common = (edition.view, frame_of(edition), plan.addresses, outcomes, edition.closed)
        self._common = hashlib.sha256(made_of.shared + self._written(common)).digest()

    def of(self, page: Page) -> bytes:
        """The digest of all inputs of the parts of a page.

        Raises:
            TypeError: its content holds a value of a type that has no digest.
        """
        return hashlib.sha256(self._common + self._written(page)).digest()

    def _written(self, value: Any) -> bytes:
        return marshal.dumps(self._facts(value), _BY_VALUE)

    def _facts(self, value: Any) -> Any:
        """A value as plain tuples that are equal if and only if the values are."""
        return value if type(value) in _PLAIN else self._ways[type(value)](value)

    def _way_of(self, kind: type) -> Callable[[Any], Any]:
        """The function that makes tuples of values of a type."""
        if kind is tuple or kind is list:
            return self._items
        if issubclass(kind, Text):
            return self._text
        if issubclass(kind, Node):
            return self._node
        if issubclass(kind, Location):
            return self._place
        if kind is Ruling:
            return lambda ruling: self._ruling
        if is_dataclass(kind):
            names = tuple(field.name for field in fields(kind))
            if len(names) > 1:  # attrgetter returns no tuple for a single name
                read = attrgetter(*names)
                return lambda value: (kind.__name__, self._items(read(value)))
            return lambda value: (kind.__name__, [self._facts(getattr(value, name)) for name in names])
        if issubclass(kind, Mapping):
            return lambda value: [self._items(pair) for pair in value.items()]
        if issubclass(kind, (*_PLAIN, date, Fraction)):
            return lambda value: (kind.__name__, repr(value))
        if issubclass(kind, tuple):
            return lambda value: (kind.__name__, self._items(value))
        raise TypeError(f"values of {kind.__name__} have no digest")

    def _items(self, items: Iterable[Any]) -> Any:
        ways = self._ways
        return [item if type(item) in _PLAIN else ways[type(item)](item) for item in items]

    def _text(self, text: Text) -> Any:
        values = self._items(text.values) if isinstance(text, Prose) else None
        return type(text).__name__, str(text), self._place(text.location), values

    def _node(self, node: Node) -> Any:
        if isinstance(node, Module):  # only this node is made of several files
            return "Module", self._place(node.location), [self._node(lesson) for lesson in node.lessons]
        if (place := node.location) != NOWHERE:
            return type(node).__name__, self._place(place), self._apart.get(place.path)
        return type(node).__name__, [(name, self._facts(part)) for name, part in vars(node).items()]

    def _place(self, place: Location) -> Any:
        return place.path, place.line, place.column
