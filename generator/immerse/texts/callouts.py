"""Callouts: a quotation whose first line is `[!NOTE]`, as on GitHub, and the kinds that training needs."""

import re
from typing import NamedTuple

from markdown_it.token import Token

from immerse.texts.tokens import BREAKS

_MARKER = re.compile(r"\[!([A-Za-z]+)\](?![(\[])[ \t]*")


class Callout(NamedTuple):
    """A kind of callout: its name, its label where the author gives none, and how it is shown."""

    name: str
    label: str
    folded: bool = False
    """Shown folded; its label opens it."""
    for_mentors: bool = False
    """Only in the mentor view."""


CALLOUTS = {
    kind.name.upper(): kind
    for kind in (
        Callout("note", "Note"),
        Callout("tip", "Tip"),
        Callout("important", "Important"),
        Callout("warning", "Warning"),
        Callout("caution", "Caution"),
        Callout("key", "Key points"),
        Callout("hint", "Hint", folded=True),
        Callout("discuss", "Discuss"),
        Callout("exercise", "Exercise"),
        Callout("mentor", "For the mentor", for_mentors=True),
    )
}


def callout_at(tokens: list[Token], index: int) -> Callout | None:
    """The kind of the callout that begins with the quotation at `index`; None for a plain quotation."""
    if index < 0 or tokens[index].type != "blockquote_open" or tokens[index + 1].type != "paragraph_open":
        return None
    marker = _MARKER.match(tokens[index + 2].content)
    return CALLOUTS.get(marker[1].upper()) if marker else None


def parted(children: list[Token]) -> tuple[list[Token], list[Token]]:
    """(label, rest) of the first paragraph of a callout: the words in the line of the marker, and those below it."""
    breaks = (at for at, child in enumerate(children) if child.type in BREAKS)
    end = next(breaks, len(children))
    first = children[0]
    rest = first.copy(content=_MARKER.sub("", first.content, count=1))
    return [rest, *children[1:end]], children[end + 1 :]


def closing(tokens: list[Token], index: int) -> int:
    """Index of the token that closes the block opened at `index`."""
    level = tokens[index].level
    return next(at for at in range(index + 1, len(tokens)) if tokens[at].level == level and tokens[at].nesting == -1)
