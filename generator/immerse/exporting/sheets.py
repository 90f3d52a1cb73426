"""Workbooks: sheets with a title, heads and rows, made of content that is data and nothing else."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import xlsxwriter

from immerse.exporting.cells import fitting, is_formula

Columns = Sequence[tuple[str, int]]
"""(head, width in characters) of each column."""

_EARLIEST = datetime(2026, 1, 1)
"""The day of a workbook that belongs to no release, so that the same content has the same bytes."""
_PLAIN = {"text_wrap": True, "valign": "top"}


class Shaded(NamedTuple):
    """A cell with a colour of its own."""

    text: str
    colour: str
    """As #RRGGBB."""


Row = Sequence[str | Shaded]


class Workbook:
    """A workbook in the making; the same calls give the same bytes."""

    def __init__(self, title: str, made: datetime | None = None) -> None:
        self._buffer = io.BytesIO()
        # Content is data: a text that begins with = must never become a formula, nor an address a link.
        plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = self._book = xlsxwriter.Workbook(self._buffer, plain)
        self._title = title
        self._formats: dict[tuple[str, bool], Any] = {}
        book.set_properties({"title": title, "created": made or _EARLIEST, "comments": "Made by immerse"})
        self._head = book.add_format({**_PLAIN, "bold": True, "bottom": 1, "bg_color": "#E8ECF0"})
        self._fill = book.add_format({**_PLAIN, "bg_color": "#FFFBE6", "border": 1})
        self._bold = book.add_format({"bold": True, "font_size": 14})

    def sheet(self, name: str, columns: Columns, rows: Sequence[Row]) -> None:
        """A sheet of rows below a title; columns that a row does not reach are to be filled in by hand."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, fitting(f"{self._title}, {name.lower()}"), self._bold)
        for column, (head, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, fitting(head), self._head)
        for line, row in enumerate(rows, start=3):
            for column in range(len(columns)):
                if column < len(row):
                    self._write(sheet, line, column, row[column])
                else:
                    sheet.write_blank(line, column, None, self._fill)
        sheet.freeze_panes(3, 1)
        if rows:
            sheet.autofilter(2, 0, 2 + len(rows), len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)

    def facts(self, name: str, facts: tuple[tuple[str, str], ...]) -> None:
        """A sheet of names and values."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 80)
        for line, (head, value) in enumerate(facts):
            sheet.write_string(line, 0, fitting(head), self._head)
            self._write(sheet, line, 1, value)

    def finish(self) -> bytes:
        """The finished workbook."""
        self._book.close()
        return self._buffer.getvalue()

    def _write(self, sheet: Any, line: int, column: int, cell: str | Shaded) -> None:
        text, colour = cell if isinstance(cell, Shaded) else (cell, "")
        sheet.write_string(line, column, fitting(text), self._format(colour, quoted=is_formula(text)))

    def _format(self, colour: str, *, quoted: bool) -> Any:
        """The format of a cell. A quoted one stays a text when somebody edits it, though it begins like a formula."""
        if (colour, quoted) not in self._formats:
            shade = {"bg_color": colour} if colour else {}
            quote = {"quote_prefix": True} if quoted else {}
            self._formats[colour, quoted] = self._book.add_format({**_PLAIN, **shade, **quote})
        return self._formats[colour, quoted]
