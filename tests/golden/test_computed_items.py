"""Computed items of the graduation checklist: what they are computed from makes their statement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import composed
import pytest
from case_files import read_case_file
from immerse.composing.book import book_of
from immerse.composing.computed import with_statements
from immerse.exporting.book_file import book_json
from immerse.model.compute import Compute
from immerse.model.rotation import GraduationItem
from immerse.model.signoff import AttesterCount
from pydantic import TypeAdapter, ValidationError

CASES = read_case_file(Path(__file__).parents[1] / "cases" / "signoff" / "statements.yml")
ITEM = {"id": "GC-01", "kind": "computed", "attested_by": {"all": ("lead",)}}
SIGNOFF = "{signatory_share: 25, simulated_share: 40, checks_pass: 85, waiver_limit: 1}"
RULE = {"id": "SR-2", "title": "Attesters", "kind": "attesters"}


def item_of(case: dict[str, Any]) -> dict[str, Any]:
    """The item of a case as `checklist.json` has it, in the small programme."""
    made = composed.made(composed.client(f"rotation: {{signoff: {SIGNOFF}}}"))
    rotation = made.programme.rotation
    item = GraduationItem.model_validate(ITEM | {key: case[key] for key in ("compute", "statement") if key in case})
    part = rotation.graduation[0].model_copy(update={"items": (item,)})
    rules = (AttesterCount.model_validate(RULE | case["attesters"]),) if "attesters" in case else ()
    update = {"graduation": (part,), "signoff_rules": rules}
    programme = made.programme.model_copy(update={"rotation": rotation.model_copy(update=update)})
    book = book_of(with_statements(programme, made.client.policy), made.client.policy)
    found: dict[str, Any] = json.loads(book_json(book))["items"][-1]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: json.dumps(case))
def test_an_item_says_what_it_is_computed_from(case: dict[str, Any]) -> None:
    item = item_of(case)
    assert item["statement"] == case["says"]
    assert case["compute"].items() <= item["compute"].items()
    assert item["signatures"] == []


def test_every_kind_has_a_case() -> None:
    kinds = {kind["const"] for kind in _consts(TypeAdapter(Compute).json_schema())}
    assert {case["compute"]["kind"] for case in CASES} == kinds


def _consts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [one["properties"]["kind"] for one in schema["$defs"].values() if "kind" in one.get("properties", {})]


def test_checks_are_those_of_every_module_at_the_share_of_this_client() -> None:
    facts = item_of({"compute": {"kind": "checks", "evidence": "work"}})["compute"]
    asked = [str(one.id) for one in composed.made().programme.modules if one.checks and one.checks.checks]
    assert asked and facts == {"kind": "checks", "evidence": "work", "share": 85, "modules": asked}


def test_another_number_is_another_item() -> None:
    one, other = ({"compute": {"kind": "share", "among": "every", "level": level}} for level in (3, 4))
    assert item_of(one)["digest"] != item_of(other)["digest"]


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"compute": {"kind": "acknowledged"}, "statement": "It is."}, "the statement is made from compute"),
        ({"compute": {"kind": "acknowledged"}, "kind": "attested"}, "an item that people attest is not computed"),
        ({}, "statement is missing"),
        ({"compute": {"kind": "share", "among": "every", "level": 3}, "every": "other"}, "delete every"),
        ({"compute": {"kind": "share", "among": "every", "level": 3, "share": 50}}, "share needs a share_level"),
        (
            {"compute": {"kind": "share", "among": "every", "level": 3, "share": 50, "share_level": 3}},
            "share_level is 3; it must be more than",
        ),
        ({"compute": {"kind": "vote"}}, "there is no such kind; kinds: share, count, checks, ratings, acknowledged"),
    ],
)
def test_what_says_two_things_is_refused(item: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        GraduationItem.model_validate(ITEM | item)


def test_what_is_attested_has_nothing_to_compute_and_what_says_nothing_is_confirmed() -> None:
    assert [one.compute for one in composed.made().book.items if one.kind == "graduation"] == [None, None]
    found = item_of({"statement": "It is true."})
    assert (found["statement"], found["compute"], found["computed"]) == ("It is true.", {"kind": "confirmed"}, True)
