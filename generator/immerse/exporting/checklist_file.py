"""The checklist in each of its forms."""

from typing import Literal

from immerse.exporting.book_file import book_csv, book_json
from immerse.exporting.checklist_workbook import checklist_xlsx
from immerse.exporting.task_book_pdf import PaperSize, checklist_pdf
from immerse.model.edition import Edition

ChecklistFormat = Literal["pdf", "xlsx", "json", "csv"]


def checklist_file(edition: Edition, form: ChecklistFormat, paper: PaperSize = "a4") -> bytes:
    """The checklist of an edition in one of its forms."""
    if form == "pdf":
        return checklist_pdf(edition, paper)
    if form == "xlsx":
        return checklist_xlsx(edition)
    write = book_csv if form == "csv" else book_json
    return write(edition.book, draft=edition.client.is_draft)
