"""Files for download: the checklist (JSON, CSV, PDF, workbook), signers, coverage, settings. Returns bytes."""

from __future__ import annotations

from typing import Literal

from immerse.exporting.book_file import book_csv, book_json
from immerse.exporting.checklist_workbook import checklist_xlsx
from immerse.exporting.coverage import CoverageReport, coverage_file, coverage_xlsx, of_edition, of_programme
from immerse.exporting.load_report import load_file
from immerse.exporting.matrix_file import matrix_file
from immerse.exporting.practice_file import practice_json
from immerse.exporting.signers_file import signers_json
from immerse.exporting.task_book_pdf import Paper, checklist_pdf
from immerse.model.edition import Edition

__all__ = [
    "CoverageReport",
    "Paper",
    "book_json",
    "checklist_file",
    "checklist_pdf",
    "checklist_xlsx",
    "coverage_file",
    "coverage_xlsx",
    "load_file",
    "matrix_file",
    "of_edition",
    "of_programme",
    "practice_json",
    "signers_json",
]


Form = Literal["pdf", "xlsx", "json", "csv"]


def checklist_file(edition: Edition, form: Form, paper: Paper = "a4") -> bytes:
    """The checklist of an edition in one of its forms."""
    if form == "pdf":
        return checklist_pdf(edition, paper)
    if form == "xlsx":
        return checklist_xlsx(edition)
    written = book_csv if form == "csv" else book_json
    return written(edition.book, draft=edition.client.is_draft)
