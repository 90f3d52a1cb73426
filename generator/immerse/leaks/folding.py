"""Texts in the form in which they are compared: letters and digits alone, in small letters, without accents."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate

from immerse.leaks.look_alikes import LOOK_ALIKES, STROKES
from immerse.words.characters import UNSEEN

_ASCII = bytes(range(128))
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SMALL = bytes.maketrans(bytes(range(65, 91)), bytes(range(97, 123)))
_BUT_BLANKS = _SIGNS.replace(b" ", b"")
_SPACED = _SMALL.translate(bytes.maketrans(_SIGNS, b" " * len(_SIGNS)))
_ALIKE = _SMALL.translate(bytes.maketrans(b"i10", b"llo"))
_INVISIBLE = re.compile(f"[{UNSEEN}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SIGN = re.compile(r"[\W_]")
_LATIN = {other: latin for latin, others in LOOK_ALIKES.items() for other in others}
_BLOCK = 1000
"""Characters of a text that are taken apart at once."""
_FEW = 200
"""Different characters of a text up to which each is replaced in a pass of its own; a table takes longer."""


def fold(text: str) -> str:
    """Letters and digits only, without case, accents, compatibility forms or invisible characters; one blank between
    tokens."""
    return " ".join(_tokens(_plain(text)))


def key_of(text: str) -> str:
    """The letters and digits of a text as texts are compared: `fold` without its blanks, and with one sign for those
    that look alike in many fonts: I, l and 1, O and 0."""
    return _text(_plain(text).translate(_ALIKE, _SIGNS))


def key_tokens(text: str) -> list[str]:
    """The tokens of `key_of`."""
    return _text(_plain(text).translate(_SPACED).translate(_ALIKE)).split()


def words_of(text: str) -> list[str]:
    """The letters and digits of each word between blanks, as texts are compared; `don't` is one."""
    blank = " ".join(text.split())
    plain = _replaced(blank, {sign: _folded(sign).replace(" ", "") for sign in _beyond_ascii(blank)})
    return _text(plain.translate(_ALIKE, _BUT_BLANKS)).split()


def letters_in(text: str) -> int:
    """How many letters and digits a text has once it is folded."""
    return len(_text(_plain(text).translate(_SMALL, _SIGNS)))


def _plain(text: str) -> bytes:
    """A text in which each letter beyond ASCII stands as it is folded, and each other character beyond ASCII as a
    blank; encoded, because bytes are translated many times faster."""
    return _replaced(text, {sign: _folded(sign) for sign in _beyond_ascii(text)})


def _beyond_ascii(text: str) -> frozenset[str]:
    """The different characters of a text that are not ASCII."""
    return frozenset() if text.isascii() else frozenset(_text(_bytes(text).translate(None, _ASCII)))


def _replaced(text: str, table: dict[str, str]) -> bytes:
    """A text with other characters: in a pass for each where there are few, which is faster than a table."""
    changed = {sign: plain for sign, plain in table.items() if sign != plain}
    if len(changed) > _FEW or not changed.keys().isdisjoint("".join(changed.values())):
        return _bytes(text.translate({ord(sign): plain for sign, plain in changed.items()}))
    for sign, plain in changed.items():
        text = text.replace(sign, plain)
    return _bytes(text)


@lru_cache(maxsize=1 << 16)
def _folded(sign: str) -> str:
    """One character as it is folded; a blank for a sign between letters."""
    if _INVISIBLE.match(sign):
        return ""
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", sign)).translate(STROKES).casefold()
    return _SIGN.sub(" ", letters)


def _tokens(plain: bytes) -> list[str]:
    return _text(plain.translate(_SPACED)).split()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(encoded: bytes) -> str:
    return encoded.decode("utf-8", "surrogatepass")


class Folded:
    """One text as it is compared. Blanks are left out, so that letters that somebody spaced are found as well."""

    def __init__(self, plain: bytes) -> None:
        self._encoded = plain
        self.key = _text(plain.translate(_ALIKE, _SIGNS))

    @classmethod
    def of(cls, text: str) -> Folded:
        """A text as it is."""
        return cls(_plain(text))

    @cached_property
    def _signs(self) -> bytes:
        """The text with one byte for each of its characters, `x` for a letter beyond ASCII."""
        if self._encoded.isascii():
            return self._encoded
        return _text(self._encoded.replace(b"?", b" ")).encode("ascii", "replace").replace(b"?", b"x")

    @cached_property
    def plain(self) -> str:
        """Its letters and digits with I, l and 1 told apart."""
        return _text(self._encoded.translate(_SMALL, _SIGNS))

    @cached_property
    def _letters(self) -> list[int]:
        """How many letters and digits stand before each block of the text, and in all of it."""
        blocks = (self._signs[at : at + _BLOCK] for at in range(0, len(self._signs), _BLOCK))
        return [0, *accumulate(len(block.translate(None, _SIGNS)) for block in blocks)]

    def _starts(self, start: int, end: int) -> list[int]:
        """Where tokens begin in `key` from one place to another, and the end of the text; taken from the blocks around
        them, because a long text is asked for a few places only."""
        first = max(bisect_right(self._letters, start) - 2, 0)
        last = bisect_left(self._letters, end) + 1
        around = self._signs[first * _BLOCK : last * _BLOCK].translate(_SPACED).split()
        return [*accumulate(map(len, around), initial=self._letters[first])]

    @cached_property
    def backwards(self) -> Folded:
        """The same text from its end to its beginning."""
        return Folded(_bytes(_text(self._encoded)[::-1]))

    def parts(self, start: int, end: int) -> bool:
        """Whether a token begins at `start`, and one ends at `end`."""
        starts = self._starts(start, end)
        return start in starts and end in starts

    def inner(self, start: int, end: int) -> tuple[int, ...]:
        """Where tokens begin between two places, counted from the first."""
        return tuple(place - start for place in self._starts(start, end) if start < place < end)


def readings(text: str) -> Iterator[tuple[str, Folded]]:
    """A text as it is, and with look-alike letters taken for Latin ones: (what was done to it, text)."""
    signs = _beyond_ascii(text)
    yield "", Folded(_replaced(text, {sign: _folded(sign) for sign in signs}))
    if not signs.isdisjoint(_LATIN):
        latin = {sign: _LATIN.get(sign) or _folded(sign) for sign in signs}
        yield "look-alike letters", Folded(_replaced(text, latin))
