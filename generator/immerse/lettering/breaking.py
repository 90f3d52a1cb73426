"""Where a word may be broken that is longer than its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from immerse.lettering.clusters import clusters

SOFT_HYPHEN = "\u00ad"
"""Ends a piece behind which a hyphen is written where a line ends."""

_LEAST = 3
"""Letters that stand at least on each side of a hyphen."""
_MOST = 8
"""Letters without a place to break, after which one is made wherever it falls."""

_VOWELS = frozenset("aeiouyæœøıаеиоуыэюяіїєαεηιουω")
_AS_ONE = re.compile("sch|ch|ck|ph|th|sh|qu|zh|.", re.DOTALL)
_RUN = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+|[0-9]+|.", re.DOTALL)
_ADDRESS = re.compile(r"[/@_\\]|\w[.:]\w")
_PART = re.compile(r"[^\W_]+[\W_]*|[\W_]+")
_MOST_OF_ADDRESS = 16
_NOT_FIRST = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々…‥")
"""Small letters and signs that no line begins with in Japanese."""


def pieces(word: str) -> tuple[str, ...]:
    """The parts of a word behind each of which a line may end; in a part that ends with SOFT_HYPHEN with a hyphen.

    In Latin, Greek and Cyrillic letters a hyphen stands before the last consonant that a vowel follows, or between any
    two letters where that leaves too long a piece. In other scripts and in an address, behind its signs, there is none.
    """
    if _ADDRESS.search(word):
        return tuple(_behind_signs(word))
    if word.isascii():
        return tuple(_in_alphabet(word))
    found: list[str] = []
    for piece in _in_alphabet(word) if _has_hyphens(word) else _between_clusters(word):
        if found and unicodedata.category(piece[0])[0] == "M":
            found[-1] = found[-1].removesuffix(SOFT_HYPHEN) + piece
        else:
            found.append(piece)
    return tuple(found)


def _behind_signs(word: str) -> Iterator[str]:
    """The parts of an address, in which a hyphen that is not its own would mislead."""
    for part in _PART.findall(word):
        yield from (part[at : at + _MOST_OF_ADDRESS] for at in range(0, len(part), _MOST_OF_ADDRESS))


def _has_hyphens(word: str) -> bool:
    first = next((one for one in word if one.isalpha()), "")
    return bool(first) and unicodedata.name(first, "").partition(" ")[0] in ("LATIN", "CYRILLIC", "GREEK")


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
    """A run of letters, digits or a sign in pieces, the first with what was held back before it."""
    if not run[0].isalnum() or len(run) <= _MOST:
        return [held + run]
    if not run[0].isalpha():
        return [held + run[:_MOST], *(run[at : at + _MOST] for at in range(_MOST, len(run), _MOST))]
    found, start = [], 0
    for place in (*_before_syllables(run), len(run)):
        while place - start > _MOST:
            end = start + min(_MOST, place - start - _LEAST)
            found.append(run[start:end])
            start = end
        found.append(run[start:place])
        start = place
    found[0] = held + found[0]
    return [*(piece + SOFT_HYPHEN for piece in found[:-1]), found[-1]]


def _before_syllables(run: str) -> list[int]:
    """Places before a consonant (sch, ch, th count as one) that a vowel follows."""
    found = []
    units = [(match.start(), match.group()) for match in _AS_ONE.finditer(_bare(run))]
    for (start, unit), (_, after) in pairwise(units):
        if unit[0] not in _VOWELS and after[0] in _VOWELS and _LEAST <= start <= len(run) - _LEAST:
            found.append(start)
    return found


def _bare(run: str) -> str:
    """The letters without their accents, one for each character."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] for letter in run)


def _between_clusters(word: str) -> Iterator[str]:
    """Every cluster for itself, with the sign behind it that no line begins with and that before it that none ends
    with."""
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
