"""Workbooks: sheets with a title, heads and rows, made of content that is data and nothing else."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from immerse.exporting.cells import fitting, is_formula

Columns = Sequence[tuple[str, int]]
"""(head, width in characters) of each column; a column without width is hidden."""

_EARLIEST = datetime(2026, 1, 1)
"""The day of a workbook that belongs to no release, so that the same content has the same bytes."""
_FIRST_DAY, _LAST_DAY = datetime(2000, 1, 1), datetime(2100, 12, 31)
"""Between them lies every day that somebody may mean."""
_LISTS = "Lists"
_LINE, _LOWEST, _HIGHEST = 13.5, 20.0, 409.0
"""Points: a line of text, the lowest row, and the highest that a spreadsheet shows."""
_PLAIN = {"text_wrap": True, "valign": "top"}


class Shaded(NamedTuple):
    """A cell with a colour of its own."""

    text: str
    colour: str
    """As #RRGGBB."""


class Filled(NamedTuple):
    """A cell to fill in that is filled in already."""

    value: str | date
    """An empty text for a cell that is blank still."""


class Choice(NamedTuple):
    """An answer picked from a list, which stands on the sheet Lists under its name."""

    name: str
    words: tuple[str, ...]


DATE = "date"
"""An answer that is a day."""
YES_NO = Choice("Yes or no", ("yes", "no"))

Answers = Mapping[int, "Choice | str"]
"""Column -> what may be filled in there: a choice, or DATE; any text where nothing is said."""
Row = Sequence["str | int | Shaded | Filled | None"]
"""Cells; None, and every cell that a row does not reach, is to be filled in by hand."""


