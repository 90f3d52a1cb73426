"""Cells for answers: their format, their present value, and the allowed input."""

import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from immerse.model.policy.policy_leaves import Leaf
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


_HINTS: dict[str, str] = json.loads(files("immerse.questionnaire").joinpath("answer_hints.json").read_text("utf-8"))
"""Kind of value -> the allowed input."""


def hint_of(leaf: Leaf) -> str:
    """The allowed input in a sentence."""
    hint = _HINTS.get(leaf.kind, "").format(
        unit=f" of {leaf.limit.unit}" if leaf.limit.unit else "",
        bounds=f" from {leaf.limit}" if leaf.limit.is_range else "",
        some="Any" if leaf.many else "One",
        choices=", ".join(map(label, leaf.choices)),
    )
    return f"{hint} Several: one a line.".strip() if leaf.many else hint
