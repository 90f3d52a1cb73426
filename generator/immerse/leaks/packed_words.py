"""The words of a client as plain tuples, which unpickle quickly; each becomes an `OwnedWord` on first access."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, overload

from immerse.leaks.owned_word import OwnedWord
from immerse.leaks.owned_words import OwnedWords
from immerse.problems import Location

_PLACE = "place"
_FIELDS = tuple(field.name for field in fields(OwnedWord) if field.name != _PLACE)


class PackedWords(Sequence[OwnedWord]):
    """A sequence of words that are kept as tuples."""

    def __init__(self, words: Iterable[OwnedWord]) -> None:
        self._rows: list[tuple[Any, ...]] = [
            (*(getattr(word, name) for name in _FIELDS), *tuple(word.place)) for word in words
        ]
        self._words: dict[int, OwnedWord] = {}

    def __getstate__(self) -> list[tuple[Any, ...]]:
        return self._rows

    def __setstate__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._words = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> OwnedWord: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[OwnedWord, ...]: ...

    def __getitem__(self, number: int | slice) -> OwnedWord | tuple[OwnedWord, ...]:
        if isinstance(number, slice):
            return tuple(self[index] for index in range(*number.indices(len(self))))
        if number not in self._words:
            self._words[number] = _word(self._rows[number])
        return self._words[number]


def _word(row: tuple[Any, ...]) -> OwnedWord:
    """The word of a row, without folding it again."""
    word = object.__new__(OwnedWord)
    width = len(_FIELDS)
    vars(word).update(zip(_FIELDS, row[:width], strict=True), place=Location(*row[width:]))
    return word


def packed(owned: OwnedWords) -> OwnedWords:
    """The same with the words as rows."""
    return replace(owned, words=PackedWords(owned.words))