class Workbook:
    """A workbook in the making; the same calls give the same bytes."""

    def __init__(self, title: str, made: datetime | None = None) -> None:
        self._buffer = io.BytesIO()
        # Content is data: a text that begins with = must never become a formula, nor an address a link.
        plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = self._book = xlsxwriter.Workbook(self._buffer, plain)
        self._title = title
        self._carried: tuple[str, str] | None = None
        self._lists: dict[str, tuple[str, ...]] = {}
        self._formats: dict[tuple[str, bool], Any] = {}
        book.set_properties({"title": title, "created": made or _EARLIEST, "comments": "Made by immerse"})
        self._head = book.add_format({**_PLAIN, "bold": True, "bottom": 1, "bg_color": "#E8ECF0"})
        self._fill = book.add_format({**_PLAIN, "bg_color": "#FFFBE6", "border": 1})
        self._quoted_fill = book.add_format({**_PLAIN, "bg_color": "#FFFBE6", "border": 1, "quote_prefix": True})
        self._day = book.add_format({**_PLAIN, "bg_color": "#FFFBE6", "border": 1, "num_format": "yyyy-mm-dd"})
        self._number = book.add_format({**_PLAIN, "align": "center"})
        self._bold = book.add_format({"bold": True, "font_size": 14})
        self._named = book.add_format({"bold": True, "font_size": 12})

    def form(self, name: str, fields: Sequence[str], answers: Answers) -> None:
        """A sheet of fields to fill in; the first of them stands at the head of every sheet that follows."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 50)
        sheet.write_string(0, 0, fitting(self._title), self._bold)
        for line, field in enumerate(fields, start=2):
            sheet.write_string(line, 0, field, self._head)
            self._blank(sheet, line, 1, answers.get(line - 2))
            self._limit(sheet, [(line, line)], 1, answers.get(line - 2))
        self._for_print(sheet)
        self._carried = (fields[0], f"{name}!$B$3")

    def sheet(self, name: str, columns: Columns, rows: Sequence[Row], answers: Answers | None = None) -> None:
        """A sheet of rows below a title."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, fitting(f"{self._title}, {name.lower()}"), self._bold)
        if self._carried:
            field, cell = self._carried
            # Empty until somebody writes the name; the value beside the formula is for whoever does not compute.
            sheet.write_formula(1, 0, f'="{field}: "&{cell}', self._named, f"{field}: ")
        for column, (head, width) in enumerate(columns):
            sheet.set_column(column, column, width, None, {} if width else {"hidden": True})
            sheet.write_string(2, column, fitting(head), self._head)
        widths = [width for _, width in columns]
        sheet.set_row(2, _height([head for head, _ in columns], widths))
        open_lines: dict[int, list[int]] = {}
        for line, row in enumerate(rows, start=3):
            sheet.set_row(line, _height(row, widths))
            for column in range(len(columns)):
                cell_value = row[column] if column < len(row) else None
                if cell_value is None or isinstance(cell_value, Filled):
                    self._fill_in(sheet, line, column, cell_value, (answers or {}).get(column))
                    open_lines.setdefault(column, []).append(line)
                else:
                    self._write(sheet, line, column, cell_value)
        for column, answer in (answers or {}).items():
            self._limit(sheet, _runs(open_lines.get(column, [])), column, answer)
        sheet.freeze_panes(3, 1)
        if rows:
            sheet.autofilter(2, 0, 2 + len(rows), len(columns) - 1)
        sheet.repeat_rows(0, 2)
        self._for_print(sheet)

    def facts(self, name: str, facts: tuple[tuple[str, str], ...]) -> None:
        """A sheet of names and values."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 80)
        for line, (head, value) in enumerate(facts):
            sheet.write_string(line, 0, fitting(head), self._head)
            sheet.set_row(line, _height((head, value), (22, 80)))
            self._write(sheet, line, 1, value)
        self._for_print(sheet)

    def finish(self) -> bytes:
        """The finished workbook; the lists that cells are chosen from stand on its last sheet."""
        if self._lists:
            sheet = self._book.add_worksheet(_LISTS)
            sheet.set_column(0, len(self._lists) - 1, 24)
            for column, (name, words) in enumerate(self._lists.items()):
                sheet.write_string(0, column, name, self._head)
                for line, word in enumerate(words, start=1):
                    self._write(sheet, line, column, word)
            self._for_print(sheet)
        self._book.close()
        return self._buffer.getvalue()

    def _for_print(self, sheet: Any) -> None:
        """Across, as wide as one sheet of paper, with the title and the page below."""
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self._title[:100].replace('&', '&&')}&RPage &P of &N")

    def _write(self, sheet: Any, line: int, column: int, cell: str | int | Shaded) -> None:
        if isinstance(cell, int):
            sheet.write_number(line, column, cell, self._number)
            return
        text, colour = cell if isinstance(cell, Shaded) else (cell, "")
        sheet.write_string(line, column, fitting(text), self._format(colour, quoted=is_formula(text)))

    def _fill_in(self, sheet: Any, line: int, column: int, cell: Filled | None, answer: Choice | str | None) -> None:
        value = cell.value if cell else ""
        if isinstance(value, date):
            sheet.write_datetime(line, column, datetime.combine(value, time()), self._day)
        elif value:
            quoted = is_formula(value)
            sheet.write_string(line, column, fitting(value), self._quoted_fill if quoted else self._fill)
        else:
            self._blank(sheet, line, column, answer)

    def _blank(self, sheet: Any, line: int, column: int, answer: Choice | str | None) -> None:
        sheet.write_blank(line, column, None, self._day if answer == DATE else self._fill)

    def _limit(self, sheet: Any, runs: Sequence[tuple[int, int]], column: int, answer: Choice | str | None) -> None:
        """What may be filled in in a column, in runs of lines."""
        if answer is None or not runs:
            return
        if isinstance(answer, Choice):
            words = self._lists.setdefault(answer.name, answer.words)
            letter = xl_col_to_name(list(self._lists).index(answer.name), col_abs=True)
            rule: dict[str, Any] = {"validate": "list", "source": f"={_LISTS}!{letter}$2:{letter}${len(words) + 1}"}
            rule |= {"error_title": answer.name, "error_message": "Choose one of the list."}
        else:
            rule = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            rule |= {"error_title": "Date", "error_message": "Write a day, like 2026-12-01."}
        (first, last), *others = runs
        rule["other_cells"] = [[start, column, end, column] for start, end in others]
        sheet.data_validation(first, column, last, column, rule)

    def _format(self, colour: str, *, quoted: bool) -> Any:
        """The format of a cell. A quoted one stays a text when somebody edits it, though it begins like a formula."""
        if (colour, quoted) not in self._formats:
            shade = {"bg_color": colour} if colour else {}
            quote = {"quote_prefix": True} if quoted else {}
            self._formats[colour, quoted] = self._book.add_format({**_PLAIN, **shade, **quote})
        return self._formats[colour, quoted]


def _height(cells: Row, widths: Sequence[int]) -> float:
    """Points of height in which the longest text of a row has room, and an empty row a hand."""
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
    """Lines that follow each other as (first, last)."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if found and found[-1][1] == line - 1:
            found[-1] = (found[-1][0], line)
        else:
            found.append((line, line))
    return found
