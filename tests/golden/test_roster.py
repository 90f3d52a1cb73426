"""The roster of an invented cohort: its facts and forms, whatever files its records lie in."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import made_roster
import openpyxl
import pytest
from immerse.model.rotation import Effort
from immerse.records import serialise
from immerse.records.canonical import canonical
from immerse.records.format import digest_of
from immerse.roster.folder import Folder, read_folder
from immerse.roster.plans import Plans
from immerse.roster.roster_facts import roster
from immerse.roster.roster_files import roster_csv, roster_workbook
from immerse.roster.roster_page import roster_page
from immerse.roster.roster_text import roster_text
from immerse.roster.tables import all_tables
from made_histories import competencies, first_gate, graduation_items, last_gates
from made_roster import COHORT, FORMS, PLANS, Signed, cohort, facts, judges, roster_book
from made_signoff import CLIENT, PEOPLE, TRAINEE
from roster_cases import forms
from tenth import IS_FUZZ

SHUFFLES = 100 if IS_FUZZ else 10
"""`make fuzz` tries a hundred."""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return facts()


def of(records: list[dict[str, Any]], day: str = "2026-09-15") -> dict[str, Any]:
    """The roster of some records, without names."""
    return roster(Folder(tuple(records), (), ()), judges(day), PLANS, {})


def person(told: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (one for one in told["people"] if one["person"] == name)
    return dict(found)


@pytest.mark.parametrize("name", ["roster.json", "roster.txt", "roster.csv", "roster.html"])
def test_each_form_is_the_one_that_somebody_looked_at(name: str) -> None:
    assert forms()[name] == (FORMS / name).read_bytes()


def test_the_workbook_says_what_the_tables_say(told: dict[str, Any]) -> None:
    content = roster_workbook(told)
    assert content == roster_workbook(facts())
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables = [table for table in all_tables(told) if table.rows]
    assert book.sheetnames == [*(table.name for table in tables), "About"]
    for table in tables:
        cells = [[cell if cell is not None else "" for cell in row] for row in book[table.name].values]
        assert cells[2] == list(table.heads)
        assert cells[3:] == [list(row) for row in table.rows]
        assert all(cell.data_type != "f" for row in book[table.name].iter_rows() for cell in row)


def test_no_cell_of_the_csv_is_a_formula() -> None:
    named = roster(Folder(tuple(cohort()), (), ()), judges(), PLANS, {TRAINEE: "=Ada+1"})
    content = roster_csv(named)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b'"\'=Ada+1 (p-7a01)"' in content


def test_people_stand_by_their_first_days_and_ids_whatever_they_have_done(told: dict[str, Any]) -> None:
    """The two who began on one day swap what they have done, and stand where they stood."""
    order = [(one["start"], one["person"]) for one in told["people"]]
    assert order == sorted(order, key=lambda pair: (pair[0], pair[1] or ""))
    swapped = []
    for (name, start, _), (_, _, build) in zip(COHORT[:2], reversed(COHORT[:2]), strict=True):
        one = Signed(name, start)
        build(one)
        swapped.append(one.record)
    both = of(swapped)
    assert [one["person"] for one in both["people"]] == [TRAINEE, "p-7a06"]
    assert [one["status"] for one in both["people"]] == ["graduated", "placed"]
    signing = [(one["person"], one["role"]) for one in told["load"]]
    assert signing == sorted(signing)
    heads = {head.lower() for table in all_tables(told) for head in table.heads}
    assert not {word for head in heads for word in head.split()} & {
        "rank",
        "ranking",
        "score",
        "best",
        "worst",
        "place",
    }


def test_an_answered_claim_waits_for_nobody(told: dict[str, Any]) -> None:
    waiting = person(told, "p-7a05")
    claims = {wait["id"]: wait["roles"] for wait in waiting["waits"] if wait["what"] == "claim"}
    assert claims["TRI-5"] == ["lead", "compliance"], "the mentor has signed, and another role has not"
    assert claims["REL-6"] == ["mentor"]
    assert [wait["what"] for wait in person(told, "p-7a04")["waits"]] == [], "not yet is an answer"
    assert [wait["id"] for wait in person(told, "p-7a02")["waits"]] == ["G4"], "a level that was reached is one"


def test_each_stage_waits_for_those_who_act_next() -> None:
    for stage, wanted in (
        (["competencies"], ("gate", "G4", ["panel"])),
        (["competencies", "gates"], ("endorse", "", ["lead"])),
        (["competencies", "gates", "endorse"], ("graduate", "", ["director"])),
    ):
        one = Signed("p-7a0a", "2026-01-05")
        _until(one, stage)
        waits = of([one.record], f"{one.day}")["people"][0]["waits"]
        assert [(wait["what"], wait["id"], wait["roles"]) for wait in waits] == [wanted]


def _until(one: Signed, stage: list[str]) -> None:
    for part in (first_gate, competencies, graduation_items):
        part(one)
    if "gates" in stage:
        last_gates(one)
    if "endorse" in stage:
        one.endorse()


def test_a_claim_is_old_after_a_week() -> None:
    for day, is_old in (("2026-09-09", False), ("2026-09-10", True)):
        one = of([record for record in cohort() if not record["events"]], day)
        (claim,) = (wait for wait in one["people"][0]["waits"] if wait["what"] == "claim")
        assert (claim["since"], claim["old"]) == ("2026-09-02", is_old)


def test_names_stand_only_where_somebody_gives_them(told: dict[str, Any]) -> None:
    assert set(told["names"]) == {TRAINEE, PEOPLE["mentor"][0]}
    assert "Example" not in canonical(of(cohort()))


def test_the_curve_and_the_brands_are_shown(told: dict[str, Any]) -> None:
    real = [(one["week"], one["share"]) for one in told["handover"]["real"]]
    assert real == [(9, 20), (20, 60)]
    brands = [(one["brand"], one["placed"], one["coming"]) for one in told["brands"]]
    assert brands == [("river", [TRAINEE], []), ("delta", [], []), (None, [], ["p-7a06"])]


def test_hours_are_those_of_acts_and_stand_against_the_limit() -> None:
    """In one week: three observed pieces, two of them in two attestations, and a decision."""
    one = Signed("p-7a0c", "2026-01-05")
    one.open()
    one.wait(weeks=3)
    pieces = one.pieces("shift", "work", "shift", key="same")
    one.attest("mentor", "LIS-1", 2, pieces)
    one.attest("mentor", "TRI-5", 2, [*pieces, *one.pieces("shift", key="other")])
    one.decide("mentor", "G1", "extend", weeks=2)
    effort = Effort(signature=5, record=15, observation=120, decision=45)
    for limit, is_over in ((6, True), (7, False)):
        plans = Plans(effort=effort, hours={"mentor": limit})
        found = roster(Folder((one.record,), (), ()), judges(), plans, {})["load"]
        (mentor,) = (row for row in found if row["role"] == "mentor")
        assert (mentor["signatures"], mentor["minutes"]) == (3, 5 + 240 + 5 + 120 + 45)
        assert (mentor["allowed"], mentor["over"]) == (60 * limit, is_over)
        assert [row["allowed"] for row in found if row["role"] == "lead"] == [None]


def test_an_empty_folder_has_a_roster() -> None:
    empty = roster(Folder((), (), ()), judges(), Plans(), {})
    assert (empty["people"], empty["ramp"], empty["load"]) == ([], [], [])
    assert roster_csv(empty).count(b"\n") == 1


def test_two_hundred_events_in_any_files_and_order_are_one_roster(tmp_path: Path) -> None:
    records = cohort()
    for number in range(7):
        one = Signed(f"p-7b0{number}", "2026-02-02")
        _until(one, ["competencies", "gates", "endorse"])
        records.append(one.record)
    assert sum(len(record["events"]) for record in records) >= 200
    first = canonical(of(records))
    for seed in range(SHUFFLES):
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        for number, part in enumerate(_parts(records, chance)):
            below = folder / chance.choice(("", "cohort", "outboxes/of people"))
            below.mkdir(parents=True, exist_ok=True)
            (below / f"{chance.randrange(10**6)}-{number}.json").write_text(json.dumps(part))
        found = read_folder(folder, CLIENT)
        assert not found.broken and not found.skipped
        assert canonical(roster(found, judges(), PLANS, {})) == first


def _parts(records: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """Each record as several, which overlap; members in any order."""
    found = []
    for record in records:
        pieces: list[dict[str, Any]] = [{**record, "entries": [], "events": []} for _ in range(4)]
        for group in ("entries", "events"):
            for one in chance.sample(record[group], len(record[group])):
                for piece in chance.sample(pieces, chance.randrange(1, 4)):
                    piece[group].append(one)
        found += [dict(chance.sample(list(piece.items()), len(piece))) for piece in pieces]
    chance.shuffle(found)
    return found


def test_a_folder_holds_other_files_too(tmp_path: Path) -> None:
    first, second, *_ = cohort()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.json").write_text("{")
    (tmp_path / "a.json").write_bytes(serialise(first))
    (tmp_path / "b.json").write_bytes(serialise(second)[:-20])
    (tmp_path / "c.json").write_bytes(serialise({**second, "client": "hearthline"}))
    (tmp_path / "keycard-ae.json").write_text('{"schema": "immerse.keycard/1"}')
    (tmp_path / "notes.txt").write_text("not looked at")
    (tmp_path / "d.json").symlink_to(tmp_path / "a.json")
    found = read_folder(tmp_path, CLIENT)
    assert [record["rot"] for record in found.records] == [first["rot"]]
    assert [told.file for told in found.skipped] == ["c.json", "keycard-ae.json"]
    assert [told.file for told in found.broken] == ["b.json"]
    assert found.broken[0].place.startswith("1:")


def test_what_one_copy_erased_stays_erased(tmp_path: Path) -> None:
    one = Signed("p-7a0b", "2026-01-05")
    one.open()
    salt = "0a" * 16
    digest, said = digest_of(salt, "A private word"), {"salt": salt, "text": "A private word"}
    one.say("note", item="LIS-1", text=digest)
    kept = {**one.record, "texts": {digest: said}}
    one.say("erase", texts=[digest])
    (tmp_path / "old.json").write_bytes(serialise(kept))
    (tmp_path / "new.json").write_bytes(serialise(one.record))
    (found,) = read_folder(tmp_path, CLIENT).records
    assert found["texts"] == {}


def test_somebody_on_a_path_without_gates_is_late_at_none_and_asked_for_its_items_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limited = roster_book() | {"path_items": {"light": ["LIS-1", "TRI-5"]}}
    monkeypatch.setattr(made_roster, "roster_book", lambda: limited)
    advocate, trainee = Signed("p-ad01", "2026-03-02"), Signed("p-7a01", "2026-03-02")
    advocate.open(path="light")
    trainee.open()
    for one in (advocate, trainee):
        one.wait(weeks=4)
        one.attest("mentor", "LIS-1", 1)
    facts = of([advocate.record, trainee.record])
    light, whole = person(facts, "p-ad01"), person(facts, "p-7a01")
    assert light["items"]["asked"] == len(light["states"]) == 2
    assert light["gates"] == light["late"] == []
    assert light["plan"] is None
    assert light["next"] is None
    assert light["phase"] is None
    assert whole["late"]
    assert whole["items"]["asked"] == len(limited["items"])
    for form in (roster_csv, roster_page, roster_text, roster_workbook):
        assert form(facts)
