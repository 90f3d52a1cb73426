"""Searches a text for the words of all clients at once, by Aho-Corasick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, starmap
from typing import NamedTuple

from immerse.leaks.folded_text import Folded, letter_count, letters_in, readings
from immerse.leaks.owned_word import BETWEEN_DIGITS, BOUNDED_BELOW, OwnedWord, WordMatching
from immerse.leaks.patterns import GRAM, PatternGroup, Patterns, patterns_of
from immerse.model.bounds import PHRASE
from immerse.model.identifying import WordKind

_FIRST = re.compile(r".[^\W_]*", re.DOTALL)
"""The beginning of a word: its first letters, or one other character."""
PHONE_RUN = re.compile(rf"\d(?:{BETWEEN_DIGITS}\d){{6,}}")
_WHOLE_RUN = 9
"""The number of digits from which a number may be anywhere in a run of digits."""
_LONGEST_RUN = 15
"""The most digits of a telephone number with a country code."""
_BINARY_FROM = 6
"""Bytes below which a word would be found by chance in data that may not be text."""


class Hit(NamedTuple):
    """A word in a text."""

    word: OwnedWord
    disguise: str
    """`look-alike letters`, `backwards`; empty for none."""
    matched: bytes
    """The matched part of the key of the text: of a longer word the words in common."""
    start: int
    """Position in the key of the text at which it begins."""


class Searcher:
    """Searches for many words in one pass over a text, in which they may also stand backwards."""

    def __init__(self, patterns: Patterns, word: Callable[[str, int], OwnedWord]) -> None:
        """`word` returns the word of a client by its number; it is called for matches only."""
        self._patterns = patterns
        self._word = word

    @classmethod
    def of(cls, words: Iterable[OwnedWord]) -> Searcher:
        """A searcher for words that are all in memory."""
        known: dict[str, list[OwnedWord]] = {}
        for word in words:
            known.setdefault(word.client, []).append(word)
        return cls(Patterns.of(starmap(patterns_of, known.items())), lambda client, number: known[client][number])

    def hits(
        self, text: str, *, prose: bool = True, everyday: bool = True, but: str = "", wrapped: bool = False
    ) -> list[Hit]:
        """Every match of a word in a text, the plainest first.

        Args:
            text: The text to search.
            prose: Whether it is certainly text, and not other bytes decoded as text.
            everyday: Whether everyday words are looked for.
            but: The client whose words are skipped.
            wrapped: Whether lines may be broken anywhere, also within a telephone number.
        """
        search = _Search(text, prose, everyday, but, wrapped, self._word)
        turned = []
        first, *disguised = readings(text)
        for disguise, folded in (first, *disguised):
            for end, (length, _, ahead, back) in self._patterns.in_key(folded.key, but):
                if back and not disguise:
                    turned.append((end - length, back))
                if ahead:
                    search.at(folded, end - length, ahead, disguise)
        for start, back in turned:
            search.at(first[1].backwards, len(first[1].key) - start, back, "backwards")
        return search.hits


@dataclass
class _Search:
    """One search of one text; the arguments are those of `Searcher.hits`."""

    text: str
    prose: bool
    everyday: bool
    but: str
    wrapped: bool
    word: Callable[[str, int], OwnedWord]
    hits: list[Hit] = field(default_factory=list)
    _met: set[tuple[str, int, int]] = field(default_factory=set)

    def at(self, folded: Folded, position: int, groups: Iterable[PatternGroup], disguise: str) -> None:
        """Add the hits of which a group begins at a position, or ends there in a text that is read backwards."""
        key = folded.key
        for group, parts in groups:
            begin = position - len(group) if disguise == "backwards" else position
            if begin < 0 or not key.startswith(group, begin):
                continue
            end = begin + len(group)
            for client, number, token, before, behind in parts:
                is_beside = (behind and key.startswith(behind, end)) or (before and key.endswith(before, 0, begin))
                if client != self.but and (is_beside or not (before or behind)):
                    self._note(client, number, token, folded, begin, disguise)

    def _note(self, client: str, number: int, token: int, folded: Folded, begin: int, disguise: str) -> None:
        """Add a hit of a word of which a group begins at a position, if the rest of the word matches."""
        word = self.word(client, number)
        if word.matching is WordMatching.EVERYDAY and not self.everyday:
            return
        if not word.is_spelt_freely:
            if self.prose and not disguise and (client, number, -1) not in self._met:
                self._met.add((client, number, -1))
                self.hits += self._as_written(word)
            return
        span = (
            _phrase(word, folded.key, begin, token) if word.kind is WordKind.TEXT else self._span(word, folded, begin)
        )
        if span is None:
            return
        at = len(folded.key) - span[1] if disguise == "backwards" else span[0]
        if (client, number, at) not in self._met:
            self._met.add((client, number, at))
            self.hits.append(Hit(word, disguise, folded.key[span[0] : span[1]], at))

    def _span(self, word: OwnedWord, folded: Folded, start: int) -> tuple[int, int] | None:
        """The span of a word whose key matches at `start`; None if the text does not say the word."""
        end = start + len(word.key)
        if word.kind is WordKind.NUMBER:
            is_match = self.prose and (self.wrapped or self._calls(word))
        else:
            is_match = _matches(word, folded, start, end, self.prose)
        return (start, end) if is_match else None

    def _calls(self, word: OwnedWord) -> bool:
        """Whether the text contains a telephone number: a short one only at the end of a run of digits."""
        if len(word.national) >= _WHOLE_RUN:
            return word.dialled.search(self.text) is not None
        return any(self._ends_run(match.span()) for match in word.dialled_last.finditer(self.text))

    def _ends_run(self, number: tuple[int, int]) -> bool:
        """Whether the run of digits that ends with this number is not too long; at most three signs part two digits."""
        start, end = number
        *_, run = PHONE_RUN.findall(self.text, max(start - 4 * _LONGEST_RUN, 0), end)
        return len(re.sub(r"\D", "", run)) <= _LONGEST_RUN

    def _as_written(self, word: OwnedWord) -> Iterator[Hit]:
        """Every match of a word as it is written."""
        position = length = 0
        for first in re.finditer(re.escape(_small(_FIRST.findall(word.shown)[0])), self._low):
            if word.whole_word.match(self.text, first.start()):
                length += letters_in(self.text[position : first.start()])
                position = first.start()
                yield Hit(word, "", word.key, length)

    @cached_property
    def _low(self) -> str:
        return _small(self.text)


def _small(text: str) -> str:
    """The text in lower case, with the same length."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _matches(word: OwnedWord, folded: Folded, start: int, end: int, prose: bool) -> bool:
    """Whether a text contains a word at a match of its key.

    A long word may be part of a longer one, though not its last number of a longer number; if it stands alone, its
    parts may be joined, or its letters spaced one by one or two by two. A short word has to stand alone, with exactly
    its letters.
    """
    length, starts = len(word.key), word.starts[1:-1]
    if not prose and length < min(BOUNDED_BELOW, _BINARY_FROM):
        return False
    inner = folded.inner_starts(start, end)
    if length >= BOUNDED_BELOW:
        if inner == starts:
            cuts_a_number = word.exact_key[-1:].isdigit() and folded.exact_key[end : end + 1].isdigit()
            return not cuts_a_number or folded.is_bounded(start, end)
        return (
            prose
            and folded.is_bounded(start, end)
            and (set(inner) <= set(starts) or _is_spaced(folded.key[start:end], inner, 2))
        )
    as_parted = inner == starts or _is_spaced(folded.key[start:end], inner, 1)
    return as_parted and folded.is_bounded(start, end) and folded.exact_key[start:end] == word.exact_key


def _is_spaced(key: bytes, inner: tuple[int, ...], most: int) -> bool:
    """Whether every token has at most so many letters."""
    return all(letter_count(key[start:end]) <= most for start, end in pairwise((0, *inner, len(key))))


def _phrase(word: OwnedWord, key: bytes, begin: int, first: int) -> tuple[int, int] | None:
    """The span of the words in a row that a text has in common with a longer one, around the four from number `first`
    on, which begin at `begin`; None for fewer than eight."""
    whole, starts = word.key, word.starts
    last = first + GRAM
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
