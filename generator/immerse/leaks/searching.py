"""All clients' words looked for at once, by Aho-Corasick."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
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
_BEGINNING = 12
"""Letters of such a group that are looked for; where they stand the rest is compared, which is seldom. It keeps the
automaton small."""
_FIRST = re.compile(r".[^\W_]*", re.DOTALL)
"""What a word begins with."""
_PHONE_RUN = re.compile(r"\d(?:[\s().\-/\u2010-\u2014]{0,3}\d){6,}")
_BINARY_FROM = 6
"""In bytes that only may be text, a shorter word would be found by chance."""

_Part = tuple[Word, int, str]
"""A word, the number of its token at which what is looked for begins, and the letters that have to stand there."""


class Hit(NamedTuple):
    """A word in a text."""

    word: Word
    disguise: str
    """`look-alike letters`, `backwards`; empty where it stands there plainly."""
    said: str
    """What the text says of it, as texts are compared: of a longer one the words that it has in common."""
    start: int
    """Where that begins, counted in the letters and digits of the text."""


class _Pattern:
    """Letters that are looked for, and the words that may stand where they are found."""

    __slots__ = ("ahead", "back", "length", "sole")

    def __init__(self, length: int, client: str) -> None:
        self.length = length
        self.sole: str | None = client
        """The client whose words all of these are; None for several."""
        self.ahead: list[_Part] = []
        self.back: list[_Part] = []
        """Words that may stand there backwards."""


def _pattern(patterns: dict[str, _Pattern], letters: str, word: Word) -> _Pattern:
    """The pattern of these letters, for one more word."""
    found = patterns.get(letters)
    if found is None:
        found = patterns[letters] = _Pattern(len(letters), word.client)
    elif found.sole != word.client:
        found.sole = None
    return found


class Searcher:
    """Looks for many words in one pass over a text, in which they may stand backwards too."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        patterns: dict[str, _Pattern] = {}
        for word in words:
            longest = _BEGINNING if word.kind is Kind.TEXT else len(word.key)
            is_found_backwards = _is_found_backwards(word)
            for group, part in _groups(word):
                _pattern(patterns, group[:longest], word).ahead.append((word, part, group))
                if is_found_backwards:
                    _pattern(patterns, group[::-1][:longest], word).back.append((word, part, group))
        for pattern in sorted(patterns):
            self._automaton.add_word(pattern, patterns[pattern])
        self._is_empty = not patterns
        if patterns:
            self._automaton.make_automaton()

    def hits(
        self, text: str, *, prose: bool = True, everyday: bool = True, but: str = "", wrapped: bool = False
    ) -> Iterator[Hit]:
        """Each place in which a text says a word, the plainest first.

        Args:
            text: What is searched.
            prose: Whether it is text, and not bytes that only may be text.
            everyday: Whether words that are everyday words are looked for.
            but: The client whose words are passed over.
            wrapped: Whether lines may be broken anywhere, also within a telephone number.
        """
        if self._is_empty:
            return
        found = _Found(text, prose, everyday, but, wrapped)
        plain, turned = None, []
        for disguise, folded in readings(text):
            for end, pattern in self._automaton.iter(folded.key):
                if pattern.sole == but:
                    continue
                if pattern.back and not disguise:
                    turned.append((end + 1 - pattern.length, pattern.back))
                if pattern.ahead:
                    yield from found.at(folded, end + 1 - pattern.length, pattern.ahead, disguise)
            plain = plain or folded
        for end, back in turned:
            others = [one for one in back if one[0].client != but]
            if plain and others:
                yield from found.at(plain.backwards, len(plain.key) - end, others, "backwards")


