"""A row of a workbook that was filled in, and the cells that it lacks."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from immerse.record_sheets.sheet_layout import EVIDENCE, TASKS, CellTexts, Sheet
from immerse.records.entry_shapes import matches


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with cells that somebody filled in."""

    sheet: Sheet
    row: int
    id: str
    """The id of the item, task, gate or piece; empty for a new piece."""
    values: CellTexts
    """All cells of the row."""
    old: CellTexts
    """The record's values of the cells that change."""
    about: dict[str, Any]
    """Members of the hidden cell: `digest` and `rev` of an item."""

    def cell(self, column: str) -> str:
        """The cell of a column: `C4`."""
        return f"{get_column_letter(self.sheet.column(column))}{self.row}"


def missing(row: FilledRow) -> Iterator[tuple[str, str]]:
    """The columns that have to be filled in as well, each with the reason."""
    values = row.values
    if row.sheet is EVIDENCE and not values["remove"]:
        needed = {"title": "what it is", "kind": "its kind", "day": "its day", "items": "an item that it supports"}
        for column in (column for column in needed if not values[column]):
            yield column, f"is empty; a piece of evidence says {needed[column]}"
    if row.sheet is EVIDENCE and values["remove"] and not row.id:
        yield "remove", "this piece is not in the record; empty its row"
    if row.sheet is TASKS and values["done"] and not values["day"]:
        yield "day", "is empty; say on which day the task was done"
    if row.sheet is TASKS and values["day"] and not values["done"]:
        yield "done", "is empty, though the task has a day; write yes, or empty the day"


def is_hidden_cell(value: Any, columns: Set[str]) -> bool:
    """Whether a value is the content of the hidden cell of a row with these columns."""
    if not isinstance(value, dict) or not isinstance(value.get("was"), dict) or not isinstance(value.get("id"), str):
        return False
    texts = all(isinstance(value, str) for value in value["was"].values())
    is_claimable = "claimed" not in columns or (
        matches("digest", value.get("digest")) and isinstance(value.get("rev"), int) and value["rev"] > 0
    )
    return texts and value["was"].keys() == columns and is_claimable
