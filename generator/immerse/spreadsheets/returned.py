"""Returned workbooks, which may contain anything, opened within limits and read cell by cell."""

import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from immerse.problems import ImmerseError
from immerse.spreadsheets.cells import normal

_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 200_000_000
_UNREADABLE = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, EOFError)
_PLAIN = (str, bool, int, float, datetime, date, time)


def load_workbook(path: Path) -> Any:
    """The workbook at `path`.

    Raises:
        ImmerseError: it cannot be read; says what to do.
    """
    try:
        if path.stat().st_size > _MOST_BYTES or _unpacked(path) > _MOST_UNPACKED:
            raise ImmerseError(f"{path} is larger than any workbook of immerse; send the one that immerse wrote")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # warnings about features of spreadsheets that are not read
            return openpyxl.load_workbook(path)
    except OSError as error:
        raise ImmerseError(f"{path} cannot be read: {error.strerror or error}") from error
    except _UNREADABLE as error:
        raise ImmerseError(f"{path} cannot be read as a workbook; save it as .xlsx again") from error


def _unpacked(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist())


def words_of(cell: Any) -> tuple[str, str]:
    """(text, fault) of a cell; one of the two is empty."""
    value = cell.value
    if cell.data_type == "f" or (value is not None and not isinstance(value, _PLAIN)):
        return "", "contains a formula; type its result, or paste it as a value"
    if cell.data_type == "e":
        return "", f"contains the error {value}; type the answer"
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return "yes" if value else "no", ""
    if isinstance(value, datetime):
        if value.time() != time():
            return "", f"contains a date with a time ({value.isoformat(' ')}); type only the date, like 2027-03-31"
        return value.date().isoformat(), ""
    if isinstance(value, time):
        return value.strftime("%H:%M"), ""
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else repr(value)), ""
    return normal(str(value)), ""
