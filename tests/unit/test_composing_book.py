"""The checklist book: which items, when they are due, and what moves a digest."""

from __future__ import annotations

import json
import re
from pathlib import Path

import composed
import pytest
from immerse.composing.book import effective
from immerse.composing.digests import digest_of
from immerse.exporting.book_file import book_json
from immerse.model.book import Book
from immerse.model.site_view import View


def digests(book: Book) -> dict[str, str]:
    return {item.id: item.digest for item in book.items}


def changed(one: Book, other: Book) -> set[str]:
    return {id for id, digest in digests(one).items() if digests(other).get(id) != digest}


def test_the_book_is_the_same_in_both_views() -> None:
    assert composed.made(view=View.TRAINEE).book == composed.made(view=View.MENTOR).book


def test_items_come_from_modules_the_rotation_strand_and_the_graduation_list() -> None:
    book = composed.made().book
    assert [(item.id, item.kind, item.module) for item in book.items] == [
        ("TRI-1", "competency", "TRI"),
        ("TRI-5", "competency", "TRI"),
        ("REL-1", "competency", "REL"),
        ("ROT-1", "competency", "ROT"),
        ("GC-05", "graduation", "A"),
        ("GC-30", "graduation", "D"),
    ]
    assert (book.client, book.client_name, book.track, book.weeks) == ("northwind", "Northwind & Sons", "six", 26)
    assert (book.core_version, book.policy_version, book.effective) == ("1.0.0", "1.2.0", "2026-12-01")


def test_an_item_says_when_it_is_needed_and_who_attests_it() -> None:
    items = {item.id: item for item in composed.made().book.items}
    trigger = items["TRI-5"]
    assert (trigger.phase, trigger.gate, trigger.levels, trigger.level) == ("shadow", "G2", (("G2", 3), ("G4", 4)), 4)
    assert (trigger.attest_all, trigger.attest_any) == (("mentor", "lead"), ("director",))
    assert (trigger.critical, trigger.distinct_attesters, trigger.evidence_pieces, trigger.evidence_observed) == (
        True,
        2,
        5,
        2,
    )
    assert items["TRI-1"].distinct_attesters == 1
    assert (items["ROT-1"].phase, items["ROT-1"].gate) == ("lead", "G4")
    assert (items["GC-05"].phase, items["GC-05"].gate, items["GC-05"].attest_any) == (
        "lead",
        "G4",
        ("lead", "director"),
    )
    assert (items["GC-30"].phase, items["GC-30"].gate) == ("disperse", "G5")
    assert items["GC-05"].statement == "Found all of the 2 kinds."


def test_a_changed_trigger_changes_the_items_that_use_triggers_and_no_other() -> None:
    later = composed.made(composed.client("escalation: {hard_triggers: {press: {tell_min: 45}}}"))
    assert changed(composed.made().book, later.book) == {"TRI-5", "GC-05"}
    assert later.book.digest != composed.made().book.digest


def test_a_change_in_a_setting_that_nothing_uses_changes_nothing() -> None:
    other = composed.made(composed.client("centre: {on_call: {ack_min: 10}}"))
    assert other.book == composed.made().book


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("You do not change targets.", "You change nothing.", "curriculum/triage/lessons/01-clocks.yml"),
        ("mentor-only-canary-0001", "something else", "curriculum/triage/lessons/01-clocks.yml"),
        ("Sort them all.", "Sort all of them.", "curriculum/triage/drills.yml"),
        ("all: [mentor, lead]", "all: [lead, mentor]", "curriculum/triage/module.yml"),
        ("title: Misses no hard trigger", "title: Never misses a trigger", "curriculum/triage/module.yml"),
    ],
)
def test_words_around_an_item_do_not_change_it(old: str, new: str, file: str, tmp_path: Path) -> None:
    programme = composed.edited(old, new, tmp_path, file)
    assert changed(composed.made().book, composed.made(of=programme).book) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Recognises all", "Notices all"),
        ("No miss in 30", "No miss in 40"),
        ("pieces: 5", "pieces: 6"),
        ("observed: 2", "observed: 3"),
        ("any: [director]", "any: [lead]"),
        (
            "    levels: {G2: 3, G4: 4}\n    attested_by: {all: [mentor, lead]",
            "    steps: [Reads it, Names it]\n    levels: {G2: 3, G4: 4}\n    attested_by: {all: [mentor, lead]",
        ),
    ],
)
def test_a_changed_meaning_changes_the_item(old: str, new: str, tmp_path: Path) -> None:
    programme = composed.edited(old, new, tmp_path, "curriculum/triage/module.yml")
    assert changed(composed.made().book, composed.made(of=programme).book) == {"TRI-5"}


