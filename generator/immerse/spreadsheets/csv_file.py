"""Comma-separated values: the one form in which every table is written for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from immerse.spreadsheets.cells import fitting, is_formula


def csv_file(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as UTF-8 with the mark by which spreadsheets know it.

    Every cell stands in quotes, so that none is cut in two where a semicolon parts cells. Before a text that would be
    run as a formula stands an apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(map(_cell, head))
    writer.writerows(map(_cell, row) for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return fitting(f"'{text}" if is_formula(text) else text)
