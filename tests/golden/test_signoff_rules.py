"""The sign-off rules: a kind and its numbers make the sentence on the page and what a program checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import composed
import pytest
from case_files import read_case_file
from immerse.composing.signoff_words import sentence_of
from immerse.exporting.book_file import book_json
from immerse.model.role import Role
from immerse.model.rotation import Rotation, Where
from immerse.model.rotation_names import RotationNames
from immerse.model.signoff import KINDS, SignoffRule
from pydantic import TypeAdapter

CASES = read_case_file(Path(__file__).parents[1] / "cases" / "signoff" / "sentences.yml")
ROTATION = "curriculum/rotation.yml"
ROLES = {
    "director": "director",
    "hr": "human resources",
    "client-pr": "client PR",
    "security": "IT security",
    "compliance": "compliance",
    "evaluator": "exercise evaluator",
    "spoke-owner": "spoke owner",
}
READ: TypeAdapter[Any] = TypeAdapter(SignoffRule)


def as_written(value: Any) -> Any:
    """Lists as the loader gives them."""
    if isinstance(value, dict):
        return {key: as_written(one) for key, one in value.items()}
    return tuple(map(as_written, value)) if isinstance(value, list) else value


def rotation(regulated: bool) -> Rotation:
    """A rotation that has roles and nothing else."""
    lists = ("evidence_kinds", "contexts", "levels", "gates", "phases", "paths", "graduation")
    roles = [Role.model_construct(id=id, title=title) for id, title in ROLES.items()]
    where = Where.model_construct() if regulated else None
    return Rotation.model_construct(roles=roles, regulated=where, **dict.fromkeys(lists, ()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: json.dumps(case["rule"]))
def test_a_rule_says_its_numbers(case: dict[str, Any]) -> None:
    rule = READ.validate_python({"id": "SR-1", "title": "A rule"} | as_written(case["rule"]))
    assert sentence_of(rule, RotationNames(rotation(case.get("regulated", False)))) == case["says"]


def test_every_kind_has_a_case() -> None:
    assert {case["rule"]["kind"] for case in CASES} == set(KINDS)


def rules(client: Any = None) -> dict[str, dict[str, Any]]:
    book = json.loads(book_json(composed.made(client).book if client else composed.made().book))
    return {rule["kind"]: rule for rule in book["rules"]}


def test_the_book_has_every_rule_with_the_numbers_that_hold() -> None:
    found = rules()
    assert list(found) == [
        "own-work", "attesters", "signatory", "agency", "evidence", "simulated", "waivers", "stated",
    ]  # fmt: skip
    assert found["evidence"]["critical"] == {"pieces": 5, "observed": 2, "shifts": 2}
    assert (
        found["simulated"]["sentence"]
        == "Of a module's evidence at most 40% may come from exercises, in REL all of it."
    )
    assert found["waivers"]["why"] == "Ask the Northwind & Sons office."
    assert found["stated"] == {
        "id": "SR-99", "title": "Tea", "kind": "stated", "text": "Tea is made by turns.",
        "sentence": "Tea is made by turns.", "why": "",
    }  # fmt: skip


def test_a_client_may_be_stricter_and_never_looser() -> None:
    stricter = "rotation: {signoff: {signatory_share: 10, simulated_share: 0, checks_pass: 85, waiver_limit: 1}}"
    looser = "rotation: {signoff: {signatory_share: 25, simulated_share: 40, checks_pass: 85, waiver_limit: 3}}"
    shares = [
        (found["signatory"]["share"], found["simulated"]["share"], found["waivers"]["limit"])
        for found in (rules(composed.client(stricter)), rules(composed.client(looser)))
    ]
    assert shares == [(10, 0, 1), (20, 40, 3)]


def test_a_rule_speaks_of_regulated_sectors_where_the_sector_is() -> None:
    said = "In this sector one of them attests as lead for TRI-5 and REL-1."
    assert said in rules()["attesters"]["sentence"]
    elsewhere = rules(composed.client("client: {sector: other}"))
    assert said not in elsewhere["attesters"]["sentence"]
    assert "never decide G5." in elsewhere["agency"]["sentence"]


def test_what_is_left_out_for_a_client_is_left_out_of_its_rules(tmp_path: Path) -> None:
    programme = composed.edited(
        "  - id: G5\n", '  - id: G5\n    when: policy.client.sector == "other"\n', tmp_path, ROTATION
    )
    book = json.loads(book_json(composed.made(of=programme).book))
    agency = next(rule for rule in book["rules"] if rule["kind"] == "agency")
    assert (agency["never_gates"], agency["regulated_gates"]) == ([], ["G2"])


def test_a_changed_rule_changes_no_item(tmp_path: Path) -> None:
    programme = composed.edited("share: 40", "share: 30", tmp_path, ROTATION)
    assert composed.made(of=programme).book.digest == composed.made().book.digest


def test_a_rule_of_the_client_is_one_that_people_apply() -> None:
    own = "rotation: {signoff: {signatory_share: 20, simulated_share: 40, checks_pass: 85, waiver_limit: 1, %s}}"
    client = composed.client(own % "rules: [{id: night, text: One piece is from a night.}]")
    book = composed.made(client).book
    assert [(rule.id, rule.kind, rule.sentence) for rule in book.rules if rule.added] == [
        ("night", "stated", "One piece is from a night.")
    ]
    assert json.loads(book_json(book))["rules"][-1]["title"] == "Added by Northwind & Sons"
