"""Sheets and columns of a record's workbook, and the values of their cells.

A hidden cell of each row has the values with which the workbook was written. So a cell that nobody edited changes
nothing, and one that was changed here and in the record is reported as a conflict.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from immerse.records import RecordState
from immerse.records.record_text import ERASED

FORMAT = "immerse.record-workbook/2"
ABOUT, ABOUT_ROWS = "About", 8
FIRST_ROW = 4
"""Row of a sheet in which its rows begin, from 1."""
YES, REMOVE = "yes", "remove"
KINDS, REMOVAL = "Kinds of evidence", "Take back"
"""Names of the lists from which the cells of evidence are chosen."""

CellTexts = dict[str, str]
"""Column -> the value of its cell: days as 2026-12-01, kinds by their id, yes or nothing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: columns that are shown, columns to fill in, and the hidden one at the end."""

    name: str
    shown: tuple[tuple[str, int], ...]
    """(head, width); the first of them is the id of the row, where the sheet has no new rows."""
    filled: tuple[tuple[str, str, int], ...]
    """(column, head, width)."""
    values: Callable[[RecordState, str], CellTexts]
    """The values of a row by the record, for the id of the row."""

    @property
    def hidden(self) -> int:
        """Column of the hidden cell, from 1."""
        return len(self.shown) + len(self.filled) + 1

    def column(self, name: str) -> int:
        """The number of a column to fill in, from 1."""
        return len(self.shown) + [key for key, _, _ in self.filled].index(name) + 1


def text_of(text: Mapping[str, Any] | None) -> str:
    """A text of a record; empty if there is none."""
    return "" if text is None else ERASED if text["text"] is None else str(text["text"])


def kind_words(kind: str, title: str) -> str:
    """A kind of evidence as it is chosen from the list: `work (Work sample)`."""
    return f"{kind} ({title})" if title else kind


def _item(state: RecordState, name: str) -> CellTexts:
    note = state["notes"].get(name)
    return {"claimed": YES if name in state["claims"] else "", "note": text_of(note and note["text"])}


def _piece(state: RecordState, name: str) -> CellTexts:
    piece = next((piece for piece in state["evidence"] if piece["piece"] == name), None)
    if piece is None:
        return dict.fromkeys((key for key, _, _ in EVIDENCE.filled), "")
    texts = {column: text_of(piece[column]) for column in ("title", "shift", "link")}
    simulated = YES if piece["simulated"] else ""
    plain = {"day": piece["day"], "kind": piece["kind"], "items": ", ".join(piece["items"]), "simulated": simulated}
    return {**texts, **plain, "remove": ""}


def _task(state: RecordState, name: str) -> CellTexts:
    task = state["tasks"].get(name)
    done = task is not None and task["done"]
    return {"done": YES if done else "", "day": task["day"] if task and done else ""}


def _gate(state: RecordState, name: str) -> CellTexts:
    return {"day": state["planned"].get(name, "")}


ITEMS = Sheet(
    "Items", (("Id", 9), ("Item", 50)), (("claimed", "Claimed by me", 12), ("note", "Note to the mentor", 60)), _item
)
EVIDENCE = Sheet(
    "Evidence",
    (),
    (
        ("title", "What it is, where it is kept", 50),
        ("kind", "Kind", 28),
        ("day", "Date", 12),
        ("items", "Items, three at most", 22),
        ("shift", "Shift", 18),
        ("simulated", "From an exercise", 12),
        ("link", "Address", 36),
        ("remove", "Take back", 12),
    ),
    _piece,
)
TASKS = Sheet("Tasks", (("Id", 9), ("Task", 60), ("Due", 12)), (("done", "Done", 9), ("day", "Done on", 12)), _task)
GATES = Sheet("Gates", (("Id", 9), ("Gate", 40), ("Computed", 12)), (("day", "Planned for", 14),), _gate)
SHEETS = (ITEMS, EVIDENCE, TASKS, GATES)
