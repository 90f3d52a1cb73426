"""A workbook that came back: whether it is one of questions, of this version and for this client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from immerse.problems import ImmerseError
from immerse.questionnaire import workbook_layout
from immerse.spreadsheets.returned import load_workbook


def opened(path: Path, client: str) -> Any:
    """The workbook at `path`, which has to be one for this client.

    Raises:
        ImmerseError: it cannot be read, or is another client's or another version's; says what to do.
    """
    book = load_workbook(path)
    _judge(book, path, client)
    return book


def _judge(book: Any, path: Path, client: str) -> None:
    again = f"write a new one: immerse questions {client} --out FILE.xlsx"
    if workbook_layout.ABOUT not in book.sheetnames:
        missing = f"its hidden sheet {workbook_layout.ABOUT!r} is missing"
        raise ImmerseError(f"{path} is no workbook of questions: {missing}; {again}")
    about = book[workbook_layout.ABOUT]
    form, whose = (str(about.cell(line, 2).value or "") for line in (1, 2))
    if form != workbook_layout.FORMAT:
        cell = f"{path}: sheet {workbook_layout.ABOUT}, cell B1"
        message = f"{cell}: the workbook is of the format {form!r}, and this immerse reads"
        raise ImmerseError(f"{message} {workbook_layout.FORMAT!r}; {again}, and copy the answers")
    if whose != client:
        raise ImmerseError(
            f"{path}: sheet {workbook_layout.ABOUT}, cell B2: the workbook is for {whose!r}, not for {client!r}; "
            f"name the right client, or the right file"
        )
