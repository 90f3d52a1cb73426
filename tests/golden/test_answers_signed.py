"""Who signs an answer, and what of it is a change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import Immerse
from filled_in import CLIENT, answered, columns, edited, typed, words


def two_cells_of_a_row(book: Any) -> None:
    book["Desks"].cell(7, columns(book["Desks"])["title"]).value = "Hull"
    book["Desks"].cell(7, columns(book["Desks"])["open"]).value = "08:00"


def test_a_row_that_nobody_signed_is_named_once(asked_agency: Path, immerse: Immerse) -> None:
    told = answered(asked_agency, immerse, edited(asked_agency, two_cells_of_a_row, sign=False))
    assert [(fault["sheet"], fault["message"]) for fault in told["faults"]] == [
        ("Desks", "the answer is not signed: Answered by is empty in its row, and at the top of the sheet")
    ]


def test_the_same_value_in_other_words_is_no_change(asked_agency: Path, immerse: Immerse) -> None:
    filled = edited(asked_agency, typed("response.targets.P1.first_response_min", "30 minutes"))
    told = answered(asked_agency, immerse, filled)
    assert told["changes"] == [] and [one["new"] for one in told["confirmed"]] == ["30"]


def test_a_day_that_cannot_be_read_is_named_once_and_hides_no_other_fault(asked_agency: Path, immerse: Immerse) -> None:
    def fill(book: Any) -> None:
        two_cells_of_a_row(book)
        places = columns(book["Desks"])
        book["Desks"].cell(7, places["#by"]).value = "test"
        book["Desks"].cell(7, places["#on"]).value = "31.12.2026"
        book["Desks"].cell(7, places["days"]).value = "funday"

    told = answered(asked_agency, immerse, edited(asked_agency, fill))
    messages = sorted(fault["message"].partition(":")[0] for fault in told["faults"])
    assert messages == ["'31.12.2026' is not a date", "'funday' is not one of the choices"]


def test_the_same_workbook_read_again_changes_nothing(asked_agency: Path, immerse: Immerse) -> None:
    filled = edited(asked_agency, typed("client.sector", "Consumer Goods"))
    first = answered(asked_agency, immerse, filled, yes=True)
    assert first["faults"] == [] and first["changes"]
    before = {path.name: path.read_bytes() for path in (asked_agency / CLIENT).iterdir()}
    again = answered(asked_agency, immerse, filled, yes=True)
    assert again["faults"] == [] and again["changes"] == []
    assert {path.name: path.read_bytes() for path in (asked_agency / CLIENT).iterdir()} == before


def test_a_day_to_come_is_no_signature(asked_agency: Path, immerse: Immerse) -> None:
    def fill(book: Any) -> None:
        two_cells_of_a_row(book)
        book["Desks"].cell(7, columns(book["Desks"])["#by"]).value = "test"
        book["Desks"].cell(7, columns(book["Desks"])["#on"]).value = words("day +30")

    told = answered(asked_agency, immerse, edited(asked_agency, fill))
    assert [(fault["message"], fault["hint"]) for fault in told["faults"]] == [
        (f"{words('day +30')!r} is still to come", f"write the day of the answer, at the latest {words('day +0')}")
    ]


@pytest.mark.parametrize(
    ("path", "text", "is_told"),
    [("client.sector", "bakery", True), ("response.targets.P1.triage_min", "soon", False)],
    ids=["of-another-setting", "of-the-same-setting"],
)
def test_a_cell_that_cannot_be_read_hides_no_fault_but_those_that_may_follow(
    path: str, text: str, is_told: bool, asked_agency: Path, immerse: Immerse
) -> None:
    def fill(book: Any) -> None:
        typed(path, text)(book)
        typed("response.targets.P1.clock", "cover")(book)

    told = answered(asked_agency, immerse, edited(asked_agency, fill))
    messages = [fault["message"].partition(";")[0].partition(":")[0] for fault in told["faults"]]
    wrong = {"bakery": "'bakery' is not one of the choices", "soon": "'soon' is not a whole number"}[text]
    assert messages == [wrong, *(["response.targets.P1.clock"] if is_told else [])]
    assert told["stand_ins"]["answered"] == 0


@pytest.mark.parametrize(
    ("by", "wrong"),
    [
        ("press lead\nlegal", "must be one line"),
        ("\u202epress lead", "must not hold control or invisible characters"),
        ("?", "holds no letter"),
        ("12", "holds no letter"),
    ],
)
def test_answered_by_is_a_role_or_initials_on_one_line(
    by: str, wrong: str, asked_agency: Path, immerse: Immerse
) -> None:
    def fill(book: Any) -> None:
        two_cells_of_a_row(book)
        book["Desks"].cell(7, columns(book["Desks"])["#by"]).value = by

    told = answered(asked_agency, immerse, edited(asked_agency, fill))
    assert [fault["message"] for fault in told["faults"]] == [f"Answered by {wrong}"]