@pytest.mark.parametrize(
    "statement",
    [
        "'Recognises all of the triggers  (2).'",
        "Recognises all of\n      the triggers (2).",
        "|\n      Recognises all of the triggers (2).",
        "'  Recognises all of the triggers (2). '",
    ],
)
def test_how_a_text_is_typed_does_not_change_an_item(statement: str, tmp_path: Path) -> None:
    file = "curriculum/triage/module.yml"
    old = "statement: Recognises all {{ policy.escalation.hard_triggers | count | spell }} hard triggers."
    one, other = (
        composed.edited(old, f"statement: {typed}", tmp_path / name, file)
        for name, typed in (("one", "Recognises all of the triggers (2)."), ("other", statement))
    )
    assert changed(composed.made(of=one).book, composed.made(of=other).book) == set()
    assert changed(composed.made().book, composed.made(of=one).book) == {"TRI-5"}


def test_an_item_has_its_digest_under_the_rule_before() -> None:
    for item in composed.made().book.items:
        assert re.fullmatch(r"d2:sha256:[0-9a-f]{64}", item.digest)
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", item.earlier)
        assert b"earlier" not in book_json(composed.made().book)


def test_a_digest_is_of_canonical_json() -> None:
    assert digest_of({"b": 1, "a": "é"}) == digest_of({"a": "é", "b": 1})
    assert digest_of([1]) == "d2:sha256:080a9ed428559ef602668b4c00f114f1a11c3f6b02a435f0bdc154578e4d7f22"
    assert digest_of({"a": 1}) != digest_of({"a": "1"})


def test_values_are_canonical_and_leave_out_what_nobody_set() -> None:
    policy = composed.policy()
    assert effective(policy, "centre.on_call") == {
        "enabled": True,
        "ack_min": 15,
        "primary": "duty-lead",
        "deputy": "counsel",
    }
    assert effective(policy, "agency.starts") == "2026-12-07"
    assert effective(policy, "legal.complaints") is None
    assert list(effective(policy, "escalation.hard_triggers")) == ["life", "press"]


def test_the_book_says_in_this_clients_weeks_what_a_record_is_judged_by() -> None:
    book = json.loads(book_json(composed.made().book))
    assert [gate for gate in book["gates"] if gate["day"] is not None and gate["day"] != 7 * gate["week"] - 3] == []
    assert [gate["id"] for gate in book["gates"]] == [str(gate.id) for gate in composed.made().programme.rotation.gates]
    assert {phase["id"]: phase["floor"] for phase in book["phases"]}["shadow"] == 4
    assert {item["module"] for item in book["items"] if item["kind"] == "competency"} <= {
        m["id"] for m in book["modules"]
    }
    assert {kind for item in book["items"] for kind in item["evidence"]["kinds"]} <= {
        kind["id"] for kind in book["kinds"]
    }
    first = book["gates"][0]
    assert (first["decided_by"], first["one_decides"], first["panel"]) == (["director"], False, [])
    assert [(part["id"], part["gate"]) for part in book["parts"]] == [("A", "G4"), ("D", "G5")]
    assert (book["attesting_roles"], book["client_roles"]) == (["mentor", "lead", "director"], ["director"])
    assert (book["regulated"], book["agency_until"]) == (True, "2027-05-31")
