"""Characters that are drawn as one: a letter with its marks, a syllable with a virama, an emoji of several signs."""

import re
import unicodedata
from collections.abc import Iterator

from immerse.words.characters import JOINER, UNSEEN, VIRAMA

_UNSEEN = re.compile(f"[{UNSEEN}]")


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each cluster of a text; one font draws the whole cluster."""
    start = 0
    flags = 0
    for place, character in enumerate(text):
        flags = flags + 1 if "\U0001f1e6" <= character <= "\U0001f1ff" else 0  # a flag is a pair of these letters
        if place and not _goes_on(text[place - 1], character, flags):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _goes_on(before: str, character: str, flags: int) -> bool:
    """Whether a character belongs to the cluster of the one before it."""
    if character < "\u0300":
        return False
    return (
        unicodedata.category(character)[0] == "M"
        or is_ignorable(character)
        or before == JOINER
        or (flags > 0 and flags % 2 == 0)
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or (unicodedata.combining(before) == VIRAMA and character.isalpha())
        or ("\u1160" <= character <= "\u11ff" and "\u1100" <= before <= "\u11ff")
    )


def is_ignorable(character: str) -> bool:
    """Whether a character only controls how others are joined or drawn, and is never drawn itself."""
    return _UNSEEN.match(character) is not None
