"""The layout of the workbook: the names of its sheets, their hidden first row, and where rows begin.

The first row of every sheet to fill in is hidden: its first cell identifies the sheet, the others the columns by the
name of a field, or by `#by` and similar names for columns of all sheets. So answers are still recognised after a sheet
is renamed, its columns are moved or its rows are sorted.
"""

from immerse.model.policy.answers import value_digest
from immerse.spreadsheets.cells import fitting, normal

FORMAT = "immerse.questions/1"
"""Format of the workbook; another number is another layout."""
ABOUT = "immerse"
"""The hidden sheet with the client and the format of the workbook."""
START = "Start"
DEFAULTS = "Defaults"

MARK, TITLE, ABOUT_SHEET, SIGNED, HEADS, ROWS = 0, 1, 2, 3, 4, 5
"""Rows, from 0: the hidden row, the title, the instructions, the signature of the sheet, the heads, the first answers
of a sheet of questions. The first row of a table is an example."""

EXAMPLE = "example"
"""The path in the example row of a table."""

PATH, DIGESTS = 0, 1
"""Hidden columns, from 0: the path of a row, and the digests of its cells."""


def mark(client: str, sheet: str) -> str:
    """The text of the first cell of a sheet: format, client, and the key of the sheet."""
    return f"{FORMAT} {client} {sheet}"


def digests_of_question(answer: str, ask: str, example: str, proposed: str) -> dict[str, str]:
    """Digests that show which answers were edited, which rows were separated from their hidden columns by sorting, and
    which answers are in the wrong cell."""
    texts = {"#answer": answer, "#ask": ask, "#example": example, "#proposed": proposed}
    return {name: digest_of_cell(text) for name, text in texts.items()}


def digest_of_cell(text: str) -> str:
    """The digest of a cell, which shows whether somebody edited it."""
    plain = normal(fitting(text))
    return value_digest(plain) if plain else ""
