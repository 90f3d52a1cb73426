"""`immerse records`: what the commands print, write and refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Done, Immerse
from immerse.records import parse, serialise

JUDGING = json.loads((Path(__file__).parents[1] / "cases" / "records" / "judging.json").read_text("utf-8"))


def record_of(case: str) -> dict[str, Any]:
    """The record of a case of judging.json."""
    (found,) = (one["record"] for one in JUDGING["cases"] if one["case"] == case)
    return json.loads(json.dumps(found))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a record, a book and a record of another client; no workspace."""
    monkeypatch.chdir(tmp_path)
    record = record_of("enough pieces, and one observed from another shift is missing")
    (tmp_path / "one.json").write_bytes(serialise(parse(json.dumps(record))))
    (tmp_path / "book.json").write_text(json.dumps(JUDGING["book"]))
    (tmp_path / "other.json").write_text(json.dumps(record | {"client": "hearthline"}))
    return tmp_path


def test_a_record_is_shown_by_itself(here: Path, immerse: Immerse) -> None:
    done = immerse("records", "show", "one.json")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Somebody without a name: newcomer, six, since 2026-12-01, under release 1.0.0\n")
    assert "  2026-12-05  LIS-2  shift, real work, shift night: A delayed bag, 14:20\n" in done.out


def test_a_record_is_shown_by_a_book(here: Path, immerse: Immerse) -> None:
    done = immerse("records", "show", "one.json", "--book", "book.json", "--on", "2026-12-20")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[1:4] == [
        "Week 3 of 26, Observe",
        "Next gate: G1 Start shadow, 2027-01-01, in 12 days",
        "In its way: 2 items not claimed, 2 with too little evidence, 2 tasks that it waits for",
    ]
    missing = "missing: one more observed piece, from another shift"
    assert f"  LIS-2  Item LIS-2: open, 5 of 5 pieces; {missing}" in lines
    shown = immerse("records", "show", "one.json", "--book", "book.json", "--on", "2026-12-20", "--format", "json")
    told = json.loads(shown.out)
    assert told["schema"] == "immerse.records-show/1"
    assert told["missing"]["LIS-2"] == ["one more observed piece, from another shift"]
    assert told["whereabouts"]["next"] == {"gate": "G1", "day": "2027-01-01", "days": 12}


def test_what_was_erased_is_said(here: Path, immerse: Immerse) -> None:
    Path("erased.json").write_text(json.dumps(record_of("a shift whose text was erased is none")))
    assert "shift (erased): A delayed bag" in immerse("records", "show", "erased.json").out


def test_copies_are_merged_in_any_order(here: Path, immerse: Immerse) -> None:
    more = record_of("claims: one as it is, one of an item that was raised, one of another book")
    Path("two.json").write_text(json.dumps(more, indent=2))
    assert immerse("records", "merge", "one.json", "two.json", "--out", "a.json").out == "a.json\n"
    done = immerse("records", "merge", "two.json", "one.json", "two.json", "--out", "b.json", "--format", "json")
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
    told = json.loads(done.out)
    assert (told["entries"], [one["lacks"] for one in told["files"]]) == (9, [5, 3, 5])
    assert immerse("records", "merge", "one.json", "--out", "-").out.encode() == Path("one.json").read_bytes()
    assert immerse("records", "merge", "one.json", "--out", "-", "--format", "json").code == 2


def test_records_of_two_clients_are_not_merged(here: Path, immerse: Immerse) -> None:
    done = immerse("records", "merge", "one.json", "other.json", "--out", "a.json")
    sentence = "client: the record belongs to the client hearthline, and northgate is read here"
    assert done == Done(3, "", f"refused: other.json: {sentence}\n")
    assert not Path("a.json").exists()


def test_files_are_checked_with_their_place(here: Path, immerse: Immerse) -> None:
    Path("torn.json").write_bytes(Path("one.json").read_bytes()[:300])
    wrong = record_of("claims: one as it is, one of an item that was raised, one of another book")
    wrong["entries"][1]["item"] = "tri-1"
    Path("wrong.json").write_text(json.dumps(wrong))
    done = immerse("records", "check", "one.json", "other.json", "torn.json", "wrong.json", "--client", "northgate")
    assert done == Done(
        1,
        "one.json: northgate, 6 changes\n"
        "other.json: client: the record belongs to the client hearthline, and northgate is read here\n"
        "torn.json:1:294: the file cannot be read from here on: it is torn, or is no record of a rotation\n"
        "wrong.json: entries[1].item: this has to be an id such as TRI-5 or G2\n",
        "4 files: 3 cannot be used\n",
    )
    told = json.loads(immerse("records", "check", "one.json", "torn.json", "--format", "json").out)["files"]
    assert (told[0]["fault"], told[0]["as_written"]) == (None, True)
    assert told[1]["fault"]["place"] == "1:294"


