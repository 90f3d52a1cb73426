"""A client's delegates: who may attest a competency in place of a senior role, and where nobody may."""

from __future__ import annotations

import json
from pathlib import Path

import composed
import pytest
from immerse.exporting.book_file import book_json
from immerse.model.book import Book, Item

HELD = "mentors: [duty-lead], lead: duty-lead, director: counsel, client_pr: press, hr: hr"
ROLES = f"rotation: {{roles: {{{HELD}, delegates: %s}}}}"
ROTATION = "curriculum/rotation.yml"


def book(delegates: str, tmp: Path | None = None, gate: str = "G2") -> Book:
    client = composed.client(ROLES % delegates)
    if tmp is None:
        return composed.made(client).book
    programme = composed.edited("levels: {G4: 4}", f"levels: {{{gate}: 4}}", tmp, ROTATION)
    return composed.made(client, of=programme).book


def signers(item: Item) -> list[tuple[str, ...]]:
    return [row.one_of for row in item.signatures]


def item(found: Book, id: str) -> Item:
    return next(one for one in found.items if one.id == id)


def test_a_delegate_may_sign_where_the_role_does() -> None:
    found = book("{mentor: director}")
    assert signers(item(found, "TRI-1")) != signers(item(composed.made().book, "TRI-1"))
    assert all("director" in one_of for one_of in signers(item(found, "TRI-1")) if "mentor" in one_of)


def test_who_signs_anyhow_acts_for_nobody() -> None:
    found = book("{mentor: lead}")
    assert signers(item(found, "TRI-5")) == signers(item(composed.made().book, "TRI-5"))


def test_nobody_acts_for_another_at_the_gate_of_graduation(tmp_path: Path) -> None:
    assert signers(item(book("{mentor: director}", tmp_path / "G4", "G4"), "ROT-1")) == [("lead", "mentor", "director")]
    assert signers(item(book("{mentor: director}", tmp_path / "G5", "G5"), "ROT-1")) == [("lead", "mentor")]


def test_graduation_and_gates_have_no_delegates() -> None:
    found = book("{director: lead}")
    assert signers(item(found, "GC-30")) == [("director",)]
    assert [gate.decided_by for gate in found.gates] == [("director",)] * 3


def test_delegates_change_no_item_and_stand_in_the_book() -> None:
    found = book("{mentor: director}")
    assert found.digest == composed.made().book.digest
    told = json.loads(book_json(found))
    assert told["delegates"] == {"mentor": "director"}
    assert {"delegates", "undelegated"}.isdisjoint(told["items"][0])


@pytest.mark.parametrize("delegates", ["{mentor: mentor}", "{mentor: lead, lead: director}"])
def test_a_chain_of_delegates_is_refused(delegates: str) -> None:
    with pytest.raises(AssertionError, match=r"rotation\.roles\.delegates: (mentor|lead) cannot act for mentor"):
        composed.client(ROLES % delegates)
