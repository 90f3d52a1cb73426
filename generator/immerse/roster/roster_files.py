"""A roster as a workbook and as CSV."""

from collections.abc import Mapping
from typing import Any

from immerse.roster.labels import A_CLAIM, A_STEP, NO_RANKING, Labels
from immerse.roster.tables import all_tables, people_table
from immerse.spreadsheets.csv_file import csv_file
from immerse.spreadsheets.table_workbook import TableWorkbook


def roster_csv(facts: Mapping[str, Any]) -> bytes:
    """A row for each rotation. The same facts give the same bytes."""
    table = people_table(facts, Labels(facts))
    return csv_file(table.heads, ([str(cell) for cell in row] for row in table.rows))


def roster_workbook(facts: Mapping[str, Any]) -> bytes:
    """A sheet for each table. The same facts give the same bytes."""
    book = TableWorkbook(f"{facts['client_name']}, roster of {facts['day']}")
    for table in all_tables(facts):
        if table.rows:
            book.table(table.name, list(zip(table.heads, table.widths, strict=True)), table.rows)
    book.facts("About", about(facts))
    return book.finish()


def about(facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The sheet about the roster itself."""
    return (
        ("Client", facts["client_name"]),
        ("Day", facts["day"]),
        ("Newest release", facts["release"]),
        ("Order", NO_RANKING),
        ("Claims", A_CLAIM),
        ("Steps", A_STEP),
        (
            "What it is",
            "A copy, computed from the records. The records are the originals: immerse records verify FILE says what "
            "is signed in one of them.",
        ),
    )
