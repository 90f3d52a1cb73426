"""The words of a client as plain rows, which are read quickly; each becomes a word when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, overload

from immerse.leaks.holdings import Holdings
from immerse.leaks.words import Word
from immerse.problems import Location

_PLACE = "place"
_FIELDS = tuple(field.name for field in fields(Word) if field.name != _PLACE)


class PackedWords(Sequence[Word]):
    """Words as rows; equal to the tuple of the words."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._rows: list[tuple[Any, ...]] = [
            (*(getattr(word, name) for name in _FIELDS), *tuple(word.place)) for word in words
        ]
        self._words: dict[int, Word] = {}

    def __getstate__(self) -> list[tuple[Any, ...]]:
        return self._rows

    def __setstate__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._words = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> Word: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, number: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        if number not in self._words:
            self._words[number] = _word(self._rows[number])
        return self._words[number]


def _word(row: tuple[Any, ...]) -> Word:
    """The word of a row, without being taken apart anew."""
    word = object.__new__(Word)
    width = len(_FIELDS)
    vars(word).update(zip(_FIELDS, row[:width], strict=True), place=Location(*row[width:]))
    return word


def packed(holdings: Holdings) -> Holdings:
    """The holdings with their words as rows."""
    return replace(holdings, words=PackedWords(holdings.words))
