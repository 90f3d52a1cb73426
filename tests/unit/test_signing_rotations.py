"""Whole rotations by the books of the example clients: somebody can graduate everywhere, and what is left out shows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from immerse.exporting.book_file import book_json
from immerse.model.edition import View
from immerse.signing.folding import Published
from immerse.signing.verification import Verified, Verifier
from made_rotations import Making, Person, people_for
from site_fixtures import CLIENTS, edition

START = datetime(2027, 1, 4, tzinfo=UTC)


@cache
def book_of(client: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(book_json(edition(client, View.TRAINEE).book))
    return found


def published(book: dict[str, Any], people: dict[str, Person]) -> Published:
    return Published({"1.0.0": book}, {one.key.thumbprint(): one.as_signer() for one in people.values()})


def verified(client: str, stage: str) -> Verified:
    book = {**book_of(client), "agency_until": None}
    people = people_for(book)
    making = Making(book, "1.0.0", people, "p-7f01", START)
    record = making.to(stage)
    return Verifier(published(book, people)).verify(record, f"{making.now:%Y-%m-%dT%H:%M:%S}.000Z")


@pytest.mark.parametrize("client", CLIENTS)
def test_somebody_can_graduate_by_the_rules_of_each_client(client: str) -> None:
    found = verified(client, "placed")
    assert found.refusals == []
    assert found.fold["status"] == "placed"
    assert {item["state"] for item in found.fold["items"].values()} == {"met"}
    assert found.fold["warnings"] == []


def test_halfway_says_what_is_missing() -> None:
    found = verified("northgate", "G3")
    states = {name: gate["state"] for name, gate in found.fold["gates"].items()}
    assert (states["G3"], states["G4"]) == ("passed", "open")
    missing = {gap.get("gate") for gap in found.fold["graduation"]["gaps"] if gap["code"] == "gate"}
    assert missing == {"G4", "G5"}
