"""What was found out about the awards of a rotation; it stays true until they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")


def kept(known: dict[str, Any], name: str, find: Callable[[], T]) -> T:
    """What is known under a name, found out if it is not."""
    if name not in known:
        known[name] = find()
    return cast(T, known[name])


class Findings:
    """What is asked again and again while events are taken in."""

    def __init__(self) -> None:
        self.users: dict[str, list[str]] = {}
        """Piece -> competencies that name it, in the order of their attestations."""
        self.of: dict[str, Any] = {}
        """Item -> what follows from its awards."""
        self.together: dict[str, Any] = {}
        """What follows from everything that counted."""

    def use(self, item: str, award: dict[str, Any]) -> None:
        """Note who names the pieces of an award; it is the last one so far."""
        for piece in award["pieces"]:
            items = self.users.setdefault(piece["piece"], [])
            if item not in items:
                items.append(item)

    def changed(self, item: str) -> None:
        """Forget what followed from the awards of an item."""
        self.of.pop(item, None)
        self.together.clear()
