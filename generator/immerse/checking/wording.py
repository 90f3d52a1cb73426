"""Searches for words that a text states, not words that it quotes, denies or forbids.

A match is never more than a warning, and the warning shows it. Quotations, block quotes, code, phrases in emphasis,
sentences that deny or forbid, and texts that are not ours (`OwnedText.is_ours`) are exempt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from immerse.model.owned_text import OwnedText
from immerse.model.screening import Screen, add_screen
from immerse.problems import Location

# No pattern contains its own opening mark, so that each character is looked at once.
_QUOTED = re.compile(
    r">(?:(?<=^>)|(?<=^ >)|(?<=^  >)|(?<=^   >)).*$|`[^`]*`|\"[^\"]*\"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»"
    r"|\*(?<![*\w]\*)(?![*\s])[^*]+\*(?!\*)|\{\{[^{}\n]*\}\}|\]\([^()\[\]]*\)",
    re.M,
)
"""Every part begins with a character of its own, so that `re` skips all others in a fourth of the time."""
_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n|\n\s*(?:[-*]|\d+\.)\s|\|")
_BLANK = r"(?:[^\S\n]{1,40}(?:\n[^\S\n]{0,40})?|\n[^\S\n]{0,40})"
"""The space between two words: blanks, and at most one line break, which readers do not see."""
_NO_WORD = "\x00"
"""Separates the words before and after a quotation, so that they do not match as neighbours."""


def words(pattern: str, *, any_case: bool = True) -> re.Pattern[str]:
    """A pattern for words, in which a blank also matches a line break; `any_case` ignores case."""
    return re.compile(_across_lines(pattern), re.I if any_case else 0)


def _across_lines(pattern: str) -> str:
    pieces: list[str] = []
    in_class = escaped = False
    for character in pattern:
        if escaped:
            pieces[-1:] = [_BLANK] if character == " " and not in_class else ["\\" + character]
            escaped = False
            continue
        pieces.append(_BLANK if character == " " and not in_class else character)
        escaped = character == "\\"
        in_class = character == "[" or (in_class and character != "]")
    return "".join(pieces)


class Occurrence(NamedTuple):
    """A match of a wording in a text."""

    owned: OwnedText
    match: re.Match[str]

    @property
    def owner(self) -> str:
        """The id of what the text belongs to."""
        return self.owned.owner

    @property
    def words(self) -> str:
        """The matched words, on one line."""
        return matched_words(self.match)

    @property
    def location(self) -> Location:
        """The location of the match in the source."""
        return self.owned.text.at(self.match.start())


_DENIED = words(
    r"\b(?:no|not|never|nobody|none|nothing|neither|nor|without|cannot|forbid\w*|refus\w+|avoid\w*|instead|rather than|"
    r"against|wrong|mistakes?|stop\w*|unless|remove[sd]?|reject\w*|condemn\w*|hidden)\b|n't\b"
)


class _Stems:
    """The stems of all wordings, found in one pass over a text by Aho-Corasick."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._automaton: AhoCorasick | None = None

    def add(self, stems: Iterable[str]) -> None:
        """Search for these stems as well, even in texts that were searched before."""
        self._known.update(stems)
        self._automaton = None

    def found_in(self, owned: OwnedText) -> frozenset[str]:
        """The stems that a text contains; searched for once and kept with the text."""
        if self._automaton is None:
            self._automaton = AhoCorasick(sorted(self._known))
        if owned.stems is None or owned.stems[0] is not self._automaton:
            found_here = self._automaton.find_matches_as_strings(owned.low, overlapping=True)
            owned.stems = self._automaton, frozenset(found_here)
        stems: frozenset[str] = owned.stems[1]
        return stems


_STEMS = _Stems()
_BY_STEM: dict[str, list[Wording]] = defaultdict(list)


