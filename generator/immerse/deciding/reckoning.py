"""Tables decided over a space of combinations: which row decides where, and with what result.

One item is a space of one combination, so that the answer to an item and the check of all combinations are the same
steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from immerse.deciding.reading import Located, Readings, ReadRow, ReadTable, Result
from immerse.deciding.space import Single, Space
from immerse.deciding.vocabulary import CALM, NAMED
from immerse.expressions.terms import All, Comparison, Constant, Either, Expression, Fact, Not
from immerse.model.decision import DecisionRow, DecisionTable

_Found = tuple[ReadRow, Result, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with one of its results."""

    read: ReadRow
    result: Result
    holds: int
    """The combinations in which the row holds with this result."""
    decides: int
    """Those of them in which no other row goes before it."""

    @property
    def row(self) -> DecisionRow:
        """The row as it is written."""
        return self.read.row


@dataclass(frozen=True, slots=True)
class Answer:
    """What a table says over a whole space."""

    table: DecisionTable
    rows: tuple[DecisionRow, ...]
    """The rows that stand for this client."""
    entries: tuple[Entry, ...]
    """In the order of weight for `priority` and `output_order`, else as written."""
    gap: int
    """The combinations for which no row holds."""
    overlaps: tuple[tuple[DecisionRow, DecisionRow, int], ...]
    """Pairs of rows that hold together, and where; judged for `unique` only."""


class Reckoning:
    """Decides tables one after another in one space; what they decide can then be named like a fact."""

    def __init__(self, readings: Readings, space: Space) -> None:
        self.readings = readings
        self.space = space

    def decide(self, table: DecisionTable) -> Answer:
        """What a table says everywhere in the space.

        Raises:
            DecisionFault: an expression has no value somewhere, or one that is not allowed where it stands.
        """
        read = self.readings.table(table)
        places: list[int] = []
        left = self.space.every
        for one in read.rows:
            found = self._where(one, left)
            places.append(found)
            if table.hit == "first":
                left ^= found
        results = [each for one, place in zip(read.rows, places, strict=True) for each in self._results(one, place)]
        if table.hit in ("priority", "output_order"):
            results.sort(key=lambda found: self.readings.weight(read, found[1]))
        rows = tuple(one.row for one in read.rows)
        entries, gap = _shared_out(results, self.space.every)
        answer = Answer(table, rows, entries, gap, tuple(_overlaps(table, rows, places)))
        self._bind(read, answer)
        return answer

    def _where(self, read: ReadRow, within: int) -> int:
        if read.condition is None or read.row.if_ is None:
            return within
        with Located(read.row.if_, self.readings.client_id):
            return self._mask(read.condition, within)

    def _mask(self, expression: Expression, within: int) -> int:
        """The combinations of `within` in which a condition holds; the right side of `and` and `or` is looked at only
        where the left side leaves it open. What is taken out of a mask is part of it: XOR is several times as fast for
        that as AND with a complement."""
        if not within:
            return 0
        if isinstance(expression, All):
            return self._mask(expression.right, self._mask(expression.left, within))
        if isinstance(expression, Either):
            left = self._mask(expression.left, within)
            return left | self._mask(expression.right, within ^ left)
        if isinstance(expression, Not):
            return within ^ self._mask(expression.of, within)
        if isinstance(expression, Comparison) and isinstance(expression.right, Fact):
            flags = self.space.flags.get(expression.right.name)
            if flags is not None and isinstance(expression.left, Constant):
                there = within & flags[str(expression.left.value)]
                return there if expression.operator == "in" else within ^ there
        found = 0
        names, truths = self.readings.question(expression)
        for facts, mask in self._known(names, within):
            if self.readings.holds(expression, facts, truths):
                found |= mask
        return found

    def _known(self, names: Iterable[str], within: int) -> list[tuple[dict[str, Single], int]]:
        """Every set of values that these facts have together somewhere in `within`, and where."""
        found: list[tuple[dict[str, Single], int]] = [({}, within)] if within else []
        for name in names:
            found = [
                (facts | {name: value}, both)
                for facts, mask in found
                for value, there in self.space.masks[name].items()
                if (both := mask & there)
            ]
        return found

    def _results(self, read: ReadRow, place: int) -> Iterator[_Found]:
        together: dict[Result, int] = {}
        for facts, mask in self._known(read.names, place):
            result = self.readings.result(read, facts)
            together[result] = together.get(result, 0) | mask
        yield from ((read, result, mask) for result, mask in together.items())

    def _bind(self, read: ReadTable, answer: Answer) -> None:
        for name in read.gives:
            if name in self.space.masks:
                continue  # somebody stated it
            field = name if name in NAMED else "is_"
            found: dict[Single, int] = {}
            for entry in answer.entries:
                value = getattr(entry.result, field)
                if entry.decides and value not in (None, ""):
                    found[value] = found.get(value, 0) | entry.decides
            if answer.gap and answer.table.hit == "output_order":
                found[CALM] = found.get(CALM, 0) | answer.gap
            self.space.masks[name] = found


def _shared_out(results: list[_Found], every: int) -> tuple[tuple[Entry, ...], int]:
    """Entries of which each decides what those before it left, and what is left in the end."""
    entries = []
    left = every
    for read, result, mask in results:
        decides = mask & left
        entries.append(Entry(read, result, mask, decides))
        left ^= decides
    return tuple(entries), left


def _overlaps(
    table: DecisionTable, rows: tuple[DecisionRow, ...], places: list[int]
) -> Iterator[tuple[DecisionRow, DecisionRow, int]]:
    if table.hit != "unique":
        return
    for index, row in enumerate(rows):
        for other in range(index):
            if both := places[index] & places[other]:
                yield rows[other], row, both
