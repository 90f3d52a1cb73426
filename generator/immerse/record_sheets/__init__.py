"""A trainee's record as a workbook to fill in, and what was filled in taken over into the record."""

from immerse.record_sheets.filled_rows import FilledRow
from immerse.record_sheets.row_entries import take_over
from immerse.record_sheets.workbook_reader import Conflict, FilledIn, read_workbook
from immerse.record_sheets.workbook_writer import record_workbook

__all__ = ["Conflict", "FilledIn", "FilledRow", "read_workbook", "record_workbook", "take_over"]
