"""Opening a returned workbook, which must contain questions for this client in the present format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from immerse.problems import ImmerseError
from immerse.questionnaire import workbook_layout
from immerse.spreadsheets.returned import load_workbook


def opened(path: Path, client: str) -> Any:
    """The workbook at `path`, which must be for this client.

    Raises:
        ImmerseError: it cannot be read, or is for another client or version; says what to do.
    """
    book = load_workbook(path)
    again = f"write a new one: immerse questions {client} --out FILE.xlsx"
    if workbook_layout.ABOUT not in book.sheetnames:
        missing = f"its hidden sheet {workbook_layout.ABOUT!r} is missing"
        raise ImmerseError(f"{path} is not a workbook of questions: {missing}; {again}")
    about = book[workbook_layout.ABOUT]
    form, whose = (str(about.cell(line, 2).value or "") for line in (1, 2))
    if form != workbook_layout.FORMAT:
        message = f"the workbook has format {form!r}, but this immerse reads {workbook_layout.FORMAT!r}"
        cell = f"{path}: sheet {workbook_layout.ABOUT}, cell B1"
        raise ImmerseError(f"{cell}: {message}; {again}, and copy the answers")
    if whose != client:
        raise ImmerseError(
            f"{path}: sheet {workbook_layout.ABOUT}, cell B2: the workbook is for {whose!r}, not for {client!r}; "
            "name the right client, or the right file"
        )
    return book
