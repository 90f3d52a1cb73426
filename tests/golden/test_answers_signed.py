"""Who signs an answer, and what of it is a change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from command_line import Immerse
from filled_in import CLIENT, answered, columns, edited, typed


def two_cells_of_a_row(book: Any) -> None:
    book["Desks"].cell(7, columns(book["Desks"])["title"]).value = "Hull"
    book["Desks"].cell(7, columns(book["Desks"])["open"]).value = "08:00"


def test_a_row_that_nobody_signed_is_named_once(asked_agency: Path, immerse: Immerse) -> None:
    told = answered(asked_agency, immerse, edited(asked_agency, two_cells_of_a_row, sign=False))
    assert [(fault["sheet"], fault["message"]) for fault in told["faults"]] == [("Desks", "Answered by is empty")]


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
