"""Stores that a check of some files found no problems, so that it is not repeated for the same files.

Problems are never stored: a check that found some is repeated until they are corrected.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from immerse.loading.digests import SharedFiles, client_digest
from immerse.problems import Problem
from immerse.storage.store import NOTHING_KEPT, Store

FindProblems = Callable[[], tuple[Problem, ...]]


class Digests(NamedTuple):
    """Digests of the checked files."""

    shared: SharedFiles
    by_client: dict[str, bytes]
    """Client -> the files in its folder."""


def digests_of(root: Path, clients: Iterable[str]) -> Digests | None:
    """The digests of the files of some clients now; None where a file cannot be read."""
    with suppress(OSError):
        by_client = {client: client_digest(root, client) for client in clients}
        return Digests(SharedFiles.of(root), by_client)
    return None


class Clean:
    """Knows which clients had no problems."""

    def __init__(self, store: Store = NOTHING_KEPT, digests: Digests | None = None) -> None:
        """`digests` are those of the files that were read; None where they are unknown, so that everything is
        checked."""
        self._store = store
        self._digests = digests

    def site(self, client: str, on: date, judge: FindProblems) -> tuple[Problem, ...]:
        """The problems that `judge` finds in a site; none where it found none that day in the same files."""
        made_of = self._digests and (
            self._digests.shared.core,
            self._digests.by_client[client],
            on.isoformat().encode(),
        )
        return self._unless("site", made_of, judge)

    def tables(self, client: str, judge: FindProblems) -> tuple[Problem, ...]:
        """The problems that `judge` finds in a client's tables; none where it found none in the same files."""
        made_of = self._digests and (self._digests.shared.tables, self._digests.by_client[client])
        return self._unless("tables", made_of, judge)

    def _unless(self, name: str, made_of: tuple[bytes, ...] | None, judge: FindProblems) -> tuple[Problem, ...]:
        if made_of is None:
            return judge()
        if self._store.get(f"clean {name}", *made_of):
            return ()
        problems = judge()
        if not problems:
            self._store.put_later(f"clean {name}", *made_of, value=lambda: True)
        return problems
