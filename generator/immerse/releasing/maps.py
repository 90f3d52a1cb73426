"""The maps of checklist items from release to release, as a published site gives them to its pages."""

import json
from typing import Any

from immerse.releasing.ledger import Ledger
from immerse.releasing.migration_file import MIGRATION, Migration

BOOK = "book.json"
"""The checklist of a version, in the ledger."""
SCHEMA = "immerse.migrations/1"


def published_maps(ledger: Ledger) -> bytes:
    """All maps of the ledger as one file; empty where there is none. Raises Refused as `step_maps` does."""
    maps = step_maps(ledger)
    if not maps:
        return b""
    lines = ",\n".join(json.dumps(map, ensure_ascii=False, separators=(",", ":")) for map in maps)
    return f'{{"schema":"{SCHEMA}","client":{json.dumps(ledger.client)},"maps":[\n{lines}\n]}}\n'.encode()


def step_maps(ledger: Ledger) -> list[dict[str, Any]]:
    """The map of each release from the one before, oldest first, with only the items of the checklist: both views show
    these.

    Raises:
        Refused: a map is damaged or has another schema.
    """
    contents = ((version, ledger.file(version, MIGRATION)) for version in ledger.versions)
    return [_shown(ledger, version, content) for version, content in contents if content]


def checklist(ledger: Ledger, version: str) -> dict[str, Any]:
    """The checklist of a version; without items and digest where the ledger holds none of it."""
    book: dict[str, Any] = json.loads(ledger.file(version, BOOK) or '{"items": [], "digest": ""}')
    return book


def _shown(ledger: Ledger, version: str, content: bytes) -> dict[str, Any]:
    migration = Migration.from_bytes(content)
    before, after = (
        {item["id"] for item in checklist(ledger, release)["items"]} for release in (migration.old, version)
    )
    return {
        "old": migration.old,
        "new": version,
        "moves": [list(move) for move in migration.moves if move.old in before and move.new in after],
        "retired": [id for id in migration.retired if id in before],
        "added": [id for id in migration.added if id in after],
        "mandatory": [id for id in migration.mandatory if id in after],
    }
