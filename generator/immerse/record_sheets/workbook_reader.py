"""A filled-in workbook -> changes to the record that it was written from, and conflicts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from immerse.problems import ImmerseError
from immerse.record_sheets.filled_rows import ROW_DIGITS, FilledRow, faults, hidden_content
from immerse.record_sheets.sheet_layout import ABOUT, EVIDENCE, FIRST_ROW, FORMAT, ITEMS, SHEETS, CellTexts, Sheet
from immerse.record_sheets.typed_values import WrongCell, value_of
from immerse.record_sheets.unread_cells import MOST_ROWS, unread_cells
from immerse.records import Record, fold
from immerse.spreadsheets.cells import normal
from immerse.spreadsheets.returned import load_workbook, words_of
from immerse.words.near_misses import did_you_mean

_OTHERWISE = "another piece goes into an empty row"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that cannot be taken over: what is wrong, and what to do."""

    sheet: str
    cell: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"sheet {self.sheet}, cell {self.cell}: {self.message}" + (f"\n    {self.hint}" if self.hint else "")


@dataclass(slots=True)
class FilledIn:
    """The changes and conflicts of a workbook."""

    release: str
    rows: list[FilledRow] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def read_workbook(file: Path, record: Record, on: date) -> FilledIn:
    """Compare a filled-in workbook with the record into which it is taken over on a day.

    Raises:
        ImmerseError: it is no workbook of this record.
    """
    book = load_workbook(file)
    filled = FilledIn(_judged(book, file, record))
    for sheet in SHEETS:
        if sheet.name in book.sheetnames:
            _Rows(book[sheet.name], sheet, record, filled, on).read()
    filled.conflicts += [Conflict(*found) for found in unread_cells(book)]
    return filled


def _items_of(book: Any) -> frozenset[str]:
    """The ids on the sheet of items; none where somebody removed it."""
    if ITEMS.name not in book.sheetnames:
        return frozenset()
    cells = (row[0].value for row in book[ITEMS.name].iter_rows(min_row=FIRST_ROW, max_row=MOST_ROWS, max_col=1))
    return frozenset(normal(str(cell)) for cell in cells if cell)


def _judged(book: Any, file: Path, record: Record) -> str:
    """The release under which the workbook was written."""
    again = f"write a new one: immerse records to-xlsx FILE --client {record['client']} --out ../FILE.xlsx"
    about = book[ABOUT] if ABOUT in book.sheetnames else None
    texts = [str(about.cell(line, 2).value or "") for line in range(1, 5)] if about else [""] * 4
    form, client, rot, release = texts
    if form != FORMAT:
        why = "is not a workbook of a record, or is of another version of immerse"
        raise ImmerseError(f"{file} {why}; {again}; then copy into it what was filled in")
    if (client, rot) != (record["client"], record["rot"]):
        raise ImmerseError(
            f"{file}: sheet {ABOUT}: the workbook belongs to another record; name the right file, or {again}"
        )
    return release


