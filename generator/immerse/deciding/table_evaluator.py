"""Evaluates decision tables over a space of combinations: the row that decides each combination, and its result.

A single item is a space of one combination, so the ruling on an item and the check of all combinations take the same
steps.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from immerse.deciding.client_tables import ClientTables, ParsedRow, RowResult, located
from immerse.expressions.combinations import Space, where
from immerse.expressions.syntax_tree import Comparison, Constant, Expression, FactTerm
from immerse.model.decision import NAMED_OUTCOMES, NO_SEVERITY, DecisionRow, DecisionTable


class RowCoverage(NamedTuple):
    """A row with one of its results."""

    parsed: ParsedRow
    result: RowResult
    holds: int
    """The combinations in which the row holds with this result."""
    decides: int
    """The combinations among them in which no other row takes precedence."""

    @property
    def row(self) -> DecisionRow:
        """The row as written."""
        return self.parsed.row


class TableResult(NamedTuple):
    """The results of a table over a whole space."""

    table: DecisionTable
    rows: tuple[DecisionRow, ...]
    """The rows that apply to the client."""
    covered: tuple[RowCoverage, ...]
    """In the order of weight for `priority` and `output_order`, else as written."""
    gap: int
    """The combinations for which no row holds."""
    overlaps: tuple[tuple[DecisionRow, DecisionRow, int], ...]
    """Pairs of rows that hold together, and where; for `unique` only."""

    @property
    def decisive(self) -> list[RowCoverage]:
        """The rows with the results that count: those that decide, or for `output_order` all that hold."""
        lists = self.table.hit == "output_order"
        return [covered for covered in self.covered if covered.decides or (lists and covered.holds)]


_Held = tuple[ParsedRow, RowResult, int]


class TableEvaluator:
    """Evaluates tables one after another in one space; later tables can name their results like facts."""

    def __init__(self, tables: ClientTables, space: Space) -> None:
        self.tables = tables
        self.space = space

    def evaluate(self, table: DecisionTable) -> TableResult:
        """The results of a table everywhere in the space.

        Raises:
            DecisionFault: an expression has no value somewhere, or a value that its field does not allow.
        """
        parsed = self.tables.table(table)
        masks: list[int] = []
        left = self.space.every
        for row in parsed.rows:
            mask = self._where(row, left)
            masks.append(mask)
            if table.hit == "first":
                left ^= mask
        held = [each for row, mask in zip(parsed.rows, masks, strict=True) for each in self._results(row, mask)]
        if table.hit in ("priority", "output_order"):
            held.sort(key=lambda each: self.tables.sort_key(parsed, each[1]))
        rows = tuple(row.row for row in parsed.rows)
        covered, gap = _by_precedence(held, self.space.every)
        result = TableResult(table, rows, covered, gap, tuple(_overlaps(table, rows, masks)))
        self._bind(result)
        return result

    def _where(self, parsed: ParsedRow, within: int) -> int:
        if parsed.condition is None or parsed.row.if_ is None:
            return within
        with located(parsed.row.if_, self.tables.client.id):
            return where(parsed.condition, within, self._where_atom)

    def _where_atom(self, atom: Expression, within: int) -> int:
        if isinstance(atom, Comparison) and isinstance(atom.right, FactTerm):
            flags = self.space.flags.get(atom.right.name)
            if flags is not None and isinstance(atom.left, Constant):
                present = within & flags[str(atom.left.value)]
                return present if atom.operator == "in" else within ^ present
        condition = self.tables.condition(atom)
        total = 0
        for facts, mask in self._joint_values(condition.names, within):
            if condition.holds(self.tables.policy, facts):
                total |= mask
        return total

    def _joint_values(self, names: Iterable[str], within: int) -> list[tuple[dict[str, Any], int]]:
        """Every set of values that these names have together somewhere in `within`, and where."""
        joint: list[tuple[dict[str, Any], int]] = [({}, within)] if within else []
        for name in names:
            joint = [
                (facts | {name: value}, joint_mask)
                for facts, mask in joint
                for value, value_mask in self.space.masks[name].items()
                if (joint_mask := mask & value_mask)
            ]
        return joint

    def _results(self, parsed: ParsedRow, within: int) -> Iterator[_Held]:
        masks: dict[RowResult, int] = {}
        for facts, mask in self._joint_values(parsed.names, within):
            result = self.tables.result(parsed, facts)
            masks[result] = masks.get(result, 0) | mask
        yield from ((parsed, result, mask) for result, mask in masks.items())

    def _bind(self, result: TableResult) -> None:
        """Make the results of a table known to later tables."""
        for name in result.table.gives:
            if name in self.space.masks:
                continue  # its value was stated
            field = name if name in NAMED_OUTCOMES else "is_"
            masks: dict[Any, int] = {}
            for covered in result.covered:
                value = getattr(covered.result, field)
                if covered.decides and value not in (None, ""):
                    masks[value] = masks.get(value, 0) | covered.decides
            if result.gap and result.table.hit == "output_order":
                masks[NO_SEVERITY] = masks.get(NO_SEVERITY, 0) | result.gap
            self.space.masks[name] = masks


def _by_precedence(held: list[_Held], every: int) -> tuple[tuple[RowCoverage, ...], int]:
    """(rows, each deciding what the rows before it left open; what is left open in the end)."""
    covered = []
    left = every
    for parsed, result, mask in held:
        decides = mask & left
        covered.append(RowCoverage(parsed, result, mask, decides))
        left ^= decides
    return tuple(covered), left


def _overlaps(
    table: DecisionTable, rows: tuple[DecisionRow, ...], masks: list[int]
) -> Iterator[tuple[DecisionRow, DecisionRow, int]]:
    if table.hit != "unique":
        return
    for index, row in enumerate(rows):
        for earlier in range(index):
            if overlap := masks[index] & masks[earlier]:
                yield rows[earlier], row, overlap
