"""A record as a workbook: what stands in it, what is taken over from it, and what is told in place of a guess."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from command_line import Done, Immerse
from immerse.record_sheets import record_workbook
from immerse.record_sheets.sheet_layout import EVIDENCE
from immerse.records import Record, fold, parse, serialise
from record_filling import BOOK, STARTED, Filling, record_of


@pytest.fixture
def record() -> Record:
    return record_of(STARTED)


@pytest.fixture
def filling(record: Record, tmp_path: Path) -> Filling:
    return Filling(record, tmp_path / "record.xlsx")


def test_the_same_record_gives_the_same_bytes(record: Record) -> None:
    assert record_workbook(record, BOOK, "1.0.0") == record_workbook(record, BOOK, "1.0.0")


def test_a_workbook_that_nobody_touched_changes_nothing(record: Record, filling: Filling) -> None:
    found = filling.read(record)
    assert (found.rows, found.conflicts) == ([], [])


def test_what_is_filled_in_becomes_entries(record: Record, filling: Filling) -> None:
    filling.fill("Items", C4="yes", D5="=1+1 is a text here'")
    filling.fill(
        "Evidence", A8="Night log", B8="log (Log extract)", C8=datetime(2026, 12, 9), D8="LIS-1, CRI-1", F8=True
    )
    filling.fill("Tasks", D4="Yes", E4="2026-12-01")
    filling.fill("Gates", D4=date(2027, 1, 11))
    filling.book["Items"]["D5"].data_type = "s"
    after = filling.taken_into(record)
    state = fold(after)
    assert state["claims"]["LIS-1"] | {"at": ""} == {
        "digest": BOOK["items"][0]["digest"], "rev": 1, "release": "1.0.0", "at": "",
    }  # fmt: skip
    assert state["notes"]["LIS-2"]["text"]["text"] == "=1+1 is a text here'"
    (piece,) = (one for one in state["evidence"] if one["kind"] == "log")
    assert (piece["title"]["text"], piece["day"], piece["items"]) == ("Night log", "2026-12-09", ["LIS-1", "CRI-1"])
    assert piece["simulated"] and piece["shift"] is None
    assert state["tasks"]["T-1"]["day"] == "2026-12-01" and state["planned"] == {"G1": "2027-01-11"}
    assert len(after["entries"]) == len(record["entries"]) + 5
    assert serialise(parse(serialise(after))) == serialise(after)


def test_what_was_taken_over_is_not_taken_over_twice(record: Record, filling: Filling) -> None:
    filling.fill("Items", C4="yes")
    filling.fill("Evidence", A8="Night log", B8="log", C8="2026-12-09", D8="LIS-1", H4="remove")
    after = filling.taken_into(record)
    again = filling.read(after)
    assert (again.rows, again.conflicts) == ([], [])


def test_evidence_is_corrected_and_keeps_what_nobody_touched(tmp_path: Path) -> None:
    record = record_of("a shift whose text was erased is none")
    filling = Filling(record, tmp_path / "record.xlsx")
    filling.fill("Evidence", C4="2026-12-07")
    (piece,) = fold(filling.taken_into(record))["evidence"]
    assert (piece["day"], piece["shift"]["text"], piece["title"]["text"]) == (
        "2026-12-07",
        None,
        "A delayed bag, 14:20",
    )
    filling.fill("Evidence", H4="remove")
    assert fold(filling.taken_into(record))["evidence"] == []


def test_a_cell_that_was_changed_on_both_sides_is_told(record: Record, filling: Filling, tmp_path: Path) -> None:
    other = Filling(record, tmp_path / "other.xlsx")
    other.fill("Items", D4="As the lead said.", D5="Both say this.")
    other.fill("Gates", D4="2027-01-18")
    other.fill("Evidence", A4="Another title")
    since = other.taken_into(record)
    filling.fill("Items", C4="yes", D4="As I think.", D5="Both say this.")
    filling.fill("Gates", D4="2027-01-11")
    filling.fill("Evidence", C4="2026-12-08")
    assert filling.conflicts(since) == [
        "sheet Items, cell D4: says 'As I think.', but the record now says 'As the lead said.'",
        "sheet Gates, cell D4: says '2027-01-11', but the record now says '2027-01-18'",
    ]
    filling.fill("Items", D4=None)
    filling.fill("Gates", D4=None)
    after = fold(filling.taken_into(since))
    titles = {(piece["title"]["text"], piece["day"]) for piece in after["evidence"]}
    assert ("Another title", "2026-12-08") in titles
    assert after["notes"]["LIS-1"]["text"]["text"] == "As the lead said." and "LIS-1" in after["claims"]


APART = "the row and its hidden cell do not belong together"
HIDDEN = "the hidden cell was changed"
UNREAD = "says 'My words', but only yellow cells are read"
FORMULA = "contains a formula, but only yellow cells are read\n    remove it"
NO_CLAIM = '{"id": "LIS-1", "digest": 1, "rev": 1, "shown": ["LIS-1", ""], "was": {"claimed": "", "note": ""}}'
NO_ROW = json.dumps(
    {"id": "", "row": "x" * 16, "shown": [], "was": dict.fromkeys([key for key, _, _ in EVIDENCE.filled], "")}
)
WRONG: dict[str, tuple[str, dict[str, str], str, str]] = {
    "a word": ("Items", {"C4": "perhaps"}, "C4", "'perhaps' is neither yes nor no"),
    "a formula": ("Items", {"D4": "=1+1"}, "D4", "contains a formula; type its result, or paste it as a value"),
    "a turned text": (
        "Items",
        {"D4": "\u202ecba"},
        "D4",
        "holds more than 4,000 characters, or invisible characters",
    ),
    "a day": ("Gates", {"D4": "11.1.2027"}, "D4", "'11.1.2027' is not a day; write year-month-day, as 2027-03-31"),
    "a day without its task": ("Tasks", {"E4": "2026-12-01"}, "D4", "is empty, though the task has a day"),
    "a task without its day": ("Tasks", {"D4": "yes"}, "E4", "is empty; say on which day the task was done"),
    "half a piece": (
        "Evidence",
        {"A8": "A", "C8": "2026-12-01", "D8": "LIS-1"},
        "B8",
        "is empty; a piece of evidence says",
    ),
    "an item that is not there": ("Evidence", {"D4": "LIS-99"}, "D4", "there is no item 'LIS-99'"),
    "an item": ("Evidence", {"D4": "lis-1"}, "D4", "'lis-1' is not the id of an item, such as TRI-5"),
    "four items": ("Evidence", {"D4": "A-1 A-2 A-3 A-4"}, "D4", "names 4 items, and one piece supports 3 at most"),
    "a removal of nothing": ("Evidence", {"H8": "remove"}, "H8", "this piece is not in the record; empty its row"),
    "another removal": ("Evidence", {"H4": "yes"}, "H4", "'yes' means nothing here; choose remove"),
    "a row that was sorted": ("Items", {"A4": "LIS-2"}, "A4", APART),
    "a row of its own": ("Items", {"C9": "yes"}, "C9", "says 'yes', but only yellow cells are read"),
    "words beside a row": ("Items", {"F4": "My words"}, "F4", UNREAD),
    "words in a column that is shown": ("Items", {"B4": "My words"}, "B4", UNREAD),
    "words in a head": ("Tasks", {"D3": "My words"}, "D3", UNREAD),
    "words in the title": ("Gates", {"A1": "My words"}, "A1", UNREAD),
    "words between title and heads": ("Gates", {"B2": "My words"}, "B2", UNREAD),
    "words below the rows": ("Evidence", {"A60": "My words"}, "A60", UNREAD),
    "words on another sheet": ("About", {"C9": "My words"}, "C9", UNREAD),
    "words below the rows about the workbook": ("About", {"A10": "My words"}, "A10", UNREAD),
    "words below a list": ("Lists", {"B9": "log (My words)"}, "B9", "says 'log (My words)', but only yellow cells are"),
    "words at the end of a list": ("Lists", {"B6": "My words"}, "B6", UNREAD),
    "a list that was changed": ("Lists", {"A3": "My words"}, "A3", UNREAD),
    "a formula beside the lists": ("Lists", {"D2": "=1+1"}, "D2", FORMULA),
    "a formula beside a row": ("Evidence", {"K9": "=SUM(1,2)"}, "K9", FORMULA),
    "a formula in the title": ("Gates", {"A1": "=1+1"}, "A1", FORMULA),
    "words beside the lists": ("Lists", {"D2": "My words"}, "D2", UNREAD),
    "a day to come": ("Evidence", {"C4": "2027-01-01"}, "C4", "2027-01-01 is still to come"),
    "a task on a day to come": ("Tasks", {"D4": "yes", "E4": "2027-01-01"}, "E4", "2027-01-01 is still to come"),
    "a gate before the first day": (
        "Gates",
        {"D4": "2026-11-30"},
        "D4",
        "2026-11-30 is before the first day of the rotation, 2026-12-01",
    ),
    "no address": ("Evidence", {"G4": "https:/desk"}, "G4", "'https:/desk' is not an address"),
    "a reference": ("Evidence", {"G4": "case 4711"}, "G4", "'case 4711' is not an address"),
    "a hidden cell": ("Gates", {"E4": '{"id": "G1"}'}, "E4", HIDDEN),
    "a deep hidden cell": ("Gates", {"E4": "[" * 30_000}, "E4", HIDDEN),
    "another digest": ("Items", {"E4": NO_CLAIM}, "E4", HIDDEN),
    "other digits of an empty row": ("Evidence", {"A8": "A", "I8": NO_ROW}, "I8", HIDDEN),
    "no digits of an empty row": ("Evidence", {"A8": "My words", "I8": None}, "A8", UNREAD),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_cell_that_cannot_be_read_is_told(record: Record, filling: Filling, name: str) -> None:
    sheet, cells, cell, sentence = WRONG[name]
    filling.fill(sheet, **cells)
    found = filling.read(record)
    (told,) = found.conflicts
    assert str(told).startswith(f"sheet {sheet}, cell {cell}: {sentence}")
    assert found.rows == []


def test_merged_cells_are_told(record: Record, filling: Filling) -> None:
    filling.book["Items"].merge_cells("C4:C5")
    assert filling.conflicts(record) == ["sheet Items, cell C4:C5: the cells are merged"]


def test_whole_rows_may_be_sorted(record: Record, filling: Filling) -> None:
    sheet = filling.book["Items"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    rows[0][2] = "yes"
    for number, row in enumerate(reversed(rows), start=4):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    assert list(fold(filling.taken_into(record))["claims"]) == ["LIS-1"]


def test_what_was_filled_in_by_chance_is_what_the_next_workbook_says(record: Record, tmp_path: Path) -> None:
    chance = Random(7)
    for number in range(6):
        filling = Filling(record, tmp_path / f"{number}.xlsx")
        for cell in ("C4", "C5", "C6"):
            filling.fill("Items", **{cell: chance.choice(("yes", None))})
        filling.fill("Items", D4=chance.choice((None, "One", "Two\nlines")))
        filling.fill("Evidence", C4=f"2026-12-{chance.randrange(10, 29)}", F4=chance.choice(("yes", "no")))
        filling.fill("Gates", D5=chance.choice((None, "2027-02-08")))
        said = said_in(filling.book)
        record = filling.taken_into(record)
        assert said_in(Filling(record, tmp_path / "next.xlsx").book) == said


def said_in(book: Any) -> list[list[str]]:
    """What the sheets to fill in say, without hidden cells."""
    return sorted(
        [as_text(cell.value) for cell in row[:-1]]
        for name in ("Items", "Evidence", "Tasks", "Gates")
        for row in book[name].iter_rows(min_row=4, max_row=12)
    )


def as_text(value: Any) -> str:
    """A cell; a no says as much as an empty one."""
    return "" if value in (None, "no") else str(value).removesuffix(" 00:00:00").strip()


def test_the_commands_ask_before_they_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.json").write_bytes(serialise(record_of(STARTED)))
    Path("book.json").write_text(json.dumps(BOOK))
    assert immerse("records", "to-xlsx", "one.json", "--book", "book.json", "--out", "one.xlsx") == Done(
        0, "one.xlsx\n", ""
    )
    assert immerse("records", "from-xlsx", "one.xlsx", "--into", "one.json") == Done(0, "", "nothing new\n")
    book = openpyxl.load_workbook("one.xlsx")
    book["Items"]["C4"] = "yes"
    book.save("one.xlsx")
    line = "LIS-1, claimed by me: nothing -> yes  (sheet Items, cell C4)\n"
    before = Path("one.json").read_bytes()
    refused = immerse("records", "from-xlsx", "one.xlsx", "--into", "one.json")
    assert refused == Done(1, line, "1 cell changes the record\nnothing was written; --yes writes it\n")
    assert Path("one.json").read_bytes() == before
    done = immerse("records", "from-xlsx", "one.xlsx", "--into", "one.json", "--yes", "--format", "json")
    assert json.loads(done.out)["written"] is True and done.err.endswith("written to one.json\n")
    assert list(fold(parse(Path("one.json").read_bytes()))["claims"]) == ["LIS-1"]


def test_another_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse) -> None:
    monkeypatch.chdir(tmp_path)
    record = record_of(STARTED)
    Path("other.json").write_bytes(serialise(record | {"rot": "a" * 32}))
    Path("one.xlsx").write_bytes(record_workbook(record, BOOK, "draft"))
    done = immerse("records", "from-xlsx", "one.xlsx", "--into", "other.json")
    assert done.code == 2 and "sheet About: the workbook belongs to another record" in done.err
    assert "immerse records to-xlsx FILE --client northgate --out ../FILE.xlsx" in done.err
    book = openpyxl.load_workbook("one.xlsx")
    book["About"]["B1"] = "immerse.record-workbook/1"
    book.save("old.xlsx")
    done = immerse("records", "from-xlsx", "old.xlsx", "--into", "other.json")
    assert done.code == 2 and "or is of another version of immerse; write a new one" in done.err
    assert done.err.endswith("FILE.xlsx; then copy into it what was filled in\n")
    Path("text.xlsx").write_text("no workbook")
    done = immerse("records", "from-xlsx", "text.xlsx", "--into", "other.json")
    assert done == Done(2, "", "error: text.xlsx cannot be read as a workbook; save it as .xlsx again\n")
