"""The words of all clients as the patterns of one Aho-Corasick automaton; they are made once and stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

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
_BEGINNING = 16
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


@dataclass(frozen=True)
class Patterns:
    """The patterns, in the order of their numbers in the automaton."""

    keys: tuple[bytes, ...]
    patterns: tuple[Pattern, ...]

    def __reduce__(self) -> tuple[type[Patterns], tuple[object, ...]]:
        return Patterns, (self.keys, self.patterns)

    @classmethod
    def of(cls, words: Iterable[tuple[str, Iterable[OwnedWord]]]) -> Patterns:
        """The patterns of (client, its words); a word is identified by its client and its number among these."""
        ahead: dict[bytes, _Parts] = {}
        back: dict[bytes, _Parts] = {}
        for client, words_of_client in words:
            for number, word in enumerate(words_of_client):
                _add(ahead, back, client, number, word)
        keys = tuple(sorted({*ahead, *back}))
        return cls(keys, tuple(_pattern(key, ahead.get(key, {}), back.get(key, {})) for key in keys))

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


def _add(ahead: dict[bytes, _Parts], back: dict[bytes, _Parts], client: str, number: int, word: OwnedWord) -> None:
    longest = _BEGINNING if word.kind is WordKind.TEXT else len(word.key)
    is_found_backwards = _is_found_backwards(word)
    for group, token in _groups(word):
        part = client, number, token, *_neighbouring_tokens(word, token)
        ahead.setdefault(group[:longest], {}).setdefault(group, []).append(part)
        if is_found_backwards:
            back.setdefault(backwards(group)[:longest], {}).setdefault(group, []).append(part)


def _pattern(key: bytes, ahead: _Parts, back: _Parts) -> Pattern:
    clients = {part[0] for parts in (*ahead.values(), *back.values()) for part in parts}
    sole = clients.pop() if len(clients) == 1 else None
    groups = [tuple((group, tuple(parts)) for group, parts in matches.items()) for matches in (ahead, back)]
    return len(key), sole, groups[0], groups[1]


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
