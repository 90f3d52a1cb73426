"""The matrix of client and setting as a table to read, a sheet for programs, a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

from immerse.model.policy.looseness import Looser
from immerse.model.policy.matrix import Cell, Matrix, MatrixRow

_FIXED = datetime(2000, 1, 1)
"""A workbook says when it was made; the same matrix is to give the same bytes."""
_HEAD = ("setting", "meaning", "unit", "required", "safety-class")
_LOOSER_COLUMNS = (
    ("client", 18), ("value", 42), ("ours", 14), ("core", 14), ("set in", 50), ("owner", 26), ("reason", 60),
)  # fmt: skip
_COLOURS = {"missing": "#F8D7DA", "looser": "#FFE8B8", "unused": "#E4E4E4"}
"""The word that decides a cell's colour, the weightiest first."""


def matrix_text(matrix: Matrix) -> str:
    """One line a setting, one column a client, and below it each value that is looser than the core."""
    table = [("setting", *matrix.clients), *((row.setting.key, *map(str, row.cells)) for row in matrix.rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    looser = [_sentence(client, one) for client, one in _looser(matrix)]
    return "\n".join([*lines, *(["", "looser than the core:", *looser] if looser else [])])


def _looser(matrix: Matrix) -> Iterator[tuple[str, Looser]]:
    """Each value that is looser than the core, with its client, client by client."""
    for column, client in enumerate(matrix.clients):
        yield from ((client, one) for row in matrix.rows for one in row.cells[column].looser)


def _sentence(client: str, one: Looser) -> str:
    answer = f"{one.owner}: {one.reason}" if one.owner else "no reason given"
    return f"{client}  {one.path} = {one.ours} (core {one.core})  {_place(one)}  {answer}"


def _place(one: Looser) -> str:
    return f"{one.location.path}:{one.location.line}"


def matrix_file(matrix: Matrix, form: Literal["csv", "xlsx"]) -> bytes:
    """The matrix as bytes: UTF-8 with a mark that spreadsheets look for, or a workbook."""
    return _workbook(matrix) if form == "xlsx" else matrix_csv(matrix).encode("utf-8-sig")


def matrix_csv(matrix: Matrix) -> str:
    """The matrix as comma-separated values, a line a setting."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow((*_HEAD, *matrix.clients))
    writer.writerows((*_facts(row), *map(str, row.cells)) for row in matrix.rows)
    return buffer.getvalue()


def _facts(row: MatrixRow) -> tuple[str, ...]:
    setting = row.setting
    return (
        setting.key,
        setting.doc,
        setting.unit,
        "required" if setting.required else "",
        "safety-class" if setting.safety else "",
    )


def _workbook(matrix: Matrix) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    # Content is data: a text that begins with = must never become a formula, nor an address a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": "Clients and settings", "created": _FIXED, "comments": "Made by immerse"})
    plain = {"text_wrap": True, "valign": "top"}
    formats = {
        "head": book.add_format({**plain, "bold": True, "bottom": 1, "bg_color": "#E8ECF0"}),
        "": book.add_format(plain),
    } | {word: book.add_format({**plain, "bg_color": colour}) for word, colour in _COLOURS.items()}
    rows = [_cells(row) for row in matrix.rows]
    columns = [*zip(_HEAD, (30, 60, 14, 11, 13), strict=True), *((client, 20) for client in matrix.clients)]
    _sheet(book, formats, "Settings", columns, rows)
    loose = [[(text, "") for text in _line(client, one)] for client, one in _looser(matrix)]
    _sheet(book, formats, "Looser than the core", _LOOSER_COLUMNS, loose)
    book.close()
    return buffer.getvalue()


def _cells(row: MatrixRow) -> list[tuple[str, str]]:
    """(text, kind of format) of each cell of a line."""
    return [*((text, "") for text in _facts(row)), *((str(cell), _colour(cell)) for cell in row.cells)]


def _line(client: str, one: Looser) -> tuple[str, ...]:
    return (client, one.path, str(one.ours), str(one.core), _place(one), one.owner, one.reason)


def _colour(cell: Cell) -> str:
    return next((word for word in _COLOURS if word in cell.words), "")


def _sheet(
    book: Any,
    formats: dict[str, Any],
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: list[list[tuple[str, str]]],
) -> None:
    sheet = book.add_worksheet(name)
    for column, (head, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats["head"])
    for line, row in enumerate(rows, start=1):
        for column, (text, kind) in enumerate(row):
            sheet.write_string(line, column, text, formats[kind])
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
