"""Rows of evidence in a record's workbook, taken over again: one row stays one piece. Words where none are read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from immerse.records import Record, fold, merge
from immerse.records.entries import Changes
from openpyxl.comments import Comment
from record_filling import NOW, STARTED, Filling, record_of

UNREAD = "says 'My words', but only yellow cells are read"


@pytest.fixture
def record() -> Record:
    return record_of(STARTED)


@pytest.fixture
def filling(record: Record, tmp_path: Path) -> Filling:
    return Filling(record, tmp_path / "record.xlsx")


NIGHT_LOG = {"A8": "Night log", "B8": "log", "C8": "2026-12-09", "D8": "LIS-1", "E8": "night"}
ONCE_MORE = "correct it in a new workbook; another piece goes into an empty row"


def test_a_row_that_was_taken_over_is_the_same_piece_when_it_is_edited(
    record: Record, filling: Filling, tmp_path: Path
) -> None:
    pieces = len(fold(record)["evidence"]) + 1
    filling.fill("Evidence", **NIGHT_LOG)
    once = filling.taken_into(record)
    assert len(fold(once)["evidence"]) == pieces
    filling.fill("Evidence", C8="2026-12-10", E8=None)
    found = filling.read(once)
    assert [str(one).split("\n")[0] for one in found.conflicts] == [
        "sheet Evidence, cell C8: says '2026-12-10', but the record now says '2026-12-09'",
        "sheet Evidence, cell E8: says nothing, but the record now says 'night'",
    ]
    assert found.rows == [] and ONCE_MORE in found.conflicts[0].hint
    filling.fill("Evidence", C8="2026-12-09", E8="night", G8="https://desk.example/1")
    twice = filling.taken_into(once)
    assert len(fold(twice)["evidence"]) == pieces
    new = Filling(twice, tmp_path / "new.xlsx")
    (row,) = (row for row in range(4, 20) if new.book["Evidence"].cell(row, 1).value == "Night log")
    new.fill("Evidence", **{f"A{row}": "Log of the night", f"C{row}": "2026-12-10"})
    for taken in (new.taken_into(twice), new.taken_into(new.taken_into(twice))):
        state = fold(taken)
        (piece,) = (one for one in state["evidence"] if one["kind"] == "log")
        assert len(state["evidence"]) == pieces
        assert (piece["title"]["text"], piece["day"]) == ("Log of the night", "2026-12-10")
        assert piece["link"]["text"] == "https://desk.example/1"


def test_a_row_that_was_taken_over_takes_its_piece_back(record: Record, filling: Filling) -> None:
    filling.fill("Evidence", **NIGHT_LOG)
    once = filling.taken_into(record)
    filling.fill("Evidence", H8="remove")
    gone = filling.taken_into(once)
    assert fold(gone)["evidence"] == fold(record)["evidence"]
    assert (filling.read(gone).rows, filling.conflicts(gone)) == ([], [])
    filling.fill("Evidence", H8=None)
    assert filling.conflicts(gone) == ["sheet Evidence, cell A8: the piece was taken back in the record"]


def test_an_empty_copy_of_a_workbook_takes_nothing_back(record: Record, filling: Filling, tmp_path: Path) -> None:
    empty = Filling(record, tmp_path / "empty.xlsx")
    filling.fill("Evidence", **NIGHT_LOG)
    found = empty.read(filling.taken_into(record))
    assert (found.rows, found.conflicts) == ([], [])


def test_two_copies_of_a_workbook_that_merge_give_a_row_twice_and_nothing_new(record: Record, filling: Filling) -> None:
    filling.fill("Evidence", **NIGHT_LOG)
    both = merge(filling.taken_into(record), filling.taken_into(record))
    assert (filling.read(both).rows, filling.conflicts(both)) == ([], [])


def test_one_piece_in_two_rows_is_told(record: Record, filling: Filling, tmp_path: Path) -> None:
    filling.fill("Evidence", **NIGHT_LOG)
    after = filling.taken_into(record)
    new = Filling(after, tmp_path / "new.xlsx")
    new.fill("Evidence", **{cell.replace("8", "12"): value for cell, value in NIGHT_LOG.items()})
    assert new.conflicts(after) == ["sheet Evidence, cell A12: the record has this piece already"]
    filling.fill("Evidence", **{cell.replace("8", "9"): value for cell, value in NIGHT_LOG.items()})
    assert filling.conflicts(record) == ["sheet Evidence, cell A9: the row is a copy of row 8"]


def test_a_row_that_was_copied_as_a_whole_changes_no_other_piece(record: Record, filling: Filling) -> None:
    sheet = filling.book["Evidence"]
    for column in range(1, 10):
        sheet.cell(9, column, sheet.cell(4, column).value)
    filling.fill("Evidence", A9="Another piece")
    assert filling.conflicts(record) == ["sheet Evidence, cell A9: the row is a copy of row 4"]


def test_a_comment_and_a_sheet_of_ones_own_are_told(record: Record, filling: Filling) -> None:
    filling.book["Items"]["C4"].comment = Comment("Ask Ada", "me")
    own = filling.book.create_sheet("Mine")
    own["B2"] = own["B3"] = "My words"
    assert filling.conflicts(record) == [
        "sheet Items, cell C4: has a comment, which is not read: 'Ask Ada'",
        f"sheet Mine, cell B2: {UNREAD}",
        f"sheet Mine, cell B3: {UNREAD}",
    ]


def test_what_the_record_says_already_is_not_judged_again(record: Record, tmp_path: Path) -> None:
    changes = Changes(record, lambda: NOW, Random(1).randbytes)
    (entry, *_) = (entry for entry in record["entries"] if entry["type"] == "evidence")
    changes.replace_evidence(entry, {"link": "case 4711", "day": "2027-05-05"})
    filling = Filling(changes.record, tmp_path / "record.xlsx")
    (row,) = (row for row in range(4, 8) if filling.book["Evidence"].cell(row, 7).value == "case 4711")
    filling.fill("Evidence", **{f"A{row}": "A better title"})
    assert filling.conflicts(changes.record) == []
