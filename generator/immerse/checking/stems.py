"""The beginnings of words that rules look for, found for all rules in one pass over a text, by Aho-Corasick."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from immerse.model.owned_text import OwnedText


class Stems:
    """The stems of all wordings."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._automaton: AhoCorasick | None = None

    def add(self, stems: Iterable[str]) -> None:
        """Look for these stems too, also in texts that were searched before."""
        self._known.update(stems)
        self._automaton = None

    def found_in(self, owned: OwnedText) -> frozenset[str]:
        """The stems that a text has; looked for once and kept with it."""
        if self._automaton is None:
            self._automaton = AhoCorasick(sorted(self._known))
        if owned.stems is None or owned.stems[0] is not self._automaton:
            found_here = self._automaton.find_matches_as_strings(owned.low, overlapping=True)
            owned.stems = self._automaton, frozenset(found_here)
        found: frozenset[str] = owned.stems[1]
        return found
