"""A row of a workbook that was filled in, and the cells that it lacks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from immerse.record_sheets.sheet_layout import EVIDENCE, GATES, ITEMS, TASKS, CellTexts, Sheet
from immerse.records.entry_shapes import matches

ROW_DIGITS = 16
"""Digits that a row for a new piece carries; the id of the piece that is taken over from it begins with them."""
_NEW_ROW = re.compile(f"[0-9a-f]{{{ROW_DIGITS}}}")
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


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
    """Members of the hidden cell: `digest` and `rev` of an item, `row` of a row for a new piece."""

    def cell(self, column: str) -> str:
        """The cell of a column: `C4`."""
        return f"{get_column_letter(self.sheet.column(column))}{self.row}"


def faults(row: FilledRow, start: str | None, today: str) -> Iterator[tuple[str, str]]:
    """The columns that are missing, or that change to what cannot be by the first day of the rotation and today."""
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
    day, link = (values[column] if column in row.old else "" for column in ("day", "link"))
    if row.sheet is GATES and start and "" < day < start:
        yield "day", f"{day} is before the first day of the rotation, {start}"
    if row.sheet is not GATES and day > today:
        yield "day", f"{day} is still to come; write the day on which it happened"
    if link and not _ADDRESS.fullmatch(link):
        where = "write where else it is kept into the first column"
        yield "link", f"{link!r} is not an address, such as https://desk.example/case/4711; {where}"


def hidden_content(cell: Any, sheet: Sheet) -> dict[str, Any] | None:
    """The content of the hidden cell of a row of a sheet, empty without one; None if it cannot be read."""
    try:
        value = json.loads(str(cell or "{}"))
        if value == {}:
            return {}
        was, is_named = value["was"], bool(value["id"].strip() or _NEW_ROW.fullmatch(value["row"]))
        is_claimable = sheet is not ITEMS or (matches("digest", value["digest"]) and value["rev"] > 0)
        columns = {key for key, _, _ in sheet.filled}
        texts = all(isinstance(text, str) for text in (*was.values(), *value["shown"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return value if is_named and is_claimable and texts and was.keys() == columns else None
