"""Links of our own kinds inside texts: `[Priority and clocks](lesson:TRI-L2)`."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from immerse.model.text import Prose, Text
from immerse.texts.parsed_text import parsed

KINDS = ("lesson", "playbook", "competency", "drill", "inject", "check", "term", "task", "setting")
_OWN = re.compile(rf"({'|'.join(KINDS)}):(.*)", re.IGNORECASE)


class Link(NamedTuple):
    """A link and its text."""

    text: Prose
    kind: str
    id: str
    start: int
    """Offset of its opening bracket in the text."""


def own_link(address: str) -> tuple[str, str] | None:
    """Kind (in small letters) and id of a link to a part of the programme; None for any other address."""
    match = _OWN.fullmatch(address)
    return (match[1].lower(), match[2]) if match else None


def target_of(kind: str, id: str) -> str:
    """The key of the target of `kind:id` in a plan."""
    return f"{kind}:{id}" if kind in ("term", "setting") else id


def anchor(id: str) -> str:
    """The anchor of an id or key: lower case, letters, digits and hyphens."""
    return "".join(char if char.isalnum() else "-" for char in id.lower())


def links_of(text: Prose) -> Iterator[Link]:
    """The links of our own kinds in one text."""
    if "](" not in text and "<" not in text:
        return
    for span in parsed(text).of_kind("link"):
        if target := own_link(span.content):
            yield Link(text, *target, span.start)


def links_in(texts: Iterable[Text]) -> Iterator[Link]:
    """Every link of our own kinds in these texts, in their order."""
    for text in texts:
        if isinstance(text, Prose):
            yield from links_of(text)
