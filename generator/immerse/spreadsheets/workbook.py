"""Writes a workbook: cells with data only, formats, lists of choices."""

import io
from datetime import date, datetime, time
from typing import Any

from immerse.spreadsheets.cells import fitting, is_formula

WRAPPED = {"text_wrap": True, "valign": "top"}
HEAD = {"bold": True, "bottom": 1, "bg_color": "#E8ECF0"}
ANSWER = {**WRAPPED, "bg_color": "#FFFBE6", "border": 1}
"""Format of a cell to fill in."""
_DAY = {"num_format": "yyyy-mm-dd"}
_EARLIEST = datetime(2026, 1, 1)
"""The date of a workbook without a release, so that the same content has the same bytes."""
LISTS = "Lists"
"""The sheet with the lists of choices."""


class Workbook:
    """Writes cells of xlsxwriter's sheets; the same calls give the same bytes.

    Content is data: a text never becomes a formula or a link.
    """

    def __init__(self, title: str, made: datetime | None = None) -> None:
        import xlsxwriter  # loads forty modules; the workbooks of most builds are kept from an earlier one

        self._buffer = io.BytesIO()
        plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._buffer, plain)
        self._book.set_properties({"title": title, "created": made or _EARLIEST, "comments": "Made by immerse"})
        self._formats: dict[str, Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}

    def add_sheet(self, name: str) -> Any:
        """A new sheet at the end."""
        return self._book.add_worksheet(name)

    @property
    def sheets(self) -> list[Any]:
        """The sheets so far."""
        return list(self._book.worksheets())

    def format(self, **properties: Any) -> Any:
        """A format with these properties; each is made once."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, **properties: Any) -> None:
        """A text; one that begins like a formula is quoted, so that it stays a text after editing."""
        quoted = {"quote_prefix": True} if is_formula(text) else {}
        sheet.write_string(row, column, fitting(text), self.format(**properties, **quoted))

    def answer(self, sheet: Any, row: int, column: int, value: str | int | date, **properties: Any) -> None:
        """A cell to fill in with its present value; an empty text for a blank one."""
        box = {**ANSWER, **properties}
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time()), self.format(**box, **_DAY))
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.format(**box))
        elif value:
            self.text(sheet, row, column, value, **box)
        else:
            sheet.write_blank(row, column, None, self.format(**box))

    def blank_day(self, sheet: Any, row: int, column: int, **properties: Any) -> None:
        """A blank cell for a day."""
        sheet.write_blank(row, column, None, self.format(**{**ANSWER, **properties, **_DAY}))

    def list_of(self, words: tuple[str, ...], head: str = "") -> str:
        """The range of a list of choices on the sheet of lists: `=Lists!$A$2:$A$5`."""
        key = (head, *words)
        if key not in self._lists:
            from xlsxwriter.utility import xl_col_to_name

            column = xl_col_to_name(len(self._lists), col_abs=True)
            self._lists[key] = f"={LISTS}!{column}$2:{column}${len(words) + 1}"
        return self._lists[key]

    def add_lists(self) -> Any:
        """The sheet of lists, each with its head; None if there are no lists."""
        if not self._lists:
            return None
        sheet = self.add_sheet(LISTS)
        sheet.set_column(0, len(self._lists) - 1, 24)
        for column, (head, *words) in enumerate(self._lists):
            self.text(sheet, 0, column, head, **WRAPPED, **HEAD)
            for line, word in enumerate(words, start=1):
                self.text(sheet, line, column, word, **WRAPPED)
        return sheet

    def finish(self) -> bytes:
        """The finished workbook."""
        self._book.close()
        return self._buffer.getvalue()
