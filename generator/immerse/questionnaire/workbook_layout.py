"""How the workbook is laid out: what its sheets are called, what their hidden first row says, where rows begin.

The first row of every sheet to fill in is hidden: its first cell says what the sheet is, the others what stands in each
column: the name of a field, or `#by` and the like for what other sheets have as well. So a sheet may be renamed, its
columns moved and its rows sorted, and every answer is still known.
"""

from __future__ import annotations

from immerse.model.policy.answers import value_digest
from immerse.spreadsheets.cells import fitting, normal

FORMAT = "immerse.questions/1"
"""Format of the workbook; another number is another layout."""
ABOUT = "immerse"
"""The hidden sheet that says which client the workbook is for, and of which format it is."""
START = "Start"
DEFAULTS = "Defaults"

MARK, TITLE, ABOUT_SHEET, SIGNED, HEADS, ROWS = 0, 1, 2, 3, 4, 5
"""Rows, from 0: what is hidden, the title, what to do, who answers the whole sheet, the heads, the first answers of a
sheet of questions. Tables have an example in their first row."""

EXAMPLE = "example"
"""The path of the row of a table that shows what an entry looks like."""

PATH, DIGESTS = 0, 1
"""Columns, from 0, that are hidden: the path of a row, and what stood in its cells."""


def mark(client: str, sheet: str) -> str:
    """What the first cell of a sheet says: format, client, and which sheet it is."""
    return f"{FORMAT} {client} {sheet}"


def digests_of_question(answer: str, ask: str, example: str, proposed: str) -> dict[str, str]:
    """By which an answer that nobody touched is known again, a row that was torn apart when somebody sorted, and an
    answer that was written beside its cell."""
    texts = {"#answer": answer, "#ask": ask, "#example": example, "#proposed": proposed}
    return {name: digest_of_cell(text) for name, text in texts.items()}


def digest_of_cell(text: str) -> str:
    """By which a cell that nobody touched is known again."""
    kept = normal(fitting(text))
    return value_digest(kept) if kept else ""