def test_a_file_that_cannot_be_read_is_named_with_all_others(here: Path, immerse: Immerse) -> None:
    Path("torn.json").write_bytes(Path("one.json").read_bytes()[:300])
    done = immerse("records", "check", "missing.json", "torn.json", "gone.json", "one.json")
    assert (done.code, done.err) == (1, "4 files: 3 cannot be used\n")
    missing, torn, gone, one = done.out.splitlines()
    assert missing == "missing.json: cannot be read: No such file or directory"
    assert gone == "gone.json: cannot be read: No such file or directory"
    assert torn.startswith("torn.json:1:294: ") and one.startswith("one.json: northgate")
    told = json.loads(immerse("records", "check", "missing.json", "--format", "json").out)["files"]
    assert told[0]["fault"]["code"] == "unreadable"


@pytest.mark.parametrize("word", ["show", "merge", "ics"])
def test_a_file_that_is_no_record_ends_a_command(here: Path, immerse: Immerse, word: str) -> None:
    out = () if word == "show" else ("--out", "out")
    done = immerse("records", word, "book.json", *out)
    assert done == Done(1, "", "book.json: schema: the file is no record of a rotation\n")
    missing = immerse("records", word, "missing.json", *out)
    assert missing == Done(2, "", "error: missing.json cannot be read: No such file or directory\n")


def test_the_days_are_written_as_a_calendar(here: Path, immerse: Immerse) -> None:
    assert immerse("records", "ics", "one.json", "--book", "book.json", "--out", "days.ics").out == "days.ics\n"
    (expected,) = {one["calendar"] for one in JUDGING["cases"] if one["case"].startswith("enough pieces")}
    assert Path("days.ics").read_bytes().decode() == expected
    assert "name one with --book" in immerse("records", "ics", "one.json", "--out", "x.ics").err
    Path("none.json").write_text(json.dumps(record_of("nobody has started")))
    done = immerse("records", "ics", "none.json", "--book", "book.json", "--out", "x.ics")
    assert done == Done(2, "", "error: none.json: nobody has started this rotation, so it has no days yet\n")


def test_a_book_of_another_client_is_refused(here: Path, immerse: Immerse) -> None:
    done = immerse("records", "show", "other.json", "--book", "book.json")
    assert done == Done(2, "", "error: the record belongs to hearthline, and the book to northgate\n")
    assert immerse("records", "show", "one.json", "--book", "book.json", "--client", "northgate").code == 2


WRONG_BOOKS = {
    "": "book.json:1:1: this is not a checklist for programs",
    "[" * 100_000: "book.json: this is not a checklist for programs",
    "[]": "book.json: this is not a checklist of the format immerse.book/1",
    '{"schema": "immerse.book/2"}': "book.json: this is not a checklist of the format immerse.book/1",
    '{"schema": "immerse.book/1"}': "book.json: client is missing",
}


def test_a_file_that_is_no_book_is_told(here: Path, immerse: Immerse) -> None:
    way_out = "; name the checklist.json of a client's site, or the client itself with --client\n"
    for content, sentence in WRONG_BOOKS.items():
        Path("book.json").write_text(content)
        assert immerse("records", "show", "one.json", "--book", "book.json") == Done(
            2, "", f"error: {sentence}{way_out}"
        )
    for place, value in (
        ("weeks", 10**9),
        ("items", {}),
        ("rules", {}),
        ("gates", [1]),
        ("roles", {"lead": 1}),
        ("digest", "\ud800"),
    ):
        Path("book.json").write_text(json.dumps(JUDGING["book"] | {place: value}))
        done = immerse("records", "show", "one.json", "--book", "book.json")
        assert done.code == 2 and done.err.startswith(f"error: book.json: {place}") and done.err.endswith(way_out)


def test_the_book_of_a_client_is_that_of_the_workspace(workspace: Path, immerse: Immerse) -> None:
    record = record_of("the first day") | {"client": "acme-works"}
    Path("one.json").write_text(json.dumps(record))
    done = immerse("records", "show", "one.json", "--client", "acme-works", "--on", "2026-12-01")
    assert (done.code, done.err) == (0, "")
    assert "Week 1 of " in done.out and "not claimed" in done.out
