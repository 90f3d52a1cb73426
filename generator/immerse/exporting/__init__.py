"""The checklist as files: the book for programs, a task book to print, a workbook; and the matrix of settings."""

from __future__ import annotations

from typing import Literal

from immerse.exporting.book_file import book_json
from immerse.exporting.matrix_file import matrix_csv, matrix_file, matrix_text
from immerse.exporting.pdf import Paper, checklist_pdf
from immerse.exporting.xlsx import checklist_xlsx
from immerse.model.edition import Edition

__all__ = [
    "Paper",
    "book_json",
    "checklist_file",
    "checklist_pdf",
    "checklist_xlsx",
    "matrix_csv",
    "matrix_file",
    "matrix_text",
]


def checklist_file(edition: Edition, form: Literal["pdf", "xlsx", "json"], paper: Paper = "a4") -> bytes:
    """The checklist of an edition in one of its forms."""
    if form == "pdf":
        return checklist_pdf(edition, paper)
    return checklist_xlsx(edition) if form == "xlsx" else book_json(edition.book)
