"""Results about a whole workspace that are kept while no file of its content changes, and the check that is one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from immerse.loading.digests import workspace_digest
from immerse.problems import Problem, Severity
from immerse.storage.store import Store


class SameFiles:
    """Knows results about some clients of a workspace on one day, by the bytes of all its files."""

    def __init__(self, root: Path, clients: tuple[str, ...], on: date, store: Store) -> None:
        """The digest of the files is taken here, before anything is read."""
        self._root, self._store = root, store
        self._question = (" ".join(clients).encode(), on.isoformat().encode())
        self._before = self._digest()

    def _digest(self) -> bytes:
        """The digest of all files now; empty where a file cannot be read, or where nothing is kept."""
        with suppress(OSError):
            return workspace_digest(self._root) if self._store.keeps else b""
        return b""

    def get(self, kind: str) -> Any:
        """The result for the same files; None where it is not kept."""
        return self._store.get(kind, *self._question, self._before) if self._before else None

    def keep(self, kind: str, result: Any) -> None:
        """Keep a result, unless a file was written meanwhile."""
        if self._before and self._before == self._digest():
            self._store.put_later(kind, *self._question, self._before, value=lambda: result)
            self._store.flush()


class Checked(NamedTuple):
    """The problems that a check reports."""

    open: tuple[Problem, ...]
    waived: tuple[Problem, ...]

    @property
    def stopping(self) -> list[Problem]:
        """The errors, and the warnings that nobody has waived."""
        return [problem for problem in self.open if problem.severity is not Severity.INFO]


def checked(root: Path, clients: tuple[str, ...], on: date, store: Store) -> Checked:
    """The problems that `check_workspace` finds. They are kept where none is an error or an open warning; a check that
    found one is repeated until it is corrected."""
    files = SameFiles(root, clients, on, store)
    kept: Checked | None = files.get("checked")
    if kept is not None:
        return kept
    from immerse.pipeline.check import check_workspace

    judgement = check_workspace(root, clients, on, store)
    result = Checked(judgement.open, judgement.waived)
    if not result.stopping:
        files.keep("checked", result)
    return result
