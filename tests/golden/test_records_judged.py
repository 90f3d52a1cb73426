"""What tests/cases/records/judging.json says of claims, evidence, days and calendars; JavaScript reads it too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from immerse.records import fold, parse
from immerse.records.calendars import calendar
from immerse.records.entry_paths import book_on
from immerse.records.gaps import gap_phrases
from immerse.records.judge import judge
from immerse.records.whereabouts import whereabouts

FOUND = json.loads((Path(__file__).parents[1] / "cases" / "records" / "judging.json").read_text("utf-8"))
cases = pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in FOUND["cases"]])


def book_of(case: dict[str, Any]) -> dict[str, Any]:
    """The book of a case as it holds on the entry path of its record."""
    whole = {**FOUND["book"], **case.get("book", {})}
    return dict(book_on(whole, fold(parse(json.dumps(case["record"])))["path"]))


@cases
def test_a_record_is_judged_by_a_book(case: dict[str, Any]) -> None:
    state, book = fold(parse(json.dumps(case["record"]))), book_of(case)
    verdict = judge(state, book, case["today"])
    assert verdict == case["verdict"]
    assert whereabouts(state, book, verdict, case["today"]) == case["whereabouts"]
    judged = {**verdict["items"], **verdict["modules"]}
    phrases = {name: gap_phrases(one["gaps"], book["rules"]) for name, one in judged.items() if one["gaps"]}
    assert phrases == case["phrases"]


@cases
def test_the_days_are_a_calendar(case: dict[str, Any]) -> None:
    content = calendar(parse(json.dumps(case["record"])), book_of(case))
    assert content.decode() == case["calendar"]
    if not content:
        assert case["whereabouts"] is None
        return
    events = Calendar.from_ical(content).walk("VEVENT")
    names = [str(event["uid"]) for event in events]
    assert len(set(names)) == len(names)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    days = {str(event["uid"]).split(".", 1)[1]: event["dtstart"].dt.isoformat() for event in events}
    gates = [gate for gate in case["whereabouts"]["gates"] if gate["id"] != "G0"]
    planned = {f"gate.{gate['id']}": gate["day"] for gate in gates if gate["day"]}
    floors = {f"floor.{gate['id']}": gate["earliest"] for gate in gates if gate["earliest"]}
    own = {f"task.{task['id']}": task["day"] for task in case["whereabouts"]["tasks"] if task["mine"]}
    assert days == {**planned, **floors, **own}
