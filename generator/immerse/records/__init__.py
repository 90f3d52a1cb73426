"""The record of one person's rotation: its file, merging of copies, and its state, as in the browser's modules.

The book by which a record is judged is made by `composing` and is data here.
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
