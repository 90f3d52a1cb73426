"""Tasks: the day on which each is due, on every track and in every length of a rotation, and what the book says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import composed
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.composing.windows import in_client_weeks
from immerse.exporting.checklist_file import checklist_file
from immerse.exporting.task_book_pdf import task_book
from immerse.model.book import BookTask
from immerse.model.policy.kinds import ROTATION_WEEKS
from immerse.model.task import Due, Schedule, due_day, last_day, said_due
from immerse.model.text import Slug
from task_books import ROTATION, write
from task_books import composed as starter_edition

SCHEDULE = Schedule(
    "six", 26, {"onboard": (1, 2), "shadow": (5, 9), "alumni": (27, None)}, {"G0": 0, "G1": 5, "G5": 26}
)


@pytest.mark.parametrize(
    ("due", "day", "words"),
    [
        ({"day": 1}, 0, "day 1"),
        ({"day": 5}, 4, "day 5"),
        ({"day": 6}, 7, "day 6"),
        ({"day": 10}, 11, "day 10"),
        ({"day": -1}, -3, "1 working day before the start"),
        ({"day": -5}, -7, "5 working days before the start"),
        ({"day": -6}, -10, "6 working days before the start"),
        ({"week": {"six": 3}}, 18, "end of week 3"),
        ({"phase": "shadow", "weeks": 1}, 32, "end of week 5"),
        ({"phase": "shadow", "weeks": 40}, 60, "end of week 9"),
        ({"phase": "shadow"}, 60, "end of week 9"),
        ({"phase": "shadow", "weeks": 0}, 25, "end of week 4"),
        ({"phase": "alumni", "weeks": 4}, 207, "4 weeks after the rotation"),
        ({"before": "G1"}, 25, "end of week 4"),
        ({"before": "G1", "weeks": 0}, 32, "end of week 5"),
        ({"before": "G0"}, -10, "2 weeks before the start"),
    ],
)
def test_a_day_is_counted_from_the_first_monday(due: dict[str, object], day: int, words: str) -> None:
    read = Due.model_validate(due)
    assert due_day(read, SCHEDULE) == day
    assert said_due(day, read.day, SCHEDULE.weeks) == words


@pytest.mark.parametrize("due", [{"phase": "alumni"}, {"before": "G6"}, {"week": {"twelve": 3}}, {"phase": "lead"}])
def test_what_the_schedule_does_not_have_has_no_day(due: dict[str, object]) -> None:
    assert due_day(Due.model_validate(due), SCHEDULE) is None


@given(st.integers(-60, 59).filter(bool))
def test_a_later_working_day_is_a_later_day_and_never_a_weekend(day: int) -> None:
    first = due_day(Due(day=day), SCHEDULE)
    then = due_day(Due(day=day + 1 or 1), SCHEDULE)
    assert first is not None and then is not None
    assert first < then
    assert first % 7 < 5


@given(st.integers(ROTATION_WEEKS.least, ROTATION_WEEKS.most), st.lists(st.integers(1, 26), min_size=2, max_size=2))
def test_weeks_of_a_track_keep_their_order_in_any_length(weeks: int, pair: list[int]) -> None:
    rotation = composed.programme().rotation
    tasks = [
        rotation.tasks[0].model_copy(update={"due": Due(week={Slug("six"): week, Slug("twelve"): 2 * week})})
        for week in sorted(pair)
    ]
    programme = composed.programme().model_copy(
        update={"rotation": rotation.model_copy(update={"tasks": tuple(tasks)})}
    )
    moved = in_client_weeks(programme, "custom" if weeks != 26 else "six", weeks, None).rotation
    own = moved.schedule("custom" if weeks != 26 else "six", weeks)
    days = [due_day(task.due, own) for task in moved.tasks]
    assert None not in days
    assert days == sorted(day for day in days if day is not None)


def _tasks(**policy: str) -> dict[str, BookTask]:
    client = composed.client(*policy.values())
    return {task.id: task for task in composed.made(client).book.tasks}


def test_the_book_has_every_task_by_its_day() -> None:
    tasks = composed.made().book.tasks
    assert [task.due for task in tasks] == sorted(task.due for task in tasks)
    by_id = {task.id: task for task in tasks}
    assert by_id["T-1"].text == "Accounts are named; nobody shares one at Northwind & Sons."
    assert (by_id["T-1"].due, by_id["T-1"].when, by_id["T-1"].phase) == (-4, "2 working days before the start", None)
    assert by_id["T-2"].paths == ("newcomer",)
    assert (by_id["T-3"].gate, by_id["T-3"].phase) == ("G2", "shadow")


def test_a_longer_rotation_moves_what_is_due_by_week_and_phase_and_not_the_first_days() -> None:
    short, long = _tasks(), _tasks(weeks="rotation: {track: custom, weeks: 36}")
    assert short["T-2"].due == long["T-2"].due == 0
    assert long["T-3"].due > short["T-3"].due
    assert long["T-3"].due == last_day(12)


def test_a_task_that_is_not_for_this_client_is_not_waited_for() -> None:
    assert _tasks()["T-2"].after == ("T-1",)
    other = _tasks(sector="client: {sector: other}")
    assert "T-1" not in other
    assert other["T-2"].after == ()


def test_the_same_task_has_another_digest_where_it_is_due_on_another_day() -> None:
    short, long = _tasks(), _tasks(weeks="rotation: {track: custom, weeks: 36}")
    assert short["T-2"].digest == long["T-2"].digest
    assert short["T-3"].digest != long["T-3"].digest


def test_an_overlay_may_drop_a_task() -> None:
    dropped = composed.client(overlay="drop: [{target: T-1, reason: The airline has its own.}]")
    assert "T-1" not in {task.id for task in composed.made(dropped).book.tasks}


def test_an_order_that_only_a_clients_weeks_turn_round_is_told(tmp_path: Path) -> None:
    edited = composed.edited(
        "due: {before: G2}, after: [T-2]}",
        "due: {week: {six: 8, twelve: 11}}, after: [T-2]}\n  - {id: T-4, title: Later, text: Later., kind: do, "
        "who: mentor, due: {phase: shadow, weeks: 4}, after: [T-3]}",
        tmp_path,
        "curriculum/rotation.yml",
    )
    assert composed.made(of=edited).book.tasks[-1].id == "T-4"
    found = composed.edition(composed.client("rotation: {track: custom, weeks: 36}"), of=edited)
    assert found[0] is None
    assert [str(problem).split("\n")[0] for problem in found[1]] == [
        "curriculum/rotation.yml:77:66: T-4 is due before T-3, which it waits for: end of week 10, and end of week 11 "
        "(northwind) [L-90]"
    ]


def test_the_task_book_the_workbook_and_the_data_hold_the_tasks() -> None:
    made = composed.made()
    workbook = openpyxl.load_workbook(io.BytesIO(checklist_file(made, "xlsx")))["Tasks"]
    assert [cell.value for cell in workbook[4]][:7] == [
        "T-1", "Named access", "Accounts are named; nobody shares one at Northwind & Sons.", "do", "Lead",
        "2 working days before the start", -4,
    ]  # fmt: skip
    data = json.loads(checklist_file(made, "json"))["tasks"]
    assert [task["id"] for task in data] == ["T-1", "T-2", "T-3"]
    assert data[2] | {"digest": ""} == {
        "id": "T-3", "title": "Look back", "text": "What is missing.", "kind": "meet", "who": "mentor", "due": 53,
        "day": None, "when": "end of week 8", "phase": "shadow", "gate": "G2", "after": ["T-2"], "paths": ["newcomer"],
        "evidence": None, "digest": "",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(checklist_file(made, "csv").decode("utf-8-sig"))))
    assert [(row["id"], row["who"], row["due"]) for row in rows if row["kind"] == "task"] == [
        ("T-1", "lead", "'-4"),
        ("T-2", "mentor", "0"),
        ("T-3", "mentor", "53"),
    ]


def test_the_task_book_prints_the_trainees_own_tasks_and_says_for_whom(workspace: Path) -> None:
    path = "  - {id: veteran, title: Known here"
    write(workspace, ROTATION, path, f"  - {{id: light, title: Light track, text: Half the days.}}\n{path}")
    write(workspace, ROTATION, "paths: [newcomer]", "paths: [newcomer, veteran]")
    tasks = task_book(starter_edition(workspace))["tasks"]
    assert {task["id"]: task["limits"] for task in tasks} == {
        "T-02": "",
        "T-03": "",
        "T-04": "Not for: Light track",
        "T-05": "Only for: Known here for years",
        "T-06": "",
    }
