"""Filled-in workbooks become a client's policy: from a new client to a site without a line of YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import Immerse
from filled_in import CLIENT, Edit, add_row, answered, cell_of, columns, company, edited, fill, typed
from immerse.loading.changing import changed
from immerse.loading.client import load_client
from immerse.questionnaire import workbook_layout
from open_problems import open_problems


def test_the_small_programme_without_a_line_of_yaml(asked_agency: Path, immerse: Immerse) -> None:
    said = company("starter")
    fill(asked_agency / "asked.xlsx", said["answers"])
    assert immerse("-C", asked_agency, "answers", "harbour-foods", asked_agency / "asked.xlsx", "--yes").code == 0
    assert open_problems(asked_agency, "harbour-foods") == []
    assert immerse("-C", asked_agency, "build", "--client", "harbour-foods").code == 0
    shown = immerse("-C", asked_agency, "policy", "harbour-foods", "client.name")
    assert "client.name = Harbour Foods" in shown.out and "answered by test, " in shown.out
    policy = asked_agency / CLIENT / "policy.yml"
    policy.write_bytes(changed(policy.read_bytes(), {"client.name": "Harbour"}))
    assert "changed since" in immerse("-C", asked_agency, "policy", "harbour-foods", "client.name").out
    again = immerse("-C", asked_agency, "answers", "harbour-foods", asked_agency / "asked.xlsx")
    assert again.code == 1 and "policy.yml changed to 'Harbour' after the workbook was written" in again.out


def renamed(book: Any) -> None:
    book["Desks"].title = "Where we sit"
    cell_of(book, "centre.desks.main.title").value = "Hull"


def test_a_renamed_sheet_and_moved_columns_are_read(asked_agency: Path, immerse: Immerse) -> None:
    told = answered(asked_agency, immerse, edited(asked_agency, renamed))
    assert [(one["path"], one["sheet"]) for one in told["changes"]] == [("centre.desks.main.title", "Where we sit")]


def merged(book: Any) -> None:
    book["Desks"].merge_cells("D7:D9")


def unsigned(book: Any) -> None:
    cell_of(book, "client.name").value = "Harbour"


def foreign_sheet(book: Any) -> None:
    book["Desks"].cell(1, 1).value = "immerse.questions/0 harbour-foods centre.desks"


def own_sheet(book: Any) -> None:
    book.create_sheet("Notes").cell(1, 1).value = "ask Jo"


def in_the_example(book: Any) -> None:
    book["Desks"].cell(6, 4).value = "Hull"


def beside_the_answer(book: Any) -> None:
    cell = cell_of(book, "client.name")
    cell.parent.cell(cell.row, cell.column - 1).value = "Harbour"


def in_a_column_of_its_own(book: Any) -> None:
    book["Desks"].cell(7, book["Desks"].max_column + 1).value = "08:00 on Mondays"


def another_name(book: Any) -> None:
    book["Desks"].cell(7, 3).value = "hull"


def half_a_row(book: Any) -> None:
    add_row(book["Desks"], {"#name": "Night desk", "title": "Leith"})


def below_the_questions(book: Any) -> None:
    sheet = book["Brands"]
    sheet.cell(sheet.max_row + 1, 8).value = "Which brands?"


def unknown_question(book: Any) -> None:
    cell = cell_of(book, "client.name")
    cell.value = "Harbour"
    cell.parent.cell(cell.row, 1).value = "client.nickname"


def without_a_column(book: Any) -> None:
    book["Desks"].cell(1, columns(book["Desks"])["#by"]).value = None


def taken_out(book: Any) -> None:
    sheet = book["Desks"]
    sheet.cell(7, columns(sheet)["#remove"]).value = "remove"


def sorted_apart(book: Any) -> None:
    sheet = book["Brands"]
    sheet.cell(6, columns(sheet)["#ask"]).value = "Which brands do you have?"


SHEETS = [
    (sorted_apart, "sheet Brands, cell D6", "is not the question that belongs to this row"),
    (merged, "cell D7", "the cells D7:D9 are merged"),
    (foreign_sheet, "cell A1", "the sheet is from another workbook (immerse.questions/0"),
    (own_sheet, "sheet Notes, cell A1", "the sheet does not belong to the questionnaire"),
    (in_the_example, "cell D6", "this row is the example"),
    (beside_the_answer, "sheet Brands, cell G", "says 'Harbour', but answers in this cell are not read"),
    (in_a_column_of_its_own, "sheet Desks, cell ", "this column is not read"),
    (another_name, "cell C7", "the short name was changed from 'main' to 'hull', but other answers use it"),
    (half_a_row, "sheet Desks, cell E8", "needs an answer: Which time zone is the desk in"),
    (below_the_questions, "sheet Brands", "there is no question in this row"),
    (unknown_question, "sheet Brands", "harbour-foods is no longer asked for client.nickname"),
    (without_a_column, "sheet Desks, cell A1", "the column '#by' is missing"),
    (taken_out, "sheet Desks", "centre.desks"),
]


@pytest.mark.parametrize(("edit", "where", "says"), SHEETS, ids=lambda one: getattr(one, "__name__", ""))
def test_sheets_that_cannot_be_read(edit: Edit, where: str, says: str, asked_agency: Path, immerse: Immerse) -> None:
    before = (asked_agency / CLIENT / "policy.yml").read_bytes()
    done = immerse("-C", asked_agency, "answers", "harbour-foods", edited(asked_agency, edit), "--yes")
    assert done.code == 1 and "nothing was written" in done.err
    assert where in done.out and says in done.out
    assert (asked_agency / CLIENT / "policy.yml").read_bytes() == before
    assert not (asked_agency / CLIENT / "answers.yml").exists()


def about(cell: str, value: str) -> Edit:
    return lambda book: setattr(book[workbook_layout.ABOUT][cell], "value", value)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (about("B1", "immerse.questions/0"), "cell B1: the workbook has format 'immerse.questions/0'"),
        (about("B2", "acme-works"), "cell B2: the workbook is for 'acme-works', not for 'harbour-foods'"),
        (lambda book: book.remove(book[workbook_layout.ABOUT]), "is not a workbook of questions"),
    ],
)
def test_workbooks_of_others_are_refused(edit: Edit, says: str, asked_agency: Path, immerse: Immerse) -> None:
    done = immerse("-C", asked_agency, "answers", "harbour-foods", edited(asked_agency, edit), "--yes")
    assert done.code == 2 and says in done.err


@pytest.mark.parametrize("content", [b"", b"client: {}", b"PK\x03\x04 and no more"])
def test_what_is_no_workbook_is_refused(content: bytes, asked_agency: Path, immerse: Immerse) -> None:
    (asked_agency / "other.xlsx").write_bytes(content)
    done = immerse("-C", asked_agency, "answers", "harbour-foods", asked_agency / "other.xlsx")
    assert done.code == 2 and "cannot be read as a workbook" in done.err
    missing = immerse("-C", asked_agency, "answers", "harbour-foods", asked_agency / "none.xlsx")
    assert missing.code == 2 and "cannot be read: No such file" in missing.err


def test_an_answer_is_signed(asked_agency: Path, immerse: Immerse) -> None:
    told = answered(asked_agency, immerse, edited(asked_agency, unsigned, sign=False))
    assert [fault["message"] for fault in told["faults"]] == [
        "the answer is not signed: Answered by is empty in its row, and at the top of the sheet"
    ]


def test_two_answers_to_one_question_are_shown_with_both_cells(asked_agency: Path, immerse: Immerse) -> None:
    one = edited(asked_agency, typed("client.name", "Harbour Foods plc"), "one.xlsx")
    other = edited(asked_agency, typed("client.name", "Harbour"), "other.xlsx")
    (fault,) = answered(asked_agency, immerse, one, other, yes=True)["faults"]
    assert fault["file"] == "one.xlsx" and fault["sheet"] == "Brands"
    assert "says 'Harbour Foods plc', and other.xlsx: sheet Brands, cell H" in fault["message"]
    same = edited(asked_agency, typed("client.name", "Harbour"), "same.xlsx")
    assert not answered(asked_agency, immerse, other, same)["faults"]


def test_rows_are_added_once_and_taken_out(asked_agency: Path, immerse: Immerse) -> None:
    def night(book: Any) -> None:
        cells = {"#name": "Night Desk", "title": "Leith", "timezone": "Europe/London", "always": "yes"}
        add_row(book["Desks"], {**cells, "languages": "en-GB"})

    added = edited(asked_agency, night)
    told = answered(asked_agency, immerse, added, yes=True)
    assert told["written"] and [one["path"] for one in told["changes"]] == ["centre.desks.night-desk"]
    client, _ = load_client(asked_agency, "harbour-foods")
    assert client is not None
    assert [str(desk.id) for desk in client.policy.centre.desks or ()] == ["main", "night-desk"]
    assert answered(asked_agency, immerse, added)["changes"] == []
    immerse("-C", asked_agency, "questions", "harbour-foods", "--out", asked_agency / "asked.xlsx")
    told = answered(asked_agency, immerse, edited(asked_agency, taken_out), yes=True)
    assert told["written"], told
    client, _ = load_client(asked_agency, "harbour-foods")
    assert client is not None
    assert [str(desk.id) for desk in client.policy.centre.desks or ()] == ["night-desk"]
    assert not any("desks.main" in str(path) for path in (*client.stand_ins, *client.answers))


def test_only_what_was_answered_changes(asked_agency: Path, immerse: Immerse) -> None:
    policy = asked_agency / CLIENT / "policy.yml"
    policy.write_text(policy.read_text("utf-8").replace("\n  name:", "\n  # as on the packs\n  name:"), "utf-8")
    before = policy.read_text("utf-8")
    told = answered(asked_agency, immerse, edited(asked_agency, typed("client.name", "Harbour: = @ & Co")), yes=True)
    assert told["written"] and told["stand_ins"]["answered"] == 1
    after = policy.read_text("utf-8")
    expected = before.replace("name: Harbour Foods", 'name: "Harbour: = @ & Co"', 1)
    assert after == expected.replace("  - client.name\n", "")
    assert "client.name: {by: care team, day: " in (asked_agency / CLIENT / "answers.yml").read_text("utf-8")


def test_nobody_is_asked_where_nobody_can_answer(asked_agency: Path, immerse: Immerse) -> None:
    filled = edited(asked_agency, typed("client.name", "Harbour"))
    before = (asked_agency / CLIENT / "policy.yml").read_bytes()
    done = immerse("-C", asked_agency, "answers", "harbour-foods", filled)
    assert done.code == 1 and "--yes writes it" in done.err
    assert "client.name: Harbour Foods -> Harbour  (filled.xlsx: sheet Brands, cell H" in done.out
    assert (asked_agency / CLIENT / "policy.yml").read_bytes() == before
    nothing = immerse("-C", asked_agency, "answers", "harbour-foods", asked_agency / "asked.xlsx")
    assert nothing.code == 0 and "the workbooks say nothing new" in nothing.err
