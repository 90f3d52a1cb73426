"""What became of checklist items from release to release, as a published site tells it to the pages of its versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from immerse.releasing.ledger import Ledger
from immerse.releasing.migration import MIGRATION, Migration

BOOK = "book.json"
"""The checklist of a version, in the ledger."""
SCHEMA = "immerse.migrations/1"


def published_maps(ledger: Ledger) -> bytes:
    """Every map of the ledger as one file, cut to the items of the checklist, which both views show; empty without any.

    Raises:
        Refused: a map has a format that this immerse does not know.
    """
    maps = step_maps(ledger)
    if not maps:
        return b""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in maps)
    return f'{{"schema":"{SCHEMA}","client":{json.dumps(ledger.client)},"maps":[\n{lines}\n]}}\n'.encode()


def step_maps(ledger: Ledger) -> list[dict[str, Any]]:
    """What every release made of the checklist's items of the one before, the first release first.

    Raises:
        Refused: a map has a format that this immerse does not know.
    """
    return [_shown(ledger, version) for version in ledger.versions if _path(ledger, version).is_file()]


def book_items(ledger: Ledger, version: str) -> list[dict[str, Any]]:
    """The checklist of a version; empty where the ledger holds none of it."""
    path = ledger.folder / version / BOOK
    found: list[dict[str, Any]] = json.loads(path.read_bytes())["items"] if path.is_file() else []
    return found


def book_digest(ledger: Ledger, version: str) -> str:
    """The digest of the checklist of a version; empty where the ledger holds none of it."""
    path = ledger.folder / version / BOOK
    return str(json.loads(path.read_bytes())["digest"]) if path.is_file() else ""


def _path(ledger: Ledger, version: str) -> Path:
    return ledger.folder / version / MIGRATION


def _shown(ledger: Ledger, version: str) -> dict[str, Any]:
    found = Migration.from_bytes(_path(ledger, version).read_bytes())
    before, after = _items(ledger, found.old), _items(ledger, version)
    return {
        "old": found.old,
        "new": version,
        "moves": [list(move) for move in found.moves if move.old in before and move.new in after],
        "retired": [id for id in found.retired if id in before],
        "added": [id for id in found.added if id in after],
        "mandatory": [id for id in found.mandatory if id in after],
    }


def _items(ledger: Ledger, version: str) -> set[str]:
    return {item["id"] for item in book_items(ledger, version)}
