"""Workbooks: sheets with a title, heads and rows, made of content that is data and nothing else."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

Columns = tuple[tuple[str, int], ...]
"""(head, width in characters) of each column."""

_EARLIEST = datetime(2026, 1, 1)
"""The day of a workbook that belongs to no release, so that the same content has the same bytes."""


class Workbook:
    """A workbook in the making; the same calls give the same bytes."""

    def __init__(self, title: str, made: datetime | None = None) -> None:
        self._buffer = io.BytesIO()
        # Content is data: a text that begins with = must never become a formula, nor an address a link.
        plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = self._book = xlsxwriter.Workbook(self._buffer, plain)
        self._title = title
        book.set_properties({"title": title, "created": made or _EARLIEST, "comments": "Made by immerse"})
        wrapped = {"text_wrap": True, "valign": "top"}
        self._head = book.add_format({"bold": True, **wrapped, "bottom": 1, "bg_color": "#E8ECF0"})
        self._cell = book.add_format(wrapped)
        self._fill = book.add_format({**wrapped, "bg_color": "#FFFBE6", "border": 1})
        self._bold = book.add_format({"bold": True, "font_size": 14})

    def sheet(self, name: str, columns: Columns, rows: list[tuple[str, ...]]) -> None:
        """A sheet of rows below a title; columns that a row does not reach are to be filled in by hand."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, f"{self._title}, {name.lower()}", self._bold)
        for column, (head, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, head, self._head)
        for line, row in enumerate(rows, start=3):
            for column in range(len(columns)):
                if column < len(row):
                    sheet.write_string(line, column, row[column], self._cell)
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
            sheet.write_string(line, 0, head, self._head)
            sheet.write_string(line, 1, value, self._cell)

    def finish(self) -> bytes:
        """The finished workbook."""
        self._book.close()
        return self._buffer.getvalue()
