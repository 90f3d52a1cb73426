"""A judgement on which the day has no bearing is not made again of the same files, where it found nothing.

What is wrong is never kept: whatever was found is looked for again until it is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from immerse.loading.digests import client_digest, core_digest
from immerse.problems import Problem
from immerse.store import NOTHING_KEPT, Store

Digests = dict[str, tuple[bytes, bytes]]
"""Client -> digests of the files that all clients share, and of its own."""


def digests_of(root: Path, clients: Iterable[str]) -> Digests:
    """What some clients are made of now; empty where a file cannot be read."""
    with suppress(OSError):
        core = core_digest(root)
        return {client: (core, client_digest(root, client)) for client in clients}
    return {}


class Clean:
    """Which clients nothing was found wrong with."""

    def __init__(self, store: Store = NOTHING_KEPT, digests: Digests | None = None) -> None:
        """`digests` are of the files that were read, and empty where that is not sure: then all is judged."""
        self._store = store
        self._digests = digests or {}

    def unless(self, what: str, client: str, judge: Callable[[], tuple[Problem, ...]]) -> tuple[Problem, ...]:
        """What `judge` finds; nothing where it found nothing in the same files before."""
        made_of = self._digests.get(client)
        if made_of is None:
            return judge()
        if self._store.get(f"clean {what}", *made_of):
            return ()
        found = judge()
        if not found:
            self._store.put_later(f"clean {what}", *made_of, value=lambda: True)
        return found
