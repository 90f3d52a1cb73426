"""The words of all clients as the patterns of one Aho-Corasick automaton; they are made once and stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Self

from ahocorasick_rs import BytesAhoCorasick, Implementation

from immerse.leaks.folded_text import backwards
from immerse.leaks.owned_word import BOUNDED_BELOW, OwnedWord
from immerse.model.bounds import PHRASE
from immerse.model.identifying import WordKind

GRAM = 4
_STEP = PHRASE - GRAM + 1
"""Every fifth group of four words of a longer text is a pattern: any eight words in a row contain one."""
_REPEATED = 8
"""Equal groups of one text that are looked for; more of them only take time."""
_BEGINNING = 12
"""Bytes of such a group in the automaton, which stays small; at each match the rest is compared."""

PatternPart = tuple[str, int, int, bytes, bytes]
"""A client, the number of one of its words, the number of the token at which the pattern begins, and in a longer text
the tokens before and after the pattern: a match with neither of them is too short to count."""
PatternGroup = tuple[bytes, tuple[PatternPart, ...]]
"""The whole key that has to match, and the words that it is part of."""
_Parts = dict[bytes, list[PatternPart]]


Pattern = tuple[int, str | None, tuple[PatternGroup, ...], tuple[PatternGroup, ...]]
"""Its length, the client whose words all of these are (None for several), the words that may be at a match, and those
that may be there backwards. Tens of thousands of them are stored, and plain tuples are read in a fourth of the time."""
OwnPatterns = dict[bytes, Pattern]
"""The patterns of one client, by their keys."""


@dataclass(frozen=True)
class Patterns:
    """The patterns, in the order of their numbers in the automaton."""

    keys: tuple[bytes, ...]
    patterns: tuple[Pattern, ...]

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return type(self), (self.keys, self.patterns)

    @classmethod
    def of(cls, clients: Iterable[OwnPatterns]) -> Self:
        """The patterns of several clients."""
        found: OwnPatterns = {}
        for own in clients:
            shared = {key: _joined(found[key], own[key]) for key in found.keys() & own.keys()}
            found |= own
            found |= shared
        keys = tuple(sorted(found))
        return cls(keys, tuple(found[key] for key in keys))

    def in_key(self, key: bytes, but: str) -> list[tuple[int, Pattern]]:
        """(its end, the pattern) of each match in the key of a text, except those of only the client `but`."""
        patterns = self.patterns
        return [
            (end, patterns[number])
            for number, _, end in self._automaton.find_matches_as_indexes(key, overlapping=True)
            if patterns[number][1] != but
        ]

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        """The implementation that searches fastest; to build it takes less time than to unpickle one."""
        return BytesAhoCorasick(self.keys, implementation=Implementation.ContiguousNFA)


def patterns_of(client: str, words: Iterable[OwnedWord]) -> OwnPatterns:
    """The patterns of a client's words; a word is identified by its client and its number among these."""
    ahead: dict[bytes, _Parts] = {}
    back: dict[bytes, _Parts] = {}
    for number, word in enumerate(words):
        longest = _BEGINNING if word.kind is WordKind.TEXT else len(word.key)
        is_found_backwards = _is_found_backwards(word)
        for group, token in _groups(word):
            part = client, number, token, *_neighbouring_tokens(word, token)
            ahead.setdefault(group[:longest], {}).setdefault(group, []).append(part)
            if is_found_backwards:
                back.setdefault(backwards(group)[:longest], {}).setdefault(group, []).append(part)
    keys = {*ahead, *back}
    return {key: (len(key), client, _grouped(ahead.get(key, {})), _grouped(back.get(key, {}))) for key in keys}


def _grouped(parts: Mapping[bytes, Iterable[PatternPart]]) -> tuple[PatternGroup, ...]:
    return tuple((group, tuple(own)) for group, own in parts.items())


def _joined(one: Pattern, other: Pattern) -> Pattern:
    """The same pattern of several clients."""
    return one[0], None, _together(one[2], other[2]), _together(one[3], other[3])


def _together(*several: tuple[PatternGroup, ...]) -> tuple[PatternGroup, ...]:
    parts: _Parts = {}
    for group, own in chain(*several):
        parts.setdefault(group, []).extend(own)
    return _grouped(parts)


def _is_found_backwards(word: OwnedWord) -> bool:
    """Whether a word is also matched backwards: numbers and short words are not."""
    if word.kind is WordKind.TEXT:
        return True
    return word.is_spelt_freely and word.kind is not WordKind.NUMBER and len(word.key) >= BOUNDED_BELOW


def _neighbouring_tokens(word: OwnedWord, token: int) -> tuple[bytes, bytes]:
    """The tokens before and after a group of a longer text; empty if there is none, and for any other word."""
    if word.kind is not WordKind.TEXT:
        return b"", b""
    key, starts, behind = word.key, word.starts, token + GRAM
    before = key[starts[token - 1] : starts[token]] if token else b""
    return before, key[starts[behind] : starts[behind + 1]] if behind + 1 < len(starts) else b""


def _groups(word: OwnedWord) -> Iterator[tuple[bytes, int]]:
    """(key, number of its first token) of each part of a word that is a pattern."""
    if word.kind is not WordKind.TEXT:
        if word.key:
            yield word.key, 0
        return
    starts = word.starts
    met: Counter[bytes] = Counter()
    for first in range(0, len(starts) - GRAM, _STEP):
        group = word.key[starts[first] : starts[first + GRAM]]
        met[group] += 1
        if met[group] <= _REPEATED:
            yield group, first
