"""A workbook of questions filled in as somebody would who never saw YAML."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from command_line import Immerse
from immerse.questionnaire import workbook_layout
from immerse.spreadsheets.workbook import LISTS
from site_fixtures import REPOSITORY

CASES = REPOSITORY / "tests" / "cases" / "questions"
CLIENT = Path("site_config/clients/harbour-foods")
Edit = Callable[[Any], None]
NO_ANSWERS = (workbook_layout.START, LISTS, workbook_layout.ABOUT)


def company(name: str) -> Any:
    """What an invented company answers."""
    return yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))


def words(text: str) -> str:
    """An answer; `day +30` is the day in thirty days."""
    found = re.fullmatch(r"day ([+-][0-9]+)", str(text))
    return (date.today() + timedelta(days=int(found[1]))).isoformat() if found else str(text)


def columns(sheet: Any) -> dict[str, int]:
    """Name of a column -> its number, as the hidden first row says."""
    return {str(cell.value): cell.column for cell in sheet[workbook_layout.MARK + 1] if cell.value and cell.column > 2}


def fill(path: Path, answers: Mapping[str, str], rows: Sequence[Any] = (), by: str = "test", sign: bool = True) -> None:
    """Write answers into their cells, add rows, and sign each sheet; with `sign` each row as well."""
    book = openpyxl.load_workbook(path)
    left = dict(answers)
    for sheet in book.worksheets:
        if sheet.title in NO_ANSWERS:
            continue
        places = columns(sheet)
        sheet.cell(workbook_layout.SIGNED + 1, places["#by"], by)
        sheet.cell(workbook_layout.SIGNED + 1, places["#on"], words("day +0"))
        for line in range(workbook_layout.ROWS + 1, sheet.max_row + 1):
            at = str(sheet.cell(line, 1).value or "")
            if not at or at == workbook_layout.EXAMPLE:
                continue
            if sign:
                sheet.cell(line, places["#by"], by)
            for key, column in places.items():
                name = at if key == "#answer" else f"{at}.{key}"
                if name in left:
                    sheet.cell(line, column, words(left.pop(name)))
    assert not left, f"no cell for {', '.join(left)}"
    for row in rows:
        add_row(book[row["sheet"]], row["cells"])
    book.save(path)


def add_row(sheet: Any, cells: Mapping[str, str]) -> int:
    """Fill in the first empty row of a table; returns its number."""
    places = columns(sheet)
    line = workbook_layout.ROWS + 2
    while any(sheet.cell(line, column).value for column in (1, *places.values())):
        line += 1
    for key, text in cells.items():
        sheet.cell(line, places[key], words(text))
    return line


def answered(root: Path, immerse: Immerse, *files: Path, yes: bool = False) -> Any:
    words = ["--yes"] if yes else []
    done = immerse("-C", root, "answers", "harbour-foods", *files, "--format", "json", *words)
    return json.loads(done.out)


def cell_of(book: Any, path: str) -> Any:
    """The cell for the value at a path."""
    for sheet in book.worksheets:
        for line in range(workbook_layout.ROWS + 1, sheet.max_row + 1):
            at = str(sheet.cell(line, 1).value or "")
            if at == path:
                return sheet.cell(line, columns(sheet)["#answer"])
            key = path.removeprefix(f"{at}.") if at else path
            if key != path and key in columns(sheet):
                return sheet.cell(line, columns(sheet)[key])
    raise AssertionError(f"no cell for {path}")


def edited(root: Path, edit: Edit, name: str = "filled.xlsx", *, sign: bool = True) -> Path:
    """The workbook of the agency after somebody worked on it; `sign` signs whole sheets, and no row."""
    path = root / name
    shutil.copy(root / "asked.xlsx", path)
    book = openpyxl.load_workbook(path)
    edit(book)
    for sheet in book.worksheets if sign else ():
        if {"#by", "#on"} <= columns(sheet).keys():
            sheet.cell(workbook_layout.SIGNED + 1, columns(sheet)["#by"], "care team")
            sheet.cell(workbook_layout.SIGNED + 1, columns(sheet)["#on"], words("day +0"))
    book.save(path)
    return path


def typed(path: str, text: Any) -> Edit:
    return lambda book: setattr(cell_of(book, path), "value", text)
