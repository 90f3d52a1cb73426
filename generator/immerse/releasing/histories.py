"""How the releases of several clients stand, with what a killed command left ended and what hosts serve up to date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from immerse.model.release import History
from immerse.releasing.ledger import RELEASES
from immerse.releasing.ledger_commit import alone
from immerse.releasing.published import PUBLISHED, refresh


def histories(root: Path, clients: Iterable[str], on: date) -> tuple[History, ...]:
    """The releases of these clients as they stand on a day. Where nothing was ever released, nothing is written.

    Raises:
        Refused: a ledger is damaged, or something lies in `published` that it does not tell of.
        OSError: the disk refused.
    """
    return tuple(_history(root, client, on) for client in clients)


def _history(root: Path, client: str, on: date) -> History:
    if not (root / RELEASES / client).is_dir() and not (root / PUBLISHED / client).is_dir():
        return History(client)
    with alone(root, client, on) as ledger:
        if (root / PUBLISHED / client).is_dir():
            refresh(ledger, on)
        return ledger.history(on)