class _Rows:
    """The rows of one sheet."""

    def __init__(self, cells: Any, sheet: Sheet, record: Record, filled: FilledIn, on: date) -> None:
        self._items = _items_of(cells.parent)
        self._cells = cells
        self._sheet = sheet
        self._state = fold(record)
        self._pieces = {entry["id"][:ROW_DIGITS]: entry["id"] for entry in record["entries"]}
        self._filled = filled
        self._today = on.isoformat()
        self._rows: dict[str, int] = {}

    def read(self) -> None:
        """Take over each row that was edited."""
        merged = [cells for cells in self._cells.merged_cells.ranges if cells.max_row >= FIRST_ROW]
        for cells in merged:
            hint = "take the merge apart, and fill in each row"
            self._filled.conflicts.append(Conflict(self._sheet.name, cells.coord, "the cells are merged", hint))
        for row in range(FIRST_ROW, min(self._cells.max_row, MOST_ROWS) + 1) if not merged else ():
            self._row(row)

    def _row(self, row: int) -> None:
        about = self._about(row)
        if not about or not self._is_in_place(row, about["id"]):
            return
        before = len(self._filled.conflicts)
        values = dict(self._values(row))
        if len(self._filled.conflicts) > before:
            return
        new, was = about["id"] == "", about["was"]
        name = self._pieces.get(about["row"], "") if new else about["id"]
        now = self._sheet.values(self._state, name) if name else was
        words = str(values) if any(values.values()) else ""
        base = now if new and words else was
        old = {column: now[column] for column in values if values[column] != normal(base[column])}
        if self._is_original(row, about["id"] or about["row"], words, new=new) and old:
            self._decide(FilledRow(self._sheet, row, name, values, old, about), was, now)

    def _is_original(self, row: int, name: str, words: str, *, new: bool) -> bool:
        """Whether no row above with words has the same hidden cell, or as a new row the same words."""
        first = min(self._rows.setdefault(key, row) for key in (name, words if new else name)) if words else row
        if first != row:
            hint = "empty it; another piece goes into an empty row, cell by cell and not as a whole row"
            self._wrong(row, 1, f"the row is a copy of row {first}", hint)
        return first == row

    def _is_in_place(self, row: int, name: str) -> bool:
        """Whether a row of a sheet without new rows has the hidden cell that belongs to its id."""
        shown = normal(str(self._cells.cell(row, 1).value or "")) if self._sheet.shown else name
        if shown == name:
            return bool(name) or not self._sheet.shown
        hint = "sort whole rows at a time, or write a new workbook"
        self._wrong(row, 1, "the row and its hidden cell do not belong together", hint)
        return False

    def _decide(self, row: FilledRow, was: CellTexts, now: CellTexts) -> None:
        """Keep the changes of the workbook; report a conflict for a cell that was changed in the record as well."""
        if self._is_done(row):
            return
        before = len(self._filled.conflicts)
        for column in list(row.old):
            if row.values[column] == normal(now[column]):
                del row.old[column]
            elif now[column] != was[column]:
                message = f"says {_shown(row.values[column])}, but the record now says {_shown(now[column])}"
                hint = f"it was {_shown(was[column])} when the workbook was written; write a new one and edit that"
                if "row" in row.about:
                    hint = f"the record has this row already: correct it in a new workbook; {_OTHERWISE}"
                self._wrong(row.row, self._sheet.column(column), message, hint)
        for column, message in faults(row, self._state["start"], self._today) if row.old else ():
            self._wrong(row.row, self._sheet.column(column), message)
        if self._sheet is EVIDENCE and self._items and "items" in row.old:
            self._judge_items(row, frozenset(was["items"].split(", ")))
        if row.old and len(self._filled.conflicts) == before:
            self._filled.rows.append(row)

    def _judge_items(self, row: FilledRow, before: frozenset[str]) -> None:
        """Report the first item that the workbook does not have, unless the piece named it `before`."""
        named = [item for item in row.values["items"].split(", ") if item]
        if unknown := next((item for item in named if item not in self._items | before), ""):
            hint = did_you_mean(unknown, self._items, f"the sheet {ITEMS.name} lists all items", certain=True)
            self._wrong(row.row, self._sheet.column("items"), f"there is no item {unknown!r}", hint)

    def _is_done(self, row: FilledRow) -> bool:
        """Whether a piece of evidence was already taken over from this row, or withdrawn."""
        if row.sheet is not EVIDENCE:
            return False
        digits = row.about.get("row")
        known = {piece["piece"]: EVIDENCE.values(self._state, piece["piece"]) for piece in self._state["evidence"]}
        is_withdrawn = bool(row.id) and row.id not in known
        if not digits or row.values["remove"]:
            return is_withdrawn and bool(row.values["remove"])
        same = next((name for name, values in known.items() if values == row.values), "")
        if is_withdrawn or (same and not same.startswith(digits)):
            message = "the piece was taken back in the record" if is_withdrawn else "the record has this piece already"
            self._wrong(row.row, 1, message, f"empty its row; {_OTHERWISE}")
        return is_withdrawn or bool(same)

    def _values(self, row: int) -> Iterator[tuple[str, str]]:
        for column, _, _ in self._sheet.filled:
            at = self._sheet.column(column)
            text, fault = words_of(self._cells.cell(row, at))
            try:
                yield column, "" if fault else value_of(column, text)
            except WrongCell as error:
                yield column, ""
                fault = str(error)
            if fault:
                self._wrong(row, at, fault)

    def _about(self, row: int) -> dict[str, Any] | None:
        """The content of the hidden cell, empty without one; None if it cannot be read."""
        hidden = hidden_content(self._cells.cell(row, self._sheet.hidden).value, self._sheet)
        if hidden is None:
            self._wrong(row, self._sheet.hidden, "the hidden cell was changed", "write a new workbook")
        return hidden

    def _wrong(self, row: int, column: int, message: str, hint: str = "") -> None:
        cell = f"{get_column_letter(column)}{row}"
        self._filled.conflicts.append(Conflict(self._sheet.name, cell, message, hint))


def _shown(value: str) -> str:
    return repr(value) if value else "nothing"
