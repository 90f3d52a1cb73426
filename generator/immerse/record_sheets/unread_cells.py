"""Cells of a workbook that nothing reads, with the words that somebody typed there."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from immerse.record_sheets.filled_rows import hidden_content
from immerse.record_sheets.sheet_layout import ABOUT, ABOUT_ROWS, FIRST_ROW, KINDS, REMOVAL, REMOVE, SHEETS, Sheet
from immerse.spreadsheets.cells import normal
from immerse.spreadsheets.returned import words_of
from immerse.spreadsheets.table_workbook import YES_NO
from immerse.spreadsheets.workbook import LISTS

MOST_ROWS, _MOST_COLUMNS = 5_000, 200
_LISTED = re.compile("|".join((YES_NO.name, *YES_NO.words, KINDS, r"[a-z0-9-]+ \(.*\)", REMOVAL, REMOVE)), re.DOTALL)
"""The words on the sheet of lists."""


def unread_cells(book: Any) -> Iterator[tuple[str, str, str, str]]:
    """(sheet, cell, what is wrong, what to do) of each cell with a comment, or with words where immerse reads none."""
    sheets = {sheet.name: sheet for sheet in SHEETS}
    move = "move the words into a yellow cell of a row that immerse wrote, or remove them"
    for cells in book.worksheets:
        sheet = sheets.get(cells.title)
        for row in cells.iter_rows(max_row=min(cells.max_row, MOST_ROWS), max_col=min(cells.max_column, _MOST_COLUMNS)):
            written = _written(row, sheet) if sheet else _on_other_sheet(row, cells)
            for at, cell in enumerate(row):
                text, fault = words_of(cell)
                if (text or fault) and (at >= len(written) or written[at] not in (text or fault, None)):
                    what, way_out = (f"says {text[:60]!r}", move) if text else (fault.split(";")[0], "remove it")
                    yield cells.title, cell.coordinate, f"{what}, but only yellow cells are read", way_out
                if cell.comment:
                    what = f"has a comment, which is not read: {cell.comment.text[:60]!r}"
                    yield cells.title, cell.coordinate, what, move


def _on_other_sheet(row: Any, cells: Any) -> Sequence[str | None]:
    """As `_written`, of a sheet without yellow cells: free are the rows About, and words of a list without a gap."""
    if cells.title == ABOUT:
        return [None] * 2 if row[0].row <= ABOUT_ROWS else []
    number = row[0].row
    columns = cells.iter_cols(1, 3, max(1, number - 1), number, values_only=True) if cells.title == LISTS else ()
    return [None if all(_LISTED.fullmatch(normal(str(text))) for text in column) else "" for column in columns]


def _written(row: Any, sheet: Sheet) -> Sequence[str | None]:
    """The words that immerse wrote into the first cells of a row; None for a cell with any words."""
    if (number := row[0].row) < FIRST_ROW:
        title = None if normal(str(row[0].value)).endswith(f", {sheet.name.lower()}") else ""
        heads = [head for head, *_ in sheet.shown] + [head for _, head, _ in sheet.filled]
        return {1: [title], FIRST_ROW - 1: [*heads, None]}.get(number, [])
    about = hidden_content(row[sheet.hidden - 1].value if len(row) >= sheet.hidden else None, sheet)
    if not about:
        return [] if about == {} else [None] * sheet.hidden
    shown = [None, *map(normal, about["shown"][1:])][: len(sheet.shown)]
    return [*shown, *[None] * (sheet.hidden - len(shown))]