def _screens_of(owned: OwnedText) -> Iterator[str]:
    """The screens of all wordings with stems that catch a text; few texts contain any stem."""
    if owned.is_ours and (stems := _STEMS.found_in(owned)):
        wordings = {wording.screen.name: wording for stem in sorted(stems) for wording in _BY_STEM[stem]}
        yield from (name for name, wording in wordings.items() if wording.is_found_in(owned))


@dataclass(frozen=True)
class Wording:
    """Words to search for. A text without any of the `stems` (written as `low_words` writes words) is skipped; without
    stems, the pattern itself is fast enough."""

    stems: tuple[str, ...]
    written: str
    """The pattern, as `words` takes it."""
    any_case: bool = True
    even_denied: bool = False
    """Whether a sentence that denies the words counts as well."""
    within: tuple[object, ...] = ()
    """The models and marks of fields of which a text has to be inside of at least one; empty for every text."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; most runs need few of them."""
        return words(self.written, any_case=self.any_case)

    @cached_property
    def screen(self) -> Screen:
        """Catches the texts that contain the words."""
        return Screen(repr(self), self.is_found_in, _screens_of if self.stems else None)

    def is_found_in(self, owned: OwnedText) -> bool:
        """Whether a text in such a place states the words."""
        return not (self.within and owned.inside.isdisjoint(self.within)) and any(self.found_in((owned,)))

    def found_in(self, texts: Iterable[OwnedText]) -> Iterator[Occurrence]:
        """Each place where a text of our own states the words."""
        for owned in texts:
            if owned.is_ours and (self.may_be_in(owned) if self.stems else self.pattern.search(owned.text)):
                yield from (Occurrence(owned, match) for match in self.meant_in(owned.text))

    def may_be_in(self, owned: OwnedText) -> bool:
        """Whether a text contains one of the stems."""
        return not _STEMS.found_in(owned).isdisjoint(self.stems)

    def meant_in(self, text: str) -> Iterator[re.Match[str]]:
        """Each match in `text` that is neither quoted nor in a sentence that denies it."""
        plain = unquoted(text, _NO_WORD)
        sentences: _Sentences | None = None
        for match in self.pattern.finditer(plain):
            sentences = sentences or _Sentences(plain)
            if self.even_denied or not sentences.deny(match):
                yield match


class _Sentences:
    """The sentences of a text, and which of them deny or forbid; each is judged once."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        ends = [*_END.finditer(plain)]
        self._starts = [0, *(end.end() for end in ends)]
        self._stops = [*(end.start() for end in ends), len(plain)]
        self._denied: dict[tuple[int, int], bool] = {}

    def deny(self, match: re.Match[str]) -> bool:
        """Whether a sentence of a match denies or forbids."""
        begin = self._starts[bisect_right(self._starts, match.start()) - 1]
        span = begin, self._stops[bisect_left(self._stops, match.end())]
        if span not in self._denied:
            self._denied[span] = bool(_DENIED.search(self._plain, *span))
        return self._denied[span]


def wording(stems: str, pattern: str, *, any_case: bool = True, within: tuple[object, ...] = ()) -> Wording:
    """A wording of stems separated by `|`, and a pattern for `words`; `within` as in `Wording`."""
    made = Wording(tuple(stems.split("|")), pattern, any_case, within=within)
    _STEMS.add(made.stems)
    for stem in made.stems:
        _BY_STEM[stem].append(made)
    add_screen(made.screen)
    return made


@lru_cache(maxsize=4096)
def unquoted(text: str, in_place: str = " ") -> str:
    """The text at its full length, with each quoted, mentioned or computed character replaced."""
    return _QUOTED.sub(lambda match: re.sub(r"\S", in_place, match.group()), text)


def matched_words(match: re.Match[str]) -> str:
    """The matched words, on one line."""
    return " ".join(match.group().split())


def in_english(tag: str) -> bool:
    """Whether a language tag is English, the only language whose words the rules know."""
    return tag.split("-")[0] == "en"
