"""Columns of the sheets of each workbook, from `columns.json`: workbook -> sheet -> head -> width in characters."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from immerse.spreadsheets.tables import Columns


@cache
def columns_of(workbook: str) -> dict[str, Columns]:
    """The columns of each sheet of a workbook (`checklist`, `coverage`, `matrix`), in their order."""
    source = files("immerse.exporting").joinpath("columns.json").read_text("utf-8")
    return {sheet: tuple(widths.items()) for sheet, widths in json.loads(source)[workbook].items()}
