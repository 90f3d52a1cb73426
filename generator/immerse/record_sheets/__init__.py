"""A trainee's record as a workbook to fill in, and what was filled in taken over into the record."""

from immerse.record_sheets.reading import Conflict, FilledIn, read_workbook
from immerse.record_sheets.rows import Taken
from immerse.record_sheets.taking import take_over
from immerse.record_sheets.writing import record_workbook

__all__ = ["Conflict", "FilledIn", "Taken", "read_workbook", "record_workbook", "take_over"]
