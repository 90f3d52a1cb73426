"""Rows that were added to tables or taken out, as changes of the policy's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immerse.model.text import Slug
from immerse.questionnaire.answer_checks import CellChecker, GivenValue
from immerse.questionnaire.cell_values import short_name
from immerse.questionnaire.client_questions import AskedTable, Questionnaire
from immerse.questionnaire.returned_cells import CellContent, CellFault, SaidRow
from immerse.questionnaire.workbook_layout import digest_of_cell
from immerse.spreadsheets.cells import normal


@dataclass(frozen=True, slots=True)
class Added:
    """A new entry of a table."""

    table: AskedTable
    place: str
    """Where the list stands: `centre.channels`, `crisis.severity_levels.S1.criteria`."""
    name: str
    """What it is called; empty where entries have numbers."""
    entry: dict[str, Any]
    row: SaidRow


class Rows:
    """Judges whole rows; what is wrong with them is gathered in the judge's faults."""

    def __init__(self, now: Questionnaire, judge: CellChecker) -> None:
        self._judge = judge
        self._tables = {one.table.path: one for one in now.tables}
        self.known: list[GivenValue] = []
        """Answers of rows that were added before."""
        self._rows = {row.path: (one, row) for one in now.tables for row in one.rows}

    def removed(self, rows: list[SaidRow]) -> list[SaidRow]:
        """The rows that go; one that is gone already is passed over."""
        found = {row.path: row for row in rows if row.path in self._rows}
        for row in list(found.values()):
            table, asked = self._rows[row.path]
            stale = [
                said
                for column, place in zip(table.columns, asked.places, strict=True)
                if (said := row.cells.get(column.key)) and said.digest != digest_of_cell(place.shown)
            ]
            if stale:
                message = "is to be taken out, but policy.yml says something else there since the workbook was written"
                self._judge.faults.append(
                    CellFault(row.at, message, "look at it in a new workbook, and take it out there")
                )
            if not row.signed.by or not row.signed.on:
                self._unsigned(row)
            elif table.table.is_mapping and not any(place.layer == "client" for place in asked.places):
                message = f"{asked.name!r} stands in the defaults, so no client can take it out"
                self._judge.faults.append(CellFault(row.at, message, "empty the cell under Take out"))
        return list(found.values())

    def added(self, rows: list[SaidRow]) -> list[Added]:
        """The new entries; one that two workbooks add with the same words counts once."""
        found: dict[str, Added] = {}
        for row in rows:
            if self._is_there(row):
                continue
            one = self._added(row)
            if one is None:
                continue
            key = f"{one.place}.{one.name or one.entry!r}"
            if key in found and found[key].entry != one.entry:
                other = found[key].row.at
                message = f"{one.name!r} is added here and in {other}, with other answers"
                self._judge.faults.append(CellFault(row.at, message, "keep one of the two rows"))
            found.setdefault(key, one)
        return list(found.values())

    def _is_there(self, row: SaidRow) -> bool:
        """Whether a row was added before, by a run that was cut short or by the same workbook."""
        table = self._tables.get(row.table)
        if table is None:
            return False
        for known in table.rows:
            is_named = not table.table.has_id or short_name(row.name) == known.name
            said = [
                (place, row.cells.get(column.key)) for column, place in zip(table.columns, known.places, strict=True)
            ]
            if is_named and known.of == row.of and all(one and one.text == normal(place.shown) for place, one in said):
                self.known += [
                    GivenValue(place.path, one.text, one.text, one.at, row.signed, is_change=False)
                    for place, one in said
                    if one and one.text and row.signed.on
                ]
                return True
        return False

    def _added(self, row: SaidRow) -> Added | None:
        table = self._tables.get(row.table)
        if table is None:
            self._judge.faults.append(CellFault(row.at, "there is no such list any more", "write a new workbook"))
            return None
        if not row.signed.by or not row.signed.on:
            self._unsigned(row)
        entry = dict(self._entry(table, row))
        name = short_name(row.name) if table.table.has_id else ""
        place = row.table.replace("*", row.of) if "*" in row.table else row.table
        fault = self._name_fault(table, row, name, place)
        if fault:
            self._judge.faults.append(CellFault(row.at, *fault))
            return None
        if name and not table.table.is_mapping:
            entry = {"id": name, **entry}
        return Added(table, place, name, entry, row)

    def _name_fault(self, table: AskedTable, row: SaidRow, name: str, place: str) -> tuple[str, str] | None:
        above = {known.of for known in table.rows}
        if "*" in row.table and row.of not in above:
            return f"belongs to {row.of!r}, which is none of: {', '.join(sorted(above))}", "write one of them"
        if not table.table.has_id:
            return None
        if not name:
            return "the new row has no short name", "write one, in small letters with hyphens: press-lead"
        if table.table.names:
            known = ", ".join(table.table.names)
            name_is_known = row.name in table.table.names
            return None if name_is_known else (f"{row.name!r} is none of: {known}", "write one of them")
        if fault := Slug.fault(name):
            return fault, "write a short name in small letters with hyphens: press-lead"
        if f"{place}.{name}" in self._rows:
            return f"there is a row called {name!r} already", "change that row, or choose another short name"
        return None

    def _entry(self, table: AskedTable, row: SaidRow) -> Iterator[tuple[str, Any]]:
        whole: dict[str, Any] = {}
        for column in table.columns:
            said = row.cells.get(column.key)
            if said is None:
                continue
            leaf = column.field.leaf
            if not said.text:
                if not leaf.optional and "." not in column.key:
                    self._judge.faults.append(CellFault(said.at, f"needs an answer: {column.ask}"))
                continue
            value = self._judge.value_of(said, leaf, column.source)
            if value is not None:
                _put(whole, column.key.split("."), value)
        yield from whole.items()

    def _unsigned(self, row: SaidRow) -> None:
        hint = "fill in Answered by (a role or initials) and On (2027-03-31) in the row, or at the top of the sheet"
        self._judge.faults.append(CellFault(row.at, "nobody says who answered, and when", hint))


def _put(whole: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        whole = whole.setdefault(key, {})
    whole[keys[-1]] = value


def cells_of(added: list[Added]) -> Iterator[tuple[str, CellContent]]:
    """(path, cell) of every answer in a new row."""
    for one in added:
        for key, said in one.row.cells.items():
            if said.text:
                yield f"{one.place}.{one.name}.{key}", said
