"""The matrix of client and setting as a table to read, a sheet for programs, a workbook."""

from collections.abc import Iterator
from typing import Literal

from immerse.exporting.sheet_columns import columns_of
from immerse.model.policy.looseness import Looser
from immerse.model.policy.matrix import Cell, Matrix, MatrixRow
from immerse.spreadsheets.csv_file import csv_file
from immerse.spreadsheets.table_workbook import Shaded, SheetRow, TableWorkbook

_COLOURS = {"missing": "#F8D7DA", "looser": "#FFE8B8", "unused": "#E4E4E4"}
"""Word of a cell -> its colour, by priority."""


def matrix_text(matrix: Matrix) -> str:
    """One line a setting, one column a client, and below it each value that is looser than the core."""
    table = [("setting", *matrix.clients), *((row.setting.key, *map(str, row.cells)) for row in matrix.rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    looser = [_sentence(client, value) for client, value in _looser(matrix)]
    return "\n".join([*lines, *(["", "looser than the core:", *looser] if looser else [])])


def _looser(matrix: Matrix) -> Iterator[tuple[str, Looser]]:
    """Each value that is looser than the core, with its client, client by client."""
    for column, client in enumerate(matrix.clients):
        yield from ((client, value) for row in matrix.rows for value in row.cells[column].looser)


def _sentence(client: str, value: Looser) -> str:
    answer = f"{value.owner}: {value.reason}" if value.owner else "no reason given"
    return f"{client}  {value.path} = {value.ours} (core {value.core})  {_place(value)}  {answer}"


def _place(value: Looser) -> str:
    return f"{value.location.path}:{value.location.line}"


def matrix_file(matrix: Matrix, form: Literal["text", "csv", "xlsx"]) -> bytes:
    """The matrix in one of its forms; the same matrix gives the same bytes."""
    if form == "text":
        return f"{matrix_text(matrix)}\n".encode()
    return _workbook(matrix) if form == "xlsx" else _csv(matrix)


def _csv(matrix: Matrix) -> bytes:
    head = (name for name, _ in columns_of("matrix")["Settings"])
    return csv_file((*head, *matrix.clients), ((*_facts(row), *map(str, row.cells)) for row in matrix.rows))


def _facts(row: MatrixRow) -> tuple[str, ...]:
    setting = row.setting
    return (
        setting.key,
        setting.doc,
        setting.units,
        "required" if setting.required else "",
        "safety-class" if setting.safety else "",
    )


def _workbook(matrix: Matrix) -> bytes:
    book = TableWorkbook("Clients and settings")
    columns = columns_of("matrix")
    by_client = ((client, 20) for client in matrix.clients)
    rows: list[SheetRow] = [
        (*_facts(row), *(Shaded(str(cell), _colour(cell)) for cell in row.cells)) for row in matrix.rows
    ]
    book.table("Settings", (*columns["Settings"], *by_client), rows)
    looser = [_line(client, value) for client, value in _looser(matrix)]
    book.table("Looser than the core", columns["Looser than the core"], looser)
    return book.finish()


def _line(client: str, value: Looser) -> tuple[str, ...]:
    return (client, value.path, str(value.ours), str(value.core), _place(value), value.owner, value.reason)


def _colour(cell: Cell) -> str:
    return next((colour for word, colour in _COLOURS.items() if word in cell.words), "")
