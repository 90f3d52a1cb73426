"""Many texts, and a quick answer to which of many words they say.

A site says nearly none of the words. So all its texts are asked at once first, in a way that may say yes too often and
never says no wrongly: a word of several tokens is said only where its tokens follow each other. The few words that
are left are looked for text by text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, pairwise, product

from immerse.output.leak_words import BINARY_FROM, BOUNDED_BELOW, SHORTEST_PHONE, Word, fold_lines

_MANY = 500
"""Pairs of tokens, one of which a text would have to hold, that are too many to be worth asking for."""
_PHONE_RUN = re.compile(r"\d(?:[\s().\-/\u2010-\u2014]{0,3}\d){6,}")
_NO_DIGITS = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isdigit())

Pair = tuple[str, str]


class _Text:
    """One text as the scan compares it: folded lines, and its long runs of digits."""

    def __init__(self, text: str) -> None:
        self.lines = fold_lines(text)
        self.digits = text.encode("ascii", "ignore").translate(None, _NO_DIGITS)
        """All digits of the text in a row. A phone number that is not in it is not in the text."""
        self._text = text

    @cached_property
    def folded(self) -> str:
        """Its tokens, one blank between them and at both ends."""
        return f" {' '.join(self.lines)} "

    @cached_property
    def phones(self) -> frozenset[str]:
        """Runs of digits as long as a phone number, whatever stands between their digits."""
        return frozenset(re.sub(r"\D", "", run) for run in _PHONE_RUN.findall(self._text))

    def says(self, word: Word) -> bool:
        """Whether the text says a word."""
        return (f" {word.key} " if word.weight < BOUNDED_BELOW else word.key) in self.folded

    def calls(self, number: str) -> bool:
        """Whether the text says a telephone number.

        The last nine digits decide, because a country code may be written or not; a short number must end a run.
        """
        if len(number) >= 9:
            return any(number[-9:] in run for run in self.phones)
        return any(run.endswith(number) and len(run) <= 15 for run in self.phones)


class Corpus:
    """Texts of one kind. `prose` is false for bytes that only may be text, where a short match means nothing."""

    def __init__(self, prose: bool = True) -> None:
        self._prose = prose
        self._texts: dict[int, _Text] = {}

    def add(self, place: int, text: str) -> None:
        """Take in a text; `place` is its number in the answers."""
        self._texts[place] = _Text(text)

    def saying(self, words: Iterable[Word]) -> Iterator[tuple[int, Word]]:
        """Each of the words with the place of each text that says it."""
        phones = [word for word in words if word.is_phone and self._prose]
        others = [word for word in words if not word.is_phone and (self._prose or word.weight >= BINARY_FROM)]
        for word in self._likely(others):
            yield from ((place, word) for place, text in self._texts.items() if text.says(word))
        digits = b"\n".join(text.digits for text in self._texts.values())
        for word in phones:
            if not word.key.isascii() or word.key[-SHORTEST_PHONE:].encode() in digits:
                yield from ((place, word) for place, text in self._texts.items() if text.calls(word.key))

    def _likely(self, words: list[Word]) -> list[Word]:
        lines = dict.fromkeys(chain.from_iterable(text.lines for text in self._texts.values()))
        tokens = " ".join(lines).split(" ")
        vocabulary = _Vocabulary(tokens)
        steps = {word: vocabulary.steps(word) for word in words if vocabulary.may_hold(word)}
        wanted = {pair for choices in steps.values() for choice in choices for pair in choice}
        met = wanted.intersection(pairwise(tokens))
        met |= wanted.intersection(self._across_lines(lines, wanted))
        return [word for word, choices in steps.items() if not any(met.isdisjoint(choice) for choice in choices)]

    def _across_lines(self, lines: Iterable[str], wanted: set[Pair]) -> Iterator[Pair]:
        """The last token of a line with the first of the next, where both are wanted."""
        lefts, rights = {left for left, _ in wanted}, {right for _, right in wanted}
        ends = {line: token for line in lines if (token := line[line.rfind(" ") + 1 :]) in lefts}
        starts = {line: token for line in lines if (token := line.partition(" ")[0]) in rights}
        for text in self._texts.values():
            yield from ((ends[one], starts[two]) for one, two in pairwise(text.lines) if one in ends and two in starts)


class _Vocabulary:
    """The tokens of many texts: few, and the quick answer for most words."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._tokens = frozenset(tokens)
        self._joined = "\n".join(self._tokens)

    def may_hold(self, word: Word) -> bool:
        """Whether every token of a word is there, the first and the last perhaps inside a longer one."""
        first, *inner = word.tokens[:-1] or ("",)
        ends = {first, word.tokens[-1]}
        return self._tokens.issuperset(inner) and all(end in self._tokens or end in self._joined for end in ends)

    def steps(self, word: Word) -> list[set[Pair]]:
        """For each two neighbours in a word, the pairs of tokens one of which a text must hold to say it."""
        tokens = word.tokens
        if len(tokens) < 2:
            return []
        inner = [[token] for token in tokens[1:-1]]
        choices = zip([self._ending(tokens[0]), *inner], [*inner, self._beginning(tokens[-1])], strict=True)
        return [set(product(left, right)) for left, right in choices if len(left) * len(right) <= _MANY]

    @cached_property
    def _forwards(self) -> list[str]:
        return sorted(self._tokens)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(token[::-1] for token in self._tokens)

    def _beginning(self, start: str) -> list[str]:
        return _range(self._forwards, start)

    def _ending(self, end: str) -> list[str]:
        return [token[::-1] for token in _range(self._backwards, end[::-1])]


def _range(words: list[str], start: str) -> list[str]:
    """Those of sorted words that begin so."""
    low = high = bisect_left(words, start)
    while high < len(words) and words[high].startswith(start):
        high += 1
    return words[low:high]
