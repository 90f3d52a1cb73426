"""Callouts: a quotation whose first line is `[!NOTE]`, as on GitHub, and the kinds that training needs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

MARKER = re.compile(r"\[!([A-Za-z]+)\][ \t]*([^\n]*)")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of callout: its label where the author gives none, and how it is shown."""

    label: str
    folded: bool = False
    """Shown folded, with its label as what opens it."""
    for_mentors: bool = False
    """Only in the mentor view."""


KINDS = {
    "NOTE": Kind("Note"),
    "TIP": Kind("Tip"),
    "IMPORTANT": Kind("Important"),
    "WARNING": Kind("Warning"),
    "CAUTION": Kind("Caution"),
    "KEY": Kind("Key points"),
    "HINT": Kind("Hint", folded=True),
    "DISCUSS": Kind("Discuss"),
    "EXERCISE": Kind("Exercise"),
    "MENTOR": Kind("For the mentor", for_mentors=True),
}


def callout_at(tokens: list[Token], index: int) -> tuple[str, str] | None:
    """Name and label of the callout that begins with the quotation at `index`; None for a plain quotation.

    The name is in capital letters and may be one that `KINDS` does not hold.
    """
    if tokens[index].type != "blockquote_open" or index + 2 >= len(tokens) or tokens[index + 2].type != "inline":
        return None
    found = MARKER.match(tokens[index + 2].content)
    return (found[1].upper(), found[2].strip()) if found else None


def closing(tokens: list[Token], index: int) -> int:
    """Index of the token that closes the block opened at `index`."""
    level = tokens[index].level
    return next(
        here for here in range(index + 1, len(tokens)) if tokens[here].level == level and tokens[here].nesting == -1
    )
