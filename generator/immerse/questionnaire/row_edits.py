"""Rows that were added to tables or removed, as changes of the policy's file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immerse.model.text import Slug
from immerse.questionnaire.answer_checks import HOW_TO_SIGN, UNSIGNED, CellChecker, GivenValue
from immerse.questionnaire.cell_values import short_name
from immerse.questionnaire.client_questions import AskedTable, Questionnaire
from immerse.questionnaire.returned_cells import CellContent, ReturnedRow
from immerse.questionnaire.workbook_layout import digest_of_cell
from immerse.spreadsheets.cells import normal


@dataclass(frozen=True, slots=True)
class Added:
    """A new entry of a table."""

    table: AskedTable
    place: str
    """Path of the list: `centre.channels`, `crisis.severity_levels.S1.criteria`."""
    name: str
    """Empty if entries have numbers."""
    entry: dict[str, Any]
    row: ReturnedRow


class Rows:
    """Checks whole rows and reports to the checker of cells."""

    def __init__(self, now: Questionnaire, cells: CellChecker) -> None:
        self._cells = cells
        self._tables = {table.table.path: table for table in now.tables}
        self.known: list[GivenValue] = []
        """Answers of rows that were added before."""
        self._rows = {row.path: (table, row) for table in now.tables for row in table.rows}

    def removed(self, rows: list[ReturnedRow]) -> list[ReturnedRow]:
        """The rows to remove, without those that are removed already."""
        removed = {row.path: row for row in rows if row.path in self._rows}
        for row in removed.values():
            table, row_asked = self._rows[row.path]
            if any(
                (cell := row.cells.get(column.key)) and cell.digest != digest_of_cell(place.shown)
                for column, place in zip(table.columns, row_asked.places, strict=True)
            ):
                message = "is marked for removal, but policy.yml changed there after the workbook was written"
                self._cells.report(row.at, message, "check it in a new workbook, and remove it there")
            is_own = any(place.layer == "client" for place in row_asked.places)
            if self._is_signed(row) and table.table.is_mapping and not is_own:
                message = f"{row_asked.name!r} is set in the defaults, so a client cannot remove it"
                self._cells.report(row.at, message, "empty the cell under Take out")
        return list(removed.values())

    def added(self, rows: list[ReturnedRow]) -> list[Added]:
        """The new entries without a fault; one that two workbooks add with the same words counts once."""
        entries: dict[str, Added] = {}
        for row in rows:
            table = self._tables.get(row.table)
            if table is None:
                self._cells.report(row.at, "this list no longer exists", "write a new workbook")
                continue
            if self._was_added(table, row) or (added := self._added(table, row)) is None:
                continue
            first = entries.setdefault(f"{added.place}.{added.name or added.entry!r}", added)
            if first.entry != added.entry:
                message = f"{added.name!r} is added here and in {first.row.at}, with different answers"
                self._cells.report(row.at, message, "keep one of the two rows")
        return list(entries.values())

    def _was_added(self, table: AskedTable, row: ReturnedRow) -> bool:
        """Whether a row was added before, by a run that was interrupted or by the same workbook."""
        for known in table.rows:
            is_named = not table.table.has_id or short_name(row.name) == known.name
            cells = [
                (place, row.cells.get(column.key)) for column, place in zip(table.columns, known.places, strict=True)
            ]
            if (
                is_named
                and known.of == row.of
                and all(cell and cell.text == normal(place.shown) for place, cell in cells)
            ):
                self.known += [
                    GivenValue(place.path, cell.text, cell.text, cell.at, row.signed, is_change=False)
                    for place, cell in cells
                    if cell and cell.text and row.signed.on
                ]
                return True
        return False

    def _added(self, table: AskedTable, row: ReturnedRow) -> Added | None:
        sound = len(self._cells.faults)
        self._is_signed(row)
        entry = self._entry(table, row)
        name = short_name(row.name) if table.table.has_id else ""
        place = row.table.replace("*", row.of) if "*" in row.table else row.table
        fault = self._name_fault(table, row, name, place)
        if fault:
            self._cells.report(row.at, *fault)
        if len(self._cells.faults) > sound:
            return None
        if name and not table.table.is_mapping:
            entry = {"id": name, **entry}
        return Added(table, place, name, entry, row)

    def _name_fault(self, table: AskedTable, row: ReturnedRow, name: str, place: str) -> tuple[str, str] | None:
        above = {known.of for known in table.rows}
        if "*" in row.table and row.of not in above:
            return f"belongs to {row.of!r}, which is not one of: {', '.join(sorted(above))}", "write one of them"
        if not table.table.has_id:
            return None
        if not name:
            return "the new row has no short name", "write one, in lower-case letters with hyphens: press-lead"
        if table.table.names:
            known = ", ".join(table.table.names)
            name_is_known = row.name in table.table.names
            return None if name_is_known else (f"{row.name!r} is not one of: {known}", "write one of them")
        if fault := Slug.fault(name):
            return fault, "write a short name in lower-case letters with hyphens: press-lead"
        if f"{place}.{name}" in self._rows:
            return f"there is already a row {name!r}", "change that row, or choose another short name"
        return None

    def _entry(self, table: AskedTable, row: ReturnedRow) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        for column in table.columns:
            cell = row.cells.get(column.key)
            if cell is None:
                continue
            leaf = column.field.leaf
            if not cell.text:
                if not leaf.optional and "." not in column.key:
                    self._cells.report(cell.at, f"needs an answer: {column.ask}")
                continue
            value = self._cells.value_of(cell, leaf, column.source)
            if value is not None:
                *keys, last = column.key.split(".")
                inner = entry
                for key in keys:
                    inner = inner.setdefault(key, {})
                inner[last] = value
        return entry

    def _is_signed(self, row: ReturnedRow) -> bool:
        is_signed = bool(row.signed.by and row.signed.on)
        if not is_signed:
            self._cells.report(row.at, UNSIGNED.format("Answered by or On"), HOW_TO_SIGN)
        return is_signed


def cells_of(added: list[Added]) -> Iterator[tuple[str, CellContent]]:
    """(path, cell) of every answer in a new row."""
    for entry in added:
        for key, cell in entry.row.cells.items():
            if cell.text:
                yield f"{entry.place}.{entry.name}.{key}", cell
