"""Beside the versions of a published site stands what became of checklist items from release to release."""

from __future__ import annotations

import json
from pathlib import Path

from immerse.releasing.migration_file import ItemMove, Migration
from immerse.releasing.published import PUBLISHED
from small_releases import CLIENT, release_small


def book(*ids: str) -> bytes:
    return json.dumps({"items": [{"id": id} for id in ids]}).encode()


def test_every_map_is_published_cut_to_the_items_of_the_checklist(tmp_path: Path) -> None:
    release_small(tmp_path, "1.0.0", more={"book.json": book("TRI-1", "TRI-2")})
    published = tmp_path / PUBLISHED / CLIENT / "trainee" / "migrations.json"
    assert not published.exists()
    moves = (ItemMove("TRI-1", "TRI-1", "partial"), ItemMove("TRI-D1", "TRI-D1", "kept"))
    found = Migration(CLIENT, "1.0.0", "1.1.0", moves, retired=("TRI-2", "PB-01/old"), added=("PB-01/new", "TRI-3"))
    release_small(tmp_path, "1.1.0", more={"book.json": book("TRI-1", "TRI-3"), "migration.json": found.to_bytes()})
    told = json.loads(published.read_bytes())
    assert (told["schema"], told["client"]) == ("immerse.migrations/1", CLIENT)
    moves_told = [["TRI-1", "TRI-1", "partial"]]
    assert told["maps"] == [
        {"old": "1.0.0", "new": "1.1.0", "moves": moves_told, "retired": ["TRI-2"], "added": ["TRI-3"], "mandatory": []}
    ]
    assert (tmp_path / PUBLISHED / CLIENT / "mentor" / "migrations.json").read_bytes() == published.read_bytes()