class _Found:
    """What was found of many words in one text."""

    def __init__(self, text: str, prose: bool, everyday: bool, but: str, wrapped: bool) -> None:
        self._text = text
        self._prose = prose
        self._everyday = everyday
        self._but = but
        self._wrapped = wrapped
        self._met: set[tuple[Word, int]] = set()

    def at(self, folded: Folded, place: int, parts: Iterable[_Part], disguise: str) -> Iterator[Hit]:
        """The words that a text says of which a part begins at a place, or ends there where it stands backwards."""
        backwards = disguise == "backwards"
        for word, part, group in parts:
            begin = place - len(group) if backwards else place
            if begin < 0 or not folded.key.startswith(group, begin):
                continue
            if word.client == self._but or (word.manner is Manner.EVERYDAY and not self._everyday):
                continue
            if not word.is_spelt_freely:
                if self._prose and not disguise and (word, -1) not in self._met:
                    self._met.add((word, -1))
                    yield from self._as_written(word)
                continue
            span = _phrase(word, folded.key, begin, part) if word.kind is Kind.TEXT else self._span(word, folded, begin)
            if span is None:
                continue
            at = len(folded.key) - span[1] if backwards else span[0]
            if (word, at) not in self._met:
                self._met.add((word, at))
                yield Hit(word, disguise, folded.key[span[0] : span[1]], at)

    def _span(self, word: Word, folded: Folded, start: int) -> tuple[int, int] | None:
        """Where a text that holds what was looked for really says the word; None where it does not."""
        end = start + len(word.key)
        if word.kind is Kind.NUMBER:
            said = self._prose and (self._wrapped or self._calls(word.national))
        else:
            said = _says(word, folded, start, end, self._prose)
        return (start, end) if said else None

    def _calls(self, number: str) -> bool:
        """Whether the text says a telephone number: a short one only at the end of a run."""
        if len(number) >= 9:
            return any(number in run for run in self._numbers)
        return any(run.endswith(number) and len(run) <= 15 for run in self._numbers)

    @cached_property
    def _numbers(self) -> list[str]:
        return [re.sub(r"\D", "", run) for run in _PHONE_RUN.findall(self._text)]

    def _as_written(self, word: Word) -> Iterator[Hit]:
        """Each place in which the text says a word as it is written."""
        position = letters = 0
        for start in self._begins(_small(_FIRST.findall(word.shown)[0])):
            if word.alone.match(self._text, start):
                letters += letters_in(self._text[position:start])
                position = start
                yield Hit(word, "", word.key, letters)

    def _begins(self, letters: str) -> Iterator[int]:
        """Where the text has some letters, small or not."""
        at = self._low.find(letters)
        while at >= 0:
            yield at
            at = self._low.find(letters, at + 1)

    @cached_property
    def _low(self) -> str:
        return _small(self._text)


def _small(text: str) -> str:
    """The text in small letters, as long as it is."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)


def _is_found_backwards(word: Word) -> bool:
    """Whether a text says a word that it says backwards: no number, and no short word."""
    if word.kind is Kind.TEXT:
        return True
    return word.is_spelt_freely and word.kind is not Kind.NUMBER and word.weight >= BOUNDED_BELOW


def _groups(word: Word) -> Iterator[tuple[str, int]]:
    """What a text says that says a word, each with the number of the token at which it begins."""
    if word.kind is not Kind.TEXT:
        if word.key:
            yield word.key, 0
        return
    starts = word.starts
    firsts = range(0, len(starts) - _GRAM, _STEP)
    met: Counter[str] = Counter()
    for first in firsts:
        group = word.key[starts[first] : starts[first + _GRAM]]
        met[group] += 1
        if met[group] <= _REPEATED:
            yield group, first


def _says(word: Word, folded: Folded, start: int, end: int, prose: bool) -> bool:
    """Whether a text says a word where it has all its letters.

    A long word may be part of a longer one; where it stands alone, its own parts may be written as one, or its letters
    stand one by one or two by two. A short word stands alone, letter by letter the same.
    """
    weight, own = word.weight, word.starts[1:-1]
    if weight < BOUNDED_BELOW and not prose and weight < _BINARY_FROM:
        return False
    inner = folded.inner(start, end)
    if weight >= BOUNDED_BELOW:
        if inner == own:
            return True
        return prose and folded.parts(start, end) and (set(inner) <= set(own) or _is_spaced(inner, end - start, 2))
    as_parted = inner == own or _is_spaced(inner, end - start, 1)
    return as_parted and folded.parts(start, end) and folded.plain[start:end] == word.plain


def _is_spaced(inner: tuple[int, ...], length: int, most: int) -> bool:
    """Whether every token is of so many letters at most."""
    return all(next - place <= most for place, next in pairwise((0, *inner, length)))


def _phrase(word: Word, key: str, begin: int, first: int) -> tuple[int, int] | None:
    """The words in a row that a text has in common with a longer one, around the four from number `first` on, which
    stand at `begin`; None for fewer than eight."""
    whole, starts = word.key, word.starts
    last = first + _GRAM
    end = begin + starts[last] - starts[first]
    while last + 1 < len(starts) and key.startswith(whole[starts[last] : starts[last + 1]], end):
        end += starts[last + 1] - starts[last]
        last += 1
    while first and begin >= (length := starts[first] - starts[first - 1]):
        if not key.startswith(whole[starts[first - 1] : starts[first]], begin - length):
            break
        begin -= length
        first -= 1
    return (begin, end) if last - first >= PHRASE else None
