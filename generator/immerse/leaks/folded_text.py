"""Folds texts for comparison: letters and digits only, in lower case, without accents.

A folded text is bytes (UTF-8), which are translated and searched many times faster than `str`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate

from immerse.words.characters import UNSEEN

_ASCII = bytes(range(128))
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_LOWER = bytes.maketrans(bytes(range(65, 91)), bytes(range(97, 123)))
_ALL_BUT_BLANKS = _SIGNS.replace(b" ", b"")
_SPACED = _LOWER.translate(bytes.maketrans(_SIGNS, b" " * len(_SIGNS)))
_ALIKE = _LOWER.translate(bytes.maketrans(b"i10", b"llo"))
_INVISIBLE = re.compile(f"[{UNSEEN}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SIGN = re.compile(r"[\W_]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LOOK_ALIKES: dict[str, str] = json.loads(files("immerse.leaks").joinpath("look_alikes.json").read_text("utf-8"))
"""A Latin letter, and the letters that look like it (Unicode TR 39)."""
_LATIN = {look_alike: latin for latin, look_alikes in _LOOK_ALIKES.items() for look_alike in look_alikes}
_STROKES = str.maketrans("łŁøØđĐðħĦŧŦı", "lloodddhhtti")
"""Letters with a stroke, which no normal form decomposes."""
_FOLLOWING = bytes(range(0x80, 0xC0))
"""The bytes of a letter after its first."""
_FEW = 100
"""Different characters up to which each is replaced in a pass of its own."""
_BLOCK = 1000
"""Bytes of a text that are split at once."""


def key_of(text: str) -> bytes:
    """The folded letters and digits of a text: without case, accents, compatibility forms and invisible characters,
    and with one sign for those that look alike in many fonts: I, l and 1, O and 0."""
    return _plain(text).translate(_ALIKE, _SIGNS)


def exact_key_of(text: str) -> bytes:
    """The same, but with I, l and 1 distinguished."""
    return _plain(text).translate(_LOWER, _SIGNS)


def key_tokens(text: str) -> list[bytes]:
    """The tokens of a text, each as `key_of` folds it."""
    return _plain(text).translate(_SPACED).translate(_ALIKE).split()


def words_of(text: str) -> list[bytes]:
    """The key of each word between blanks; `don't` is one."""
    return _plain(" ".join(text.split())).translate(_ALIKE, _ALL_BUT_BLANKS).split()


def letters_in(text: str) -> int:
    """The length of the key of a text."""
    return len(exact_key_of(text))


def _plain(text: str) -> bytes:
    """A text with each character beyond ASCII folded."""
    if text.isascii():
        return text.encode()
    return _replaced(text, {character: _folded(character) for character in _beyond_ascii(text)})


def _beyond_ascii(text: str) -> frozenset[str]:
    """The different characters of a text that are not ASCII."""
    return frozenset() if text.isascii() else frozenset(_decoded(_encoded(text).translate(None, _ASCII)))


def _replaced(text: str, replacements: Mapping[str, str]) -> bytes:
    """A text with other characters, encoded: in a pass for each where there are few, which is faster than a table."""
    changed = {character: plain for character, plain in replacements.items() if character != plain}
    if len(changed) > _FEW or not changed.keys().isdisjoint("".join(changed.values())):
        return _encoded(_BEYOND_ASCII.sub(lambda found: changed.get(found[0], found[0]), text))
    for character, plain in changed.items():
        text = text.replace(character, plain)
    return _encoded(text)


@lru_cache(maxsize=1 << 16)
def _folded(character: str) -> str:
    """A character beyond ASCII, folded; a hyphen stands for punctuation."""
    if _INVISIBLE.match(character):
        return ""
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", character)).translate(_STROKES).casefold()
    return _SIGN.sub("-", letters)


_PLAIN_LATIN = _ASCII + b"".join(
    plain.encode() if len(plain := _folded(chr(code))) == 1 and plain.isascii() else bytes([code])
    for code in range(128, 256)
)
"""What stands for each character of Latin-1, where that is one of ASCII."""


def _with_plain_latin(text: str) -> str:
    """A text of Latin-1, such as bytes of a picture, with the letters of ASCII that stand for others; any other text
    as it is. One pass for all of them, for such bytes hold all of them."""
    try:
        return text.encode("latin-1").translate(_PLAIN_LATIN).decode("latin-1")
    except UnicodeEncodeError:
        return text


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")


def backwards(text: bytes) -> bytes:
    """A folded text from its last letter to its first."""
    return _encoded(_decoded(text)[::-1])


def letter_count(key: bytes) -> int:
    """The number of letters and digits of a key, in which a character beyond ASCII takes several bytes."""
    return len(key.translate(None, _FOLLOWING))


class Folded:
    """A folded text. Its key has no blanks, so that spaced letters are found as well."""

    def __init__(self, plain: bytes) -> None:
        self._plain = plain
        self.key = plain.translate(_ALIKE, _SIGNS)

    @classmethod
    def of(cls, text: str) -> Folded:
        """A text as it is."""
        return cls(_plain(text))

    @cached_property
    def exact_key(self) -> bytes:
        """Its key with I, l and 1 distinguished."""
        return self._plain.translate(_LOWER, _SIGNS)

    @cached_property
    def backwards(self) -> Folded:
        """The same text from its end to its beginning."""
        return Folded(backwards(self._plain))

    @cached_property
    def _lengths(self) -> list[int]:
        """The length of the key before each block of the text, and of all of it."""
        blocks = (self._plain[at : at + _BLOCK] for at in range(0, len(self._plain), _BLOCK))
        return [0, *accumulate(len(block.translate(None, _SIGNS)) for block in blocks)]

    def _starts(self, start: int, end: int) -> list[int]:
        """Positions in `key` at which tokens begin between two positions, and the end of the text.

        Only the blocks around them are split, because few positions of a long text are needed.
        """
        first = max(bisect_right(self._lengths, start) - 2, 0)
        last = bisect_left(self._lengths, end) + 1
        around = self._plain[first * _BLOCK : last * _BLOCK].translate(_SPACED).split()
        return [*accumulate(map(len, around), initial=self._lengths[first])]

    def is_bounded(self, start: int, end: int) -> bool:
        """Whether a token begins at `start`, and one ends at `end`."""
        starts = self._starts(start, end)
        return start in starts and end in starts

    def inner_starts(self, start: int, end: int) -> tuple[int, ...]:
        """The positions at which tokens begin between two positions, counted from the first."""
        return tuple(position - start for position in self._starts(start, end) if start < position < end)


def readings(text: str) -> Iterator[tuple[str, Folded]]:
    """(disguise, folded text): the text as it is, and with look-alike letters replaced by Latin ones."""
    text = _with_plain_latin(text)
    characters = _beyond_ascii(text)
    yield "", Folded(_replaced(text, {character: _folded(character) for character in characters}))
    if not characters.isdisjoint(_LATIN):
        latin = {character: _LATIN.get(character) or _folded(character) for character in characters}
        yield "look-alike letters", Folded(_replaced(text, latin))
