"""Cells for answers: their format, their present value, and the allowed input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from immerse.model.policy.paths import Leaf
from immerse.questionnaire.cell_values import label
from immerse.spreadsheets.workbook import WRAPPED, Workbook

_BORDER = {"border_color": "#C9C3A5"}
OPEN = "#FFE08A"
"""Colour of a cell whose value nobody has given yet."""
_FIRST_DAY = date(1980, 1, 1)
_MOST_IN_A_NOTE = 255


@dataclass(frozen=True, slots=True)
class Choices:
    """The range of the choices of a drop-down: `=Lists!$A$1:$A$4`; other values are allowed unless it is `strict`."""

    range: str
    strict: bool


class AnswerWorkbook(Workbook):
    """A workbook with cells to answer in."""

    def words(self, sheet: Any, row: int, column: int, text: str, **properties: Any) -> None:
        """Text that is not filled in."""
        self.text(sheet, row, column, text, **{**WRAPPED, **properties})

    def answer_to(self, sheet: Any, row: int, column: int, text: str, leaf: Leaf, *, is_open: bool = False) -> None:
        """A cell to fill in with its present value; an open one has a stronger colour.

        Everything but numbers and days is text, so that a telephone number does not become a number, or a sentence a
        formula.
        """
        box = _BORDER | ({"bg_color": OPEN} if is_open else {})
        kind = "text" if leaf.many else leaf.kind
        if kind == "number":
            self.answer(sheet, row, column, int(text) if text else "", **box)
        elif kind == "date" and text:
            self.answer(sheet, row, column, date.fromisoformat(text), **box)
        elif kind == "date":
            self.blank_day(sheet, row, column, **box)
        else:
            self.answer(sheet, row, column, text, num_format="@", **box)

    def validate(self, sheet: Any, rows: tuple[int, int], column: int, leaf: Leaf, choices: Choices | None) -> None:
        """Restrict the input in a column, from the first to the last of `rows`."""
        rule: dict[str, Any] = {"validate": "any"}
        if leaf.kind == "number" and not leaf.many and leaf.limit.is_range:
            rule = {
                "validate": "integer",
                "criteria": "between",
                "minimum": leaf.limit.least,
                "maximum": leaf.limit.most,
            }
        elif leaf.kind == "date" and not leaf.many:
            rule = {"validate": "date", "criteria": ">=", "value": _FIRST_DAY}
        elif choices and not leaf.many:
            rule = {"validate": "list", "source": choices.range}
            rule |= {} if choices.strict else {"error_type": "warning"}
        hint = hint_of(leaf)[:_MOST_IN_A_NOTE]
        rule |= {"input_message": hint} if hint else {}
        rule |= {"error_title": "Not an answer", "error_message": hint} if hint and rule["validate"] != "any" else {}
        if hint or rule["validate"] != "any":
            sheet.data_validation(rows[0], column, rows[1], column, rule)


_HINTS: dict[str, Callable[[Leaf], str]] = {
    "number": lambda leaf: f"A whole number{f' of {leaf.limit.unit}' if leaf.limit.unit else ''}{_bounds(leaf)}.",
    "date": lambda leaf: "A day, written 2027-03-31.",
    "time": lambda leaf: "A time of the day, written 09:00.",
    "zone": lambda leaf: "The name of a zone and its city: Europe/London.",
    "language": lambda leaf: "A language tag: en-GB, de, fr-CA.",
    "country": lambda leaf: "A country code: GB, IE, US-CA, or EU.",
    "phone": lambda leaf: "Digits and blanks, with a leading plus where it is international.",
    "web": lambda leaf: "An address that begins with https://",
    "mailbox": lambda leaf: "An e-mail address.",
    "person": lambda leaf: "A key like person-07, never a name.",
    "contact": lambda leaf: "The short name of a contact.",
    "choice": lambda leaf: f"{'Any' if leaf.many else 'One'} of: {', '.join(map(label, leaf.choices))}.",
    "yes_no": lambda leaf: "yes or no.",
}


def hint_of(leaf: Leaf) -> str:
    """The allowed input in a sentence."""
    hint = _HINTS[leaf.kind](leaf) if leaf.kind in _HINTS else ""
    return f"{hint} Several: one a line.".strip() if leaf.many else hint


def _bounds(leaf: Leaf) -> str:
    return f" from {leaf.limit}" if leaf.limit.is_range else ""
