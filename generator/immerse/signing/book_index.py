"""A book with its items by id, gate and module; read once for all rotations that are judged by it."""

from collections.abc import Mapping
from typing import Any

from immerse.signing.signoff_rules import Rules

ItemJson = Mapping[str, Any]


class ReadBook:
    """A book by its ids."""

    def __init__(self, book: Mapping[str, Any]) -> None:
        self.book = book
        self.rules = Rules(book)
        self.items: dict[str, ItemJson] = {item["id"]: item for item in book["items"]}
        self.kinds: dict[str, Mapping[str, Any]] = {kind["id"]: kind for kind in book["kinds"]}
        self.gates: dict[str, Mapping[str, Any]] = {gate["id"]: gate for gate in book["gates"]}
        self.competencies = [item for item in book["items"] if item["kind"] == "competency"]
        self.by_module: dict[str, list[str]] = {}
        for item in book["items"]:
            self.by_module.setdefault(item["module"], []).append(item["id"])
        self.levels = {item["id"]: levels_of(item) for item in book["items"]}
        """Item -> the levels at which it is signed, in their order."""
        self.asked_at = {name: _asked_at(name, book["items"]) for name in self.gates}
        """Gate -> its items with the level of each, None if the whole item has to be met."""


def levels_of(item: ItemJson) -> list[int]:
    """The levels at which an item is signed, in their order."""
    return sorted({row["level"] for row in item["signatures"]})


def _asked_at(gate: str, items: list[ItemJson]) -> list[tuple[ItemJson, int | None]]:
    asked: list[tuple[ItemJson, int | None]] = []
    for item in items:
        wanted = item["levels"].get(gate)
        if wanted is not None and wanted < max(levels_of(item), default=0):
            asked.append((item, wanted))
        elif wanted is not None or item["gate"] == gate:
            asked.append((item, None))
    return asked
