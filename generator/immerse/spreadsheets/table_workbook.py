"""Workbooks of sheets with a title, column heads and rows, with cells to fill in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from immerse.spreadsheets.workbook import HEAD, WRAPPED, Workbook

Columns = Sequence[tuple[str, int]]
"""(head, width in characters) of each column; a column without width is hidden."""

_FIRST_DAY, _LAST_DAY = datetime(2000, 1, 1), datetime(2100, 12, 31)
"""The days that may be filled in."""
_LINE, _LOWEST, _HIGHEST = 13.5, 20.0, 409.0
"""Points: a line of text, the lowest row, and the highest that a spreadsheet shows."""
_FIRST_ROW = 3


class Shaded(NamedTuple):
    """A cell with a colour of its own."""

    text: str
    colour: str
    """As #RRGGBB."""


class Filled(NamedTuple):
    """A cell to fill in that already has a value."""

    value: str | date
    """Empty for a blank cell."""


class Choice(NamedTuple):
    """An answer from a list, which is on the sheet Lists under its name."""

    name: str
    words: tuple[str, ...]


DATE = "date"
"""An answer that is a day."""
YES_NO = Choice("Yes or no", ("yes", "no"))

Answers = Mapping[int, "Choice | str"]
"""Column -> the allowed answers: a choice, or DATE; any text in other columns."""
SheetRow = Sequence["str | int | Shaded | Filled | None"]
"""Cells; None, and every cell after the last, is to be filled in by hand."""


class TableWorkbook(Workbook):
    """A workbook whose sheets are tables."""

    def __init__(self, title: str, made: datetime | None = None) -> None:
        super().__init__(title, made)
        self._title = title
        self._carried: tuple[str, str] | None = None

    def form(self, name: str, fields: Sequence[str], answers: Answers) -> None:
        """A sheet of fields to fill in; the first of them is shown at the top of every later sheet."""
        sheet = self.add_sheet(name)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 50)
        self.text(sheet, 0, 0, self._title, bold=True, font_size=14)
        for line, field in enumerate(fields, start=2):
            self.text(sheet, line, 0, field, **WRAPPED, **HEAD)
            self._fill_in(sheet, line, 1, None, answers.get(line - 2))
            self._limit(sheet, [(line, line)], 1, answers.get(line - 2))
        self._for_print(sheet)
        self._carried = (fields[0], f"{name}!$B${_FIRST_ROW}")

    def table(self, name: str, columns: Columns, rows: Sequence[SheetRow], answers: Answers | None = None) -> None:
        """A sheet of rows below a title."""
        sheet = self.add_sheet(name)
        self.text(sheet, 0, 0, f"{self._title}, {name.lower()}", bold=True, font_size=14)
        if self._carried:
            field, cell = self._carried
            # The value is for programs that do not compute formulas.
            name_format = self.format(bold=True, font_size=12)
            sheet.write_formula(1, 0, f'="{field}: "&{cell}', name_format, f"{field}: ")
        for column, (head, width) in enumerate(columns):
            sheet.set_column(column, column, width, None, {} if width else {"hidden": True})
            self.text(sheet, 2, column, head, **WRAPPED, **HEAD)
        widths = [width for _, width in columns]
        sheet.set_row(2, _height([head for head, _ in columns], widths))
        open_lines = self._write_rows(sheet, rows, widths, answers or {})
        for column, answer in (answers or {}).items():
            self._limit(sheet, _runs(open_lines.get(column, [])), column, answer)
        sheet.freeze_panes(_FIRST_ROW, 1)
        if rows:
            sheet.autofilter(2, 0, 2 + len(rows), len(columns) - 1)
        sheet.repeat_rows(0, 2)
        self._for_print(sheet)

    def facts(self, name: str, facts: tuple[tuple[str, str], ...]) -> None:
        """A sheet of names and values."""
        sheet = self.add_sheet(name)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 80)
        for line, (head, value) in enumerate(facts):
            self.text(sheet, line, 0, head, **WRAPPED, **HEAD)
            sheet.set_row(line, _height((head, value), (22, 80)))
            self.text(sheet, line, 1, value, **WRAPPED)
        self._for_print(sheet)

    def finish(self) -> bytes:
        """The finished workbook; its last sheet contains the lists of choices."""
        if sheet := self.add_lists():
            self._for_print(sheet)
        return super().finish()

    def _for_print(self, sheet: Any) -> None:
        """Print in landscape, fitted to the width of the paper, with the title and page number in the footer."""
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self._title[:100].replace('&', '&&')}&RPage &P of &N")

    def _write_rows(
        self, sheet: Any, rows: Sequence[SheetRow], widths: Sequence[int], answers: Answers
    ) -> dict[int, list[int]]:
        """Column -> the lines of its cells to fill in."""
        open_lines: dict[int, list[int]] = {}
        for line, row in enumerate(rows, start=_FIRST_ROW):
            sheet.set_row(line, _height(row, widths))
            for column in range(len(widths)):
                cell = row[column] if column < len(row) else None
                if cell is None or isinstance(cell, Filled):
                    self._fill_in(sheet, line, column, cell, answers.get(column))
                    open_lines.setdefault(column, []).append(line)
                elif isinstance(cell, int):
                    sheet.write_number(line, column, cell, self.format(**WRAPPED, align="center"))
                else:
                    shade = {"bg_color": cell.colour} if isinstance(cell, Shaded) and cell.colour else {}
                    self.text(sheet, line, column, _text(cell), **WRAPPED, **shade)
        return open_lines

    def _fill_in(self, sheet: Any, line: int, column: int, cell: Filled | None, answer: Choice | str | None) -> None:
        value = cell.value if cell else ""
        if value == "" and answer == DATE:
            self.blank_day(sheet, line, column)
        else:
            self.answer(sheet, line, column, value)

    def _limit(self, sheet: Any, runs: Sequence[tuple[int, int]], column: int, answer: Choice | str | None) -> None:
        """Restrict what may be filled in in a column, in runs of lines."""
        if answer is None or not runs:
            return
        if isinstance(answer, Choice):
            rule: dict[str, Any] = {"validate": "list", "source": self.list_of(answer.words, answer.name)}
            rule |= {"error_title": answer.name, "error_message": "Choose one of the list."}
        else:
            rule = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            rule |= {"error_title": "Date", "error_message": "Write a day, like 2026-12-01."}
        (first, last), *more_runs = runs
        rule["other_cells"] = [[start, column, end, column] for start, end in more_runs]
        sheet.data_validation(first, column, last, column, rule)


def _height(cells: SheetRow, widths: Sequence[int]) -> float:
    """The height of a row in points, enough for its longest text and for handwriting."""
    texts = (_text(cell) for cell in cells)
    lines = (
        sum(-(-len(line) // max(1, width - 2)) for line in text.splitlines() or [""])
        for text, width in zip(texts, widths, strict=False)
        if width
    )
    return min(max(_LINE * max([1, *lines]) + 3, _LOWEST), _HIGHEST)


def _text(cell: str | int | Shaded | Filled | None) -> str:
    if isinstance(cell, Filled):
        return str(cell.value)
    return cell.text if isinstance(cell, Shaded) else str(cell or "")


def _runs(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive lines as (first, last)."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        first = runs.pop()[0] if runs and runs[-1][1] == line - 1 else line
        runs.append((first, line))
    return runs
