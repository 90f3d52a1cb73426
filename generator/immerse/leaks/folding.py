"""Texts in the form in which they are compared: letters and digits alone, in small letters, without accents."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate

from immerse.leaks.look_alikes import LOOK_ALIKES, STROKES
from immerse.model.characters import UNSEEN

_TOKEN = re.compile(r"[^\W_]+")
_PLAIN = "".join(character if (character := chr(code)).isalnum() else " " for code in range(128))
_INVISIBLE = re.compile(f"[{UNSEEN}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LATIN = {ord(other): latin for latin, others in LOOK_ALIKES.items() for other in others}
_FOREIGN = re.compile(f"[{''.join(map(chr, _LATIN))}]")
_ALIKE = str.maketrans("i10", "llo")
_KEPT = 2000
"""Characters of a line up to which its folded form is kept."""


def fold(text: str) -> str:
    """Letters and digits only, without case, accents, compatibility forms or invisible characters; one blank between
    tokens."""
    if text.isascii():
        return " ".join(text.lower().translate(_PLAIN).split())
    normal = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    return " ".join(_TOKEN.findall(_ACCENTS.sub("", normal).translate(STROKES).casefold()))


def letters_in(text: str) -> int:
    """How many letters and digits a text has once it is folded."""
    return len(fold(text).replace(" ", ""))


_fold_kept = lru_cache(maxsize=1 << 16)(fold)


def fold_lines(text: str) -> list[str]:
    """The lines of a text, folded, without the empty ones; joined by blanks they are `fold(text)`.

    The pages of a site have most of their lines in common, and so have its views: a line is folded once.
    """
    lines = text.split("\n")
    return [folded for line in lines if (folded := _fold_kept(line) if len(line) <= _KEPT else fold(line))]


def alike(folded: str) -> str:
    """A folded text with one sign for those that look alike in many fonts: I, l and 1, O and 0."""
    return folded.translate(_ALIKE)


class Folded:
    """One text as it is compared. Blanks are left out, so that letters that somebody spaced are found as well."""

    def __init__(self, spaced: str) -> None:
        self._spaced = spaced
        self.plain = spaced.replace(" ", "")
        self.key = alike(self.plain)

    @cached_property
    def starts(self) -> list[int]:
        """Where its tokens begin in `key`, and its end."""
        return [0, *accumulate(map(len, self._spaced.split()))]

    def parts(self, start: int, end: int) -> bool:
        """Whether a token begins at `start`, and one ends at `end`."""
        return self._begins(start) and self._begins(end)

    def inner(self, start: int, end: int) -> tuple[int, ...]:
        """Where tokens begin between two places, counted from the first."""
        low, high = bisect_left(self.starts, start + 1), bisect_left(self.starts, end)
        return tuple(place - start for place in self.starts[low:high])

    def _begins(self, place: int) -> bool:
        at = bisect_left(self.starts, place)
        return at < len(self.starts) and self.starts[at] == place


def readings(text: str) -> Iterator[tuple[str, Folded]]:
    """A text as it is, with look-alike letters taken for Latin ones, and backwards: (what was done to it, text)."""
    plain = " ".join(fold_lines(text))
    yield "", Folded(plain)
    if not text.isascii() and _FOREIGN.search(text):
        yield "look-alike letters", Folded(" ".join(fold_lines(text.translate(_LATIN))))
    yield "backwards", Folded(plain[::-1])
