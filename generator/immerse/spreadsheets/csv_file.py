"""Comma-separated values, the format of all tables for spreadsheets and programs."""

import csv
import io
from collections.abc import Iterable

from immerse.spreadsheets.cells import fitting, is_formula


def csv_file(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as UTF-8 with the byte order mark by which spreadsheets recognise it.

    Every cell is quoted, also for spreadsheets that separate cells by semicolons. A text that would be run as a formula
    begins with an apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(map(_cell, head))
    writer.writerows(map(_cell, row) for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return fitting(f"'{text}" if is_formula(text) else text)
