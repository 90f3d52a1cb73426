"""Columns of the sheets of workbooks, from `sheet_columns.json`: workbook -> sheet -> head -> width in characters."""

import json
from functools import cache
from importlib.resources import files

from immerse.spreadsheets.table_workbook import Columns


@cache
def columns_of(workbook: str) -> dict[str, Columns]:
    """The columns of each sheet of a workbook (`checklist`, `coverage`, `matrix`), in their order."""
    source = files("immerse.exporting").joinpath("sheet_columns.json").read_text("utf-8")
    return {sheet: tuple(widths.items()) for sheet, widths in json.loads(source)[workbook].items()}
