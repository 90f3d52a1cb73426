"""Links of our own kinds inside texts: `[Priority and clocks](lesson:TRI-L2)`."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from immerse.model.base import walk_texts
from immerse.model.text import Prose

KINDS = ("lesson", "playbook", "competency", "drill", "inject", "check", "term", "setting")
LINK = re.compile(rf"\]\(({'|'.join(KINDS)}):([^)\s]*)\)")
"""A link in Markdown from the bracket that closes its words: kind and id."""


class Link(NamedTuple):
    """One link and the text that it stands in."""

    text: Prose
    kind: str
    id: str


def target_of(kind: str, id: str) -> str:
    """The name under which a plan lists what `kind:id` points to."""
    return f"{kind}:{id}" if kind in ("term", "setting") else id


def links_in(value: Any) -> Iterator[Link]:
    """Every link in the texts below `value`, in the order of the fields."""
    for text in walk_texts(value):
        if "](" in text and isinstance(text, Prose):
            yield from (Link(text, found[1], found[2]) for found in LINK.finditer(text))
