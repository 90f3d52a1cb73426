"""Finds the places at which a word that is longer than its line may be broken."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from immerse.lettering.clusters import clusters

SOFT_HYPHEN = "\u00ad"
"""Ends a piece that gets a hyphen if a line ends after it."""

_LEAST = 3
"""The fewest letters on each side of a hyphen."""
_MOST = 8
"""Letters without a place to break, after which one is inserted anywhere."""

_VOWELS = frozenset("aeiouyæœøıаеиоуыэюяіїєαεηιουω")
_AS_ONE = re.compile("sch|ch|ck|ph|th|sh|qu|zh|.", re.DOTALL)
_RUN = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+|[0-9]+|.", re.DOTALL)
_ADDRESS = re.compile(r"[/@_\\]|\w[.:]\w")
_PART = re.compile(r"[^\W_]+[\W_]*|[\W_]+")
_ADDRESS_PIECE = 16
_NOT_FIRST = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々…‥")
"""Small letters and signs with which no line begins in Japanese."""


def pieces(word: str) -> tuple[str, ...]:
    """The parts of a word after which a line may end; it ends with a hyphen after a part that ends with SOFT_HYPHEN.

    In Latin, Greek and Cyrillic letters a hyphen is before the last consonant that a vowel follows, or between any two
    letters if a piece would be too long. In other scripts, and after the signs of an address, there is none.
    """
    if _ADDRESS.search(word):
        parts = _PART.findall(word)  # in an address, a hyphen would be read as a part of it
        return tuple(part[at : at + _ADDRESS_PIECE] for part in parts for at in range(0, len(part), _ADDRESS_PIECE))
    if word.isascii():
        return tuple(_in_alphabet(word))
    joined: list[str] = []
    for piece in _in_alphabet(word) if _has_hyphens(word) else _between_clusters(word):
        if joined and unicodedata.category(piece[0])[0] == "M":
            joined[-1] = joined[-1].removesuffix(SOFT_HYPHEN) + piece
        else:
            joined.append(piece)
    return tuple(joined)


def _has_hyphens(word: str) -> bool:
    first = next(filter(str.isalpha, word), "")
    return bool(first) and unicodedata.name(first, "").startswith(("LATIN ", "CYRILLIC ", "GREEK "))


def _in_alphabet(word: str) -> Iterator[str]:
    held = ""
    for run in _RUN.findall(word):
        is_sign = not run[0].isalnum()
        if held and (len(held) >= _MOST or (not is_sign and not held[-1].isalnum())):
            yield held
            held = ""
        *before, held = _cut(run, held)
        yield from before
    if held:
        yield held


def _cut(run: str, held: str) -> list[str]:
    """The pieces of a run of letters, of digits, or of a sign, the first with the text `held` before it."""
    if not run[0].isalnum() or len(run) <= _MOST:
        return [held + run]
    if not run[0].isalpha():
        return [held + run[:_MOST], *(run[at : at + _MOST] for at in range(_MOST, len(run), _MOST))]
    parts, start = [], 0
    for place in (*_before_syllables(run), len(run)):
        while place - start > _MOST:
            end = start + min(_MOST, place - start - _LEAST)
            parts.append(run[start:end])
            start = end
        parts.append(run[start:place])
        start = place
    parts[0] = held + parts[0]
    return [*(piece + SOFT_HYPHEN for piece in parts[:-1]), parts[-1]]


def _before_syllables(run: str) -> list[int]:
    """Places before a consonant (sch, ch, th count as one) that a vowel follows."""
    bare = "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] for letter in run)
    return [
        unit.start()
        for unit, after in pairwise(_AS_ONE.finditer(bare))
        if unit[0][0] not in _VOWELS and after[0][0] in _VOWELS and _LEAST <= unit.start() <= len(run) - _LEAST
    ]


def _between_clusters(word: str) -> Iterator[str]:
    """Each cluster, with the signs after it with which no line begins and those before it with which none ends."""
    held = ""
    for start, end in clusters(word):
        kind = unicodedata.category(word[start])
        stays = kind in ("Pe", "Pf", "Po") or word[start] in _NOT_FIRST
        if held and not stays and unicodedata.category(held[-1]) not in ("Ps", "Pi"):
            yield held
            held = ""
        held += word[start:end]
    if held:
        yield held
