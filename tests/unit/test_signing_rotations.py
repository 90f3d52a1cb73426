"""Whole rotations by the book of a new workspace: somebody can graduate, and what is left out shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from immerse.exporting.book_file import book_json
from made_rotations import verified_at
from task_books import composed


@pytest.fixture
def book(workspace: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(book_json(composed(workspace).book))
    return {**found, "agency_until": None}


def test_somebody_can_graduate(book: dict[str, Any]) -> None:
    found = verified_at(book, "placed")
    assert found.refusals == []
    assert found.fold["status"] == "placed"
    assert {item["state"] for item in found.fold["items"].values()} == {"met"}
    assert found.fold["warnings"] == []


def test_halfway_says_what_is_missing(book: dict[str, Any]) -> None:
    found = verified_at(book, "G1")
    states = {name: gate["state"] for name, gate in found.fold["gates"].items()}
    assert states == {"G1": "passed", "G2": "open"}
    assert {gap.get("gate") for gap in found.fold["graduation"]["gaps"] if gap["code"] == "gate"} == {"G2"}
