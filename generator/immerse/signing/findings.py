"""Cached facts about the awards of a rotation, until these change."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")


def cached(known: dict[str, Any], name: str, find: Callable[[], T]) -> T:
    """The fact of a name in the cache `known`; `find` computes it the first time."""
    if name not in known:
        known[name] = find()
    return cast(T, known[name])


class Findings:
    """Facts that are needed repeatedly while events are folded."""

    def __init__(self) -> None:
        self.users: dict[str, list[str]] = {}
        """Piece -> competencies that name it, in the order of their attestations."""
        self.of: dict[str, Any] = {}
        """Item -> what follows from its awards."""
        self.together: dict[str, Any] = {}
        """Name -> what follows from everything that counted."""

    def use(self, item: str, award: dict[str, Any]) -> None:
        """Record that an item names the pieces of an award, which is the latest award."""
        for piece in award["pieces"]:
            items = self.users.setdefault(piece["piece"], [])
            if item not in items:
                items.append(item)

    def changed(self, item: str) -> None:
        """Forget what followed from the awards of an item."""
        self.of.pop(item, None)
        self.together.clear()
