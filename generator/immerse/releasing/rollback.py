"""Commands that move how releases stand and build nothing: roll back, withdraw."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from immerse.model.release import History, Release, Standing
from immerse.problems import ImmerseError
from immerse.releasing.ledger import Ledger
from immerse.releasing.ledger_commit import alone, commit
from immerse.releasing.log import Deed, LogLine
from immerse.releasing.published import refresh


def roll_back(root: Path, client: str, version: str, on: date) -> bool:
    """Make an earlier release the latest again; whether anything changed.

    Raises:
        ImmerseError: there is no such release, or it is not in force.
        Refused: the ledger is damaged, or something stands in the way.
        OSError: the disk refused.
    """
    with alone(root, client, on) as ledger:
        _, release = _release(ledger, version, on)
        if release.standing is Standing.LATEST:
            refresh(ledger, on)
            return False
        if not release.is_in_force:
            why = "was withdrawn" if release.standing is Standing.WITHDRAWN else f"ended on {release.until}"
            raise ImmerseError(f"{version} of {client} {why}, so that it cannot be the latest; choose one in force")
        commit(ledger, (LogLine(Deed.ROLLBACK, version, on),), on)
        return True


def withdraw(root: Path, client: str, version: str, why: str, on: date) -> bool:
    """Take a release back, with the reason; its pages stay and say so. Whether anything changed.

    Raises:
        ImmerseError: there is no such release, or it is the latest.
        Refused: the ledger is damaged, or something stands in the way.
        OSError: the disk refused.
    """
    with alone(root, client, on) as ledger:
        history, release = _release(ledger, version, on)
        if release.standing is Standing.WITHDRAWN:
            refresh(ledger, on)
            return False
        if release.standing is Standing.LATEST:
            raise ImmerseError(_of_latest(history, version))
        commit(ledger, (LogLine(Deed.WITHDRAW, version, on, why),), on)
        return True


def _of_latest(history: History, version: str) -> str:
    others = [one.version for one in history.live if one.version != version]
    ways = [f"go back first, with: immerse rollback {history.client} {others[-1]}"] if others else []
    ways.append("release a mended version first")
    return f"{version} is the latest release of {history.client}, to which every address leads: {', or '.join(ways)}"


def _release(ledger: Ledger, version: str, on: date) -> tuple[History, Release]:
    """How the releases stand, and one of them; raises ImmerseError where there is no such release."""
    history = ledger.history(on)
    release = history.of(ledger.known(version))
    assert release is not None  # it is in the ledger
    return history, release
