"""All clients' words looked for at once, by Aho-Corasick."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import ahocorasick

from immerse.leaks.folding import Folded, letters_in, readings
from immerse.leaks.words import BOUNDED_BELOW, PHRASE, Kind, Manner, Word

_GRAM = 4
_STEP = PHRASE - _GRAM + 1
"""Of a longer text every fifth group of four words is looked for: any eight words in a row hold one of these."""
_REPEATED = 8
"""Groups of the same four words in one text that are looked for; more of them only take time."""
_PHONE_RUN = re.compile(r"\d(?:[\s().\-/\u2010-\u2014]{0,3}\d){6,}")
_BINARY_FROM = 6
"""In bytes that only may be text, a shorter word would be found by chance."""


class Hit(NamedTuple):
    """A word in a text."""

    word: Word
    disguise: str
    """`look-alike letters`, `backwards`; empty where it stands there plainly."""
    said: str
    """What the text says of it, as texts are compared: of a longer one the words that it has in common."""
    start: int
    """Where that begins, counted in the letters and digits of the text."""


class Searcher:
    """Looks for many words in one pass over a text."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        patterns: dict[str, list[tuple[Word, int]]] = {}
        for word in words:
            for pattern, offset in _patterns(word):
                patterns.setdefault(pattern, []).append((word, offset))
        for pattern, owners in patterns.items():
            self._automaton.add_word(pattern, (len(pattern), owners))
        self._is_empty = not patterns
        if patterns:
            self._automaton.make_automaton()

    def hits(self, text: str, *, prose: bool = True, everyday: bool = True) -> Iterator[Hit]:
        """Each place in which a text says a word, the plainest first. `prose` is false for bytes that only may be
        text; without `everyday`, words that are compared as written are passed over."""
        if self._is_empty:
            return
        met: set[tuple[Word, int]] = set()
        for disguise, folded in readings(text):
            backwards = disguise == "backwards"
            for end, (length, owners) in self._automaton.iter(folded.key):
                for word, offset in owners:
                    if word.manner is Manner.EVERYDAY and not everyday:
                        continue
                    if not word.is_spelt_freely:
                        if prose and not disguise and (word, -1) not in met:
                            met.add((word, -1))
                            yield from _as_written(word, text)
                        continue
                    begin = end + 1 - length - offset
                    if word.kind is Kind.TEXT:
                        span = _phrase(word, folded.key, begin, offset, offset + length)
                    else:
                        span = _span(word, folded, begin, text, prose, backwards)
                    if span is None:
                        continue
                    at = len(folded.key) - span[1] if backwards else span[0]
                    if (word, at) not in met:
                        met.add((word, at))
                        yield Hit(word, disguise, folded.key[span[0] : span[1]], at)


def _as_written(word: Word, text: str) -> Iterator[Hit]:
    position = letters = 0
    for found in word.alone.finditer(text):
        letters += letters_in(text[position : found.start()])
        position = found.start()
        yield Hit(word, "", word.key, letters)


def _patterns(word: Word) -> Iterator[tuple[str, int]]:
    """What is looked for so that a word is found, each with its place in it."""
    if word.kind is not Kind.TEXT:
        if word.key:
            yield word.key, 0
        return
    starts = word.starts
    met: Counter[str] = Counter()
    for first in range(0, len(starts) - _GRAM, _STEP):
        group = word.key[starts[first] : starts[first + _GRAM]]
        met[group] += 1
        if met[group] <= _REPEATED:
            yield group, starts[first]


def _span(word: Word, folded: Folded, start: int, text: str, prose: bool, backwards: bool) -> tuple[int, int] | None:
    """Where a text that holds what was looked for really says the word; None where it does not."""
    end = start + len(word.key)
    if word.kind is Kind.NUMBER:
        said = prose and not backwards and _calls(text, word.national)
    else:
        said = _says(word, folded, start, end, prose) and not (backwards and word.weight < BOUNDED_BELOW)
    return (start, end) if said else None


def _calls(text: str, number: str) -> bool:
    """Whether a text says a telephone number: a short one only at the end of a run."""
    runs = [re.sub(r"\D", "", run) for run in _PHONE_RUN.findall(text)]
    if len(number) >= 9:
        return any(number in run for run in runs)
    return any(run.endswith(number) and len(run) <= 15 for run in runs)


def _says(word: Word, folded: Folded, start: int, end: int, prose: bool) -> bool:
    """Whether a text says a word where it has all its letters.

    A long word may be part of a longer one; where it stands alone, its own parts may be written as one, or its letters
    stand one by one or two by two. A short word stands alone, letter by letter the same.
    """
    inner, own = folded.inner(start, end), word.starts[1:-1]
    if word.weight >= BOUNDED_BELOW:
        if inner == own:
            return True
        return prose and folded.parts(start, end) and (set(inner) <= set(own) or _is_spaced(inner, end - start, 2))
    if not prose and word.weight < _BINARY_FROM:
        return False
    as_parted = inner == own or _is_spaced(inner, end - start, 1)
    return as_parted and folded.parts(start, end) and folded.plain[start:end] == word.plain


def _is_spaced(inner: tuple[int, ...], length: int, most: int) -> bool:
    """Whether every token is of so many letters at most."""
    return all(next - place <= most for place, next in pairwise((0, *inner, length)))


def _phrase(word: Word, key: str, begin: int, low: int, high: int) -> tuple[int, int] | None:
    """The words in a row that a text has in common with a longer one, around those that were found (from `low` to
    `high` in the longer one, which would begin at `begin`); None for fewer than eight."""
    whole = word.key
    while low > 0 and begin + low > 0 and whole[low - 1] == key[begin + low - 1]:
        low -= 1
    while high < len(whole) and begin + high < len(key) and whole[high] == key[begin + high]:
        high += 1
    within = [place for place in word.starts if low <= place <= high]
    return (begin + within[0], begin + within[-1]) if len(within) > PHRASE else None
