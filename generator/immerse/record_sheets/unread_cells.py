"""Cells of a workbook that nothing reads, with the words that somebody typed there."""

from collections.abc import Iterator, Sequence
from typing import Any

from immerse.record_sheets.filled_rows import hidden_content
from immerse.record_sheets.sheet_layout import ABOUT, FIRST_ROW, SHEETS, Sheet
from immerse.spreadsheets.cells import normal
from immerse.spreadsheets.returned import words_of
from immerse.spreadsheets.workbook import LISTS

MOST_ROWS, _MOST_COLUMNS = 5_000, 200


def unread_cells(book: Any) -> Iterator[tuple[str, str, str]]:
    """(sheet, cell, what is wrong) of each cell with a comment, or with words where immerse reads none."""
    sheets = {sheet.name: sheet for sheet in SHEETS}
    plain = {ABOUT: (None,) * 2, LISTS: (None,) * 3}
    for cells in book.worksheets:
        sheet = sheets.get(cells.title)
        for row in cells.iter_rows(max_row=min(cells.max_row, MOST_ROWS), max_col=min(cells.max_column, _MOST_COLUMNS)):
            written = _written(row, sheet) if sheet else plain.get(cells.title, ())
            for at, cell in enumerate(row):
                text = "".join(words_of(cell))
                if text and (at >= len(written) or written[at] not in (text, None)):
                    yield cells.title, cell.coordinate, f"says {text[:60]!r}, but only yellow cells are read"
                if cell.comment:
                    yield cells.title, cell.coordinate, f"has a comment, which is not read: {cell.comment.text[:60]!r}"


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
