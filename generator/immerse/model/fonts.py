"""A font file: its path, and the characters that it has."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self


class Letters:
    """A set of characters, kept as ranges: a font for Chinese has 45,000 of them."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1] + 1:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def __contains__(self, character: object) -> bool:
        if not isinstance(character, str):
            return False
        code = ord(character)
        place = bisect_right(self._starts, code) - 1
        return place >= 0 and code <= self._ends[place]

    def __and__(self, other: Self) -> Self:
        return type(self)(_shared(tuple(self.ranges()), tuple(other.ranges())))

    def __or__(self, other: Self) -> Self:
        return type(self)((*self.ranges(), *other.ranges()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Letters) and tuple(self.ranges()) == tuple(other.ranges())

    def __hash__(self) -> int:
        return hash(tuple(self.ranges()))

    def __len__(self) -> int:
        return sum(end - start + 1 for start, end in self.ranges())

    def ranges(self) -> Iterator[tuple[int, int]]:
        """First and last code point of each range, in order."""
        return zip(self._starts, self._ends, strict=True)


def _shared(first: tuple[tuple[int, int], ...], second: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    at_first = at_second = 0
    while at_first < len(first) and at_second < len(second):
        start, end = max(first[at_first][0], second[at_second][0]), min(first[at_first][1], second[at_second][1])
        if start <= end:
            yield start, end
        if first[at_first][1] < second[at_second][1]:
            at_first += 1
        else:
            at_second += 1


class FontFile(NamedTuple):
    """A font for the task book."""

    name: str
    """Its path in the workspace, or the name of the package that contains it and its own."""
    path: Path
    letters: Letters
