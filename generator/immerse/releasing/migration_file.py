"""The file that maps the items of one release to those of a later one, with the effect on people who met them."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

from immerse.releasing.ledger_json import json_lines, read_json

MIGRATION = "migration.json"
"""Its file in the folder of a version, from the second release on."""
SCHEMA = "immerse.migration/1"
Effect = Literal["kept", "partial", "redo"]
"""kept: it stays met; partial: it counts, and the difference is missing; redo: it has to be met again."""


class ItemMove(NamedTuple):
    """An item, its item in the later release, and the effect. An item that several move to is met by whoever met all of
    them."""

    old: str
    new: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Migration:
    """The map from one release of a client's site to a later one."""

    client: str
    old: str
    new: str
    """Versions; `new` is empty for a workspace."""
    moves: tuple[ItemMove, ...]
    """The moves, sorted."""
    retired: tuple[str, ...] = ()
    """Items of the old release without an item in the new one."""
    added: tuple[str, ...] = ()
    """Items of the new release without an item in the old one."""
    mandatory: tuple[str, ...] = ()
    """Items of the new release that everybody does again, graduates too."""

    def to_bytes(self) -> bytes:
        """The map as UTF-8 JSON, one move a line; equal maps give equal bytes."""
        return json_lines(SCHEMA, self, listed=("moves",))

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The map in a file; raises Refused where it is damaged or has another schema."""
        return read_json(content, SCHEMA, cls, MIGRATION)
