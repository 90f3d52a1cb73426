"""Marks after the stand-ins of a draft: values that nobody gave yet."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.policy.policy_leaves import leaves
from immerse.model.text import Text
from immerse.problems import Location
from immerse.rendering.escaping import filled
from immerse.texts.value_html import STAND_IN

_MARK = Markup(STAND_IN)


class StandInMarks:
    """Marks the values of a client's file that are stand-ins; without a client it marks nothing."""

    def __init__(self, client: Client | None = None) -> None:
        self._paths = frozenset(map(str, client.stand_ins)) if client else frozenset()
        self._places = frozenset(_places(client, self._paths)) if client and self._paths else frozenset()

    def behind_text(self, value: Any, html: Markup) -> Markup:
        """The HTML of a text, with a mark where it is a stand-in, or the last entry of a list that is one."""
        return self._marked(html) if isinstance(value, Text) and value.location in self._places else html

    def behind_field(self, node: Node, name: str, html: Markup | None) -> Markup | None:
        """The HTML of a group's field, with a mark where it is a stand-in and holds no text that has one."""
        is_open = bool(self._places) and bool(html) and node.location_of(name) in self._places
        return self._marked(html) if html and is_open and not _has_place(getattr(node, name)) else html

    def behind_setting(self, key: str, value: Any) -> Markup:
        """The mark behind a whole setting that is one value and no text."""
        return _MARK if key in self._paths and not _has_place(value) else Markup("")

    def behind_group(self, key: str) -> Markup:
        """The mark behind the name of a group, like a contact, of which a part is a stand-in."""
        return _MARK if any(f"{path}.".startswith(f"{key}.") for path in self._paths) else Markup("")

    def _marked(self, html: Markup) -> Markup:
        return filled('<span class="im-stand-in">{}{}</span>', html, _MARK)


def _places(client: Client, paths: frozenset[str]) -> Iterator[Location]:
    for leaf in leaves(client.policy):
        if leaf.path in paths:
            yield leaf.location
            value = leaf.value[-1] if leaf.many and leaf.value else leaf.value
            if isinstance(value, Text):
                yield value.location


def _has_place(value: Any) -> bool:
    last = value[-1] if isinstance(value, tuple) and value else value
    return isinstance(last, Text)
