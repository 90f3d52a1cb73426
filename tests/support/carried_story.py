"""The releases' story as real releases of the starter's client: three versions, published, with their maps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from case_files import read_case_file
from immerse.releasing.migration_file import Migration
from immerse.releasing.release import Releaser, ReleaseRequest
from immerse.storage.store import NOTHING_KEPT
from loading_cases import change_workspace
from release_story import ON, STORY, VERSIONS
from site_fixtures import STARTER_CLIENT, starter

FIRST, LAST = VERSIONS[0], VERSIONS[-1]
GRADUATION = "      - {id: GC-03, statement: Final signature., kind: attested, attested_by: {all: [director]}}\n"
NEW = "GC-04"
"""An item that only the last release has."""
ADDED = {
    "curriculum/rotation.yml": {
        "edit": {GRADUATION: GRADUATION + GRADUATION.replace("GC-03", NEW).replace("Final", "The panel's")}
    }
}


class Nobody:
    """Nobody is asked: the versions are named, and the first one ends when the last one begins."""

    def agree(self, client: str, version: str, why: str) -> None:
        raise AssertionError(f"{client} {version}: {why}")

    def sunset(self, client: str, version: str, open_ended: tuple[str, ...]) -> date:
        return date(2027, 3, 1)


def released_story(folder: Path) -> Path:
    """The workspace after its three releases."""
    root = starter(folder / "workspace")
    for version in VERSIONS:
        case = read_case_file(STORY / f"{version}.yml")
        change_workspace(root, case["changes"])
        if version == LAST:
            change_workspace(root, ADDED)
        Releaser(root, (STARTER_CLIENT,), ON, NOTHING_KEPT).release(STARTER_CLIENT, ReleaseRequest(version), Nobody())
    return root


def told_by_map(version: str, claimed: set[str]) -> dict[str, Any]:
    """What the map from the first release to a version says of claims: a golden file of the story, and the new item."""
    found = Migration.from_bytes((STORY / f"{FIRST}-{version}.migration.json").read_bytes())
    moves = [move for move in found.moves if move.old in claimed]
    label = {move: move.old if move.old == move.new else f"{move.old} → {move.new}" for move in moves}
    return {
        "moves": moves,
        "carried": sorted(label[move] for move in moves if move.effect == "kept"),
        "changed": sorted(label[move] for move in moves if move.effect != "kept"),
        "new": [*found.added, *([NEW] if version == LAST else [])],
        "retired": sorted(claimed & set(found.retired)),
    }
