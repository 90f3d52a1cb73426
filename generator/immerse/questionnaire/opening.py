"""A workbook that came back, opened with care: it is whoever's, and may be anything."""

from __future__ import annotations

import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from immerse.problems import ImmerseError
from immerse.questionnaire import layout
from immerse.questionnaire.values import label, normal

_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 200_000_000
_UNREADABLE = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, EOFError)


def opened(path: Path, client: str) -> Any:
    """The workbook at `path`, which has to be one for this client.

    Raises:
        ImmerseError: it cannot be read, or is another client's or another version's; says what to do.
    """
    try:
        if path.stat().st_size > _MOST_BYTES or _unpacked(path) > _MOST_UNPACKED:
            raise ImmerseError(f"{path} is larger than any workbook of questions; send the one that immerse wrote")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a spreadsheet adds and nobody here reads
            book = openpyxl.load_workbook(path)
    except OSError as error:
        raise ImmerseError(f"{path} cannot be read: {error.strerror or error}") from error
    except _UNREADABLE as error:
        raise ImmerseError(f"{path} is no workbook that can be read; save it as .xlsx once more") from error
    _judge(book, path, client)
    return book


def _unpacked(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist())


def _judge(book: Any, path: Path, client: str) -> None:
    again = f"write a new one: immerse questions {client} --out FILE.xlsx"
    if layout.ABOUT not in book.sheetnames:
        raise ImmerseError(f"{path} is no workbook of questions: its hidden sheet {layout.ABOUT!r} is missing; {again}")
    about = book[layout.ABOUT]
    form, whose = (str(about.cell(line, 2).value or "") for line in (1, 2))
    if form != layout.FORMAT:
        message = (
            f"{path}: sheet {layout.ABOUT}, cell B1: the workbook is of the format {form!r}, and this immerse reads"
        )
        raise ImmerseError(f"{message} {layout.FORMAT!r}; {again}, and copy the answers")
    if whose != client:
        raise ImmerseError(
            f"{path}: sheet {layout.ABOUT}, cell B2: the workbook is for {whose!r}, not for {client!r}; "
            f"name the right client, or the right file"
        )


def words_of(cell: Any) -> tuple[str, str]:
    """What a cell says, and what is wrong with it; one of the two is empty."""
    value = cell.value
    if cell.data_type == "f" or (value is not None and not isinstance(value, _PLAIN)):
        return "", "holds a formula; type its result, or paste it as a value"
    if cell.data_type == "e":
        return "", f"holds the error {value}; type the answer"
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return label(str(value).lower()), ""
    if isinstance(value, datetime):
        if value.time() != time():
            return "", f"holds a day with a time of the day ({value.isoformat(' ')}); type the day alone, as 2027-03-31"
        return value.date().isoformat(), ""
    if isinstance(value, time):
        return value.strftime("%H:%M"), ""
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else repr(value)), ""
    return normal(str(value)), ""


_PLAIN = (str, bool, int, float, datetime, date, time)
