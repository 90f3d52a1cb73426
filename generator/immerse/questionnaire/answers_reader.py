"""Reads the contents of filled-in workbooks, every cell with its position."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from immerse.model.day_range import read_day
from immerse.model.text import Name
from immerse.problems import ImmerseError
from immerse.questionnaire import workbook_layout
from immerse.questionnaire.cell_values import DAY_HINT, NO_DAY
from immerse.questionnaire.returned_cells import At, CellContent, CellFault, Returned, ReturnedRow, SignedBy
from immerse.spreadsheets.cells import normal
from immerse.spreadsheets.returned import load_workbook, words_of
from immerse.spreadsheets.workbook import LISTS

_MOST_ROWS = 5_000
_OF_NOBODY = (workbook_layout.START, LISTS, workbook_layout.ABOUT)


def read_workbooks(files: tuple[Path, ...], client: str, on: date) -> Returned:
    """The contents of several workbooks of one client, which nobody can have answered after the day `on`.

    Raises:
        ImmerseError: one of them cannot be read, or is for another client or version.
    """
    returned = Returned()
    for path in files:
        for sheet in _opened(path, client).worksheets:
            if sheet.title not in _OF_NOBODY:
                _Sheet(sheet, path.name, client, returned, on).read()
    return returned


def _opened(path: Path, client: str) -> Any:
    book = load_workbook(path)
    again = f"write a new one: immerse questions {client} --out FILE.xlsx"
    if workbook_layout.ABOUT not in book.sheetnames:
        missing = f"its hidden sheet {workbook_layout.ABOUT!r} is missing"
        raise ImmerseError(f"{path} is not a workbook of questions: {missing}; {again}")
    about = book[workbook_layout.ABOUT]
    form, client_id = (str(about.cell(line, 2).value or "") for line in (1, 2))
    if form != workbook_layout.FORMAT:
        message = f"the workbook has format {form!r}, but this immerse reads {workbook_layout.FORMAT!r}"
        cell = f"{path}: sheet {workbook_layout.ABOUT}, cell B1"
        raise ImmerseError(f"{cell}: {message}; {again}, and copy the answers")
    if client_id != client:
        raise ImmerseError(
            f"{path}: sheet {workbook_layout.ABOUT}, cell B2: the workbook is for {client_id!r}, not for {client!r}; "
            "name the right client, or the right file"
        )
    return book


class _Sheet:
    def __init__(self, sheet: Any, file: str, client: str, returned: Returned, on: date) -> None:
        self._sheet = sheet
        self._on = on
        self._file = file
        self._client = client
        self._returned = returned
        self._columns: dict[str, int] = {}

    def read(self) -> None:
        """Add the answers and faults of the sheet to what the workbooks contain."""
        first = str(self._sheet.cell(workbook_layout.MARK + 1, 1).value or "")
        key = first.removeprefix(workbook_layout.mark(self._client, ""))
        if key == first or not key:
            self._not_ours(first)
            return
        for column in range(workbook_layout.DIGESTS + 2, min(self._sheet.max_column, 200) + 1):
            name = self._sheet.cell(workbook_layout.MARK + 1, column).value
            if name:
                self._columns[str(name)] = column
        needed = ("#answer", "#by", "#on") if "#answer" in self._columns else ("#name", "#remove", "#by", "#on")
        if missing := [name for name in needed if name not in self._columns]:
            hint = "put it back, or fill in a new workbook"
            self._fault(workbook_layout.MARK + 1, 1, f"the column {missing[0]!r} is missing", hint)
            return
        if self._has_merged():
            return
        self._check_other_columns()
        whole = self._signature(workbook_layout.SIGNED + 1, SignedBy())
        for row in range(workbook_layout.ROWS + 1, min(self._sheet.max_row, _MOST_ROWS) + 1):
            self._row(row, key, whole)

    def _not_ours(self, first: str) -> None:
        if first.startswith("immerse.questions/"):
            message = f"the sheet is from another workbook ({first})"
            self._fault(1, 1, message, "delete the sheet, and write its answers into the sheet of this workbook")
        elif any(cell.value is not None for row in self._sheet.iter_rows(max_row=50) for cell in row):
            message = "the sheet does not belong to the questionnaire, or its hidden first row is missing"
            self._fault(1, 1, message, "it is not read: move its answers to the right sheet, and delete it")

    def _has_merged(self) -> bool:
        merged = [cells for cells in self._sheet.merged_cells.ranges if cells.max_row > workbook_layout.HEADS]
        for cells in merged:
            message = f"the cells {cells.coord} are merged, so it is unclear which question they answer"
            self._fault(cells.min_row, cells.min_col, message, "unmerge them, and answer each row")
        return bool(merged)

    def _check_other_columns(self) -> None:
        """Report the first filled cell of each column that does not belong to the sheet."""
        last = min(self._sheet.max_column, 200)
        for column in set(range(workbook_layout.DIGESTS + 2, last + 1)) - set(self._columns.values()):
            rows = range(workbook_layout.HEADS + 1, min(self._sheet.max_row, _MOST_ROWS) + 1)
            if row := next((row for row in rows if self._words(row, column)), 0):
                hint = "move answers into the yellow cells, and empty this column"
                self._fault(row, column, "this column is not read", hint)

    def _row(self, row: int, key: str, whole: SignedBy) -> None:
        path = self._plain(row, workbook_layout.PATH + 1)
        if "#answer" in self._columns:
            self._question(row, path, whole)
        elif path == workbook_layout.EXAMPLE:
            self._example(row)
        else:
            self._entry(row, path, key, whole)

    def _question(self, row: int, path: str, whole: SignedBy) -> None:
        column = self._columns["#answer"]
        text = self._words(row, column)
        if not path:
            if text:
                self._fault(row, column, "there is no question in this row", "write into a row with a question")
            return
        if text is None:
            return
        digests = self._digests(row)
        question = self._words(row, self._columns.get("#ask", 0)) or ""
        if question and workbook_layout.digest_of_cell(question) != digests.get("#ask", ""):
            message = "is not the question that belongs to this row: rows were sorted without their hidden columns"
            self._fault(row, self._columns["#ask"], message, "sort whole rows, or fill in a new workbook")
            return
        self._check_other_cells(row, digests)
        signed = self._signature(row, whole)
        self._returned.cells.append(self._content(row, column, path, text, digests.get("#answer", ""), signed))

    def _check_other_cells(self, row: int, digests: dict[str, str]) -> None:
        """Report answers in cells that are not for answers."""
        for name in ("#example", "#proposed"):
            text = self._words(row, column) if (column := self._columns.get(name, 0)) else ""
            if text and workbook_layout.digest_of_cell(text) != digests.get(name, ""):
                hint = "write the answer into the yellow cell of its row, and empty this one"
                self._fault(row, column, f"says {text[:60]!r}, but answers in this cell are not read", hint)

    def _entry(self, row: int, path: str, key: str, whole: SignedBy) -> None:
        """A row of a table: one that was there, or a new one."""
        digests = self._digests(row) if path else {}
        cells = dict(self._cells(row, path, digests, whole))
        name_at = self._columns["#name"]
        name, of = self._words(row, name_at) or "", self._words(row, self._columns.get("#of", 0)) or ""
        removes = self._words(row, self._columns["#remove"]) or ""
        signed = self._signature(row, whole)
        entry = ReturnedRow(key, path, name, of, cells, self._at(row, name_at), signed)
        if removes and normal(removes).lower() != "remove":
            at = self._columns["#remove"]
            self._fault(row, at, f"{removes!r} is not known here", "write remove, or leave the cell empty")
        elif removes and path:
            self._returned.removed.append(entry)
        elif path:
            self._returned.cells += cells.values()
            self._check_name(row, path, name)
        elif name or any(cell.text for cell in cells.values()):
            self._returned.added.append(entry)

    def _check_name(self, row: int, path: str, name: str) -> None:
        old = path.rpartition(".")[2]
        if name not in (old, str(int(old) + 1) if old.isdecimal() else old):
            message = f"the short name was changed from {old!r} to {name!r}, but other answers use it"
            hint = "restore the short name; for another one, remove the row and add a row below"
            self._fault(row, self._columns["#name"], message, hint)

    def _cells(
        self, row: int, path: str, digests: dict[str, str], whole: SignedBy
    ) -> Iterator[tuple[str, CellContent]]:
        signed = self._signature(row, whole)
        for key, column in self._columns.items():
            if key.startswith("#"):
                continue
            text = self._words(row, column)
            if text is not None:
                inner = f"{path}.{key}" if path else key
                yield key, self._content(row, column, inner, text, digests.get(key, ""), signed)

    def _content(self, row: int, column: int, path: str, text: str, digest: str, signed: SignedBy) -> CellContent:
        is_number = isinstance(self._sheet.cell(row, column).value, int | float)
        return CellContent(path, text, digest, self._at(row, column), signed, is_number)

    def _example(self, row: int) -> None:
        digests = self._digests(row)
        for key, column in self._columns.items():
            text = self._words(row, column)
            if text and workbook_layout.digest_of_cell(text) != digests.get(key, ""):
                self._fault(row, column, "this row is the example", "write the answer into a yellow row below")

    def _digests(self, row: int) -> dict[str, str]:
        try:
            digests = json.loads(self._plain(row, workbook_layout.DIGESTS + 1) or "{}")
        except ValueError:
            digests = None
        if not isinstance(digests, dict):
            self._fault(row, workbook_layout.DIGESTS + 1, "the hidden cell was changed", "fill in a new workbook")
            return {}
        return {str(key): str(value) for key, value in digests.items()}

    def _signature(self, row: int, whole: SignedBy) -> SignedBy:
        by, day = (self._words(row, self._columns[name]) or "" for name in ("#by", "#on"))
        if not by and not day:
            return whole
        if by and (wrong_name := Name.fault(by) or ("" if any(map(str.isalpha, by)) else "holds no letter")):
            self._fault(row, self._columns["#by"], f"Answered by {wrong_name}", "write a role or initials")
        on = self._day(row, day) if day else whole.on
        of_row = bool(by) and row > workbook_layout.HEADS + 1
        wrong = on is None and (bool(day) or whole.has_wrong_day)
        return SignedBy(by or whole.by, on, self._at(row, self._columns["#by"]), of_row, wrong)

    def _day(self, row: int, text: str) -> date | None:
        message, hint = f"{text!r} {NO_DAY}", DAY_HINT
        try:
            if (day := read_day(text)) <= self._on:
                return day
            message, hint = f"{text!r} is still to come", f"write the day of the answer, at the latest {self._on}"
        except ValueError:
            pass
        self._fault(row, self._columns["#on"], message, hint)
        return None

    def _words(self, row: int, column: int) -> str | None:
        """The text of a cell; None if it cannot be read."""
        if column == 0:
            return ""
        text, fault = words_of(self._sheet.cell(row, column))
        if fault:
            self._fault(row, column, fault)
            return None
        return text

    def _plain(self, row: int, column: int) -> str:
        return str(self._sheet.cell(row, column).value or "")

    def _at(self, row: int, column: int) -> At:
        return At(self._file, self._sheet.title, f"{get_column_letter(column)}{row}")

    def _fault(self, row: int, column: int, message: str, hint: str = "") -> None:
        fault = CellFault(self._at(row, column), message, hint)
        if fault not in self._returned.faults:
            self._returned.faults.append(fault)
