"""The checklist book: every item a trainee is measured by, with a digest of its meaning."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Item:
    """One checklist item. `digest` covers the resolved normative text, so a changed setting is a changed item.

    The same in both views: nothing here comes from lesson prose or mentor notes.
    """

    id: str
    kind: Literal["competency", "graduation"]
    module: str
    """Module id, `ROT`, or the graduation part (`A` to `D`)."""
    title: str
    statement: str
    criterion: str
    phase: str
    """Phase in which it is normally reached (id)."""
    gate: str
    """First gate that asks for it."""
    levels: tuple[tuple[str, int], ...]
    """(gate, level), in gate order."""
    level: int
    """Level needed at graduation, 0 where levels do not apply."""
    attest_all: tuple[str, ...]
    attest_any: tuple[str, ...]
    distinct_attesters: int
    evidence_pieces: int
    evidence_kinds: tuple[str, ...]
    observations: int
    contexts: tuple[str, ...]
    critical: bool
    rare: bool
    uses: tuple[str, ...]
    digest: str
    """`d2:sha256:` and 64 hex digits; what stands before `sha256` names the rule."""
    earlier: str
    """The digest under the rule before, `sha256:` and 64 hex digits, so that a newer immerse alone changes no item."""
    rev: int = 1


@dataclass(frozen=True, slots=True)
class Book:
    """`checklist.json`, schema `immerse.book/1`."""

    client: str
    client_name: str
    core_version: str
    policy_version: str
    effective: str
    track: str
    weeks: int
    items: tuple[Item, ...]
    digest: str
    """Over the items' ids and digests, in order."""
