"""The beginnings of words that rules look for, found for all rules in one pass over a text, by Aho-Corasick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ahocorasick

from immerse.model.owned_text import OwnedText


class Stems:
    """The stems of all wordings."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._automaton: Any = None

    def add(self, stems: Iterable[str]) -> None:
        """Look for these stems too, also in texts that were searched before."""
        self._known.update(stems)
        self._automaton = None

    def found_in(self, owned: OwnedText) -> frozenset[str]:
        """The stems that a text has; looked for once and kept with it."""
        if self._automaton is None:
            self._automaton = ahocorasick.Automaton()
            for stem in sorted(self._known):
                self._automaton.add_word(stem, stem)
            self._automaton.make_automaton()
        if owned.stems is None or owned.stems[0] is not self._automaton:
            owned.stems = self._automaton, frozenset(stem for _, stem in self._automaton.iter(owned.low))
        found: frozenset[str] = owned.stems[1]
        return found
