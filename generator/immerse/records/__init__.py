"""The record of one person's rotation: its file, its merging and what it says; the same as the browser's modules.

Not the book that it is judged by: that is made by composing and arrives here as data.
"""

from immerse.records.fold import RecordState, fold
from immerse.records.format import Record, parse, serialise
from immerse.records.merge import merge, new_entries
from immerse.records.record_faults import RecordFault, RecordRefused

__all__ = [
    "Record",
    "RecordFault",
    "RecordRefused",
    "RecordState",
    "fold",
    "merge",
    "new_entries",
    "parse",
    "serialise",
]
