"""Commands about the standing of releases, which build nothing: roll back, withdraw, list."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from immerse.model.release import History, ReleasedVersion, Standing
from immerse.problems import ImmerseError
from immerse.releasing.ledger import RELEASES, Ledger
from immerse.releasing.ledger_commit import commit, locked_ledger
from immerse.releasing.log import Deed, LogLine
from immerse.releasing.published import PUBLISHED, refresh


def roll_back(root: Path, client: str, version: str, on: date) -> bool:
    """Make an earlier release the latest again; whether anything changed.

    Raises:
        ImmerseError: there is no such release, or it is not in force.
        Refused: the ledger is damaged, or another file is in the way.
        OSError: the disk refused.
    """
    with locked_ledger(root, client, on) as ledger:
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
    """Withdraw a release, with the reason; its pages stay and say so. Whether anything changed; raises as `roll_back`
    does, and ImmerseError where the release is the latest."""
    with locked_ledger(root, client, on) as ledger:
        history, release = _release(ledger, version, on)
        if release.standing is Standing.WITHDRAWN:
            refresh(ledger, on)
            return False
        if release.standing is Standing.LATEST:
            versions = [release.version for release in history.live if release.version != version]
            way = f"go back first, with: immerse rollback {client} {versions[-1]}, or " if versions else ""
            sentence = f"{version} is the latest release of {client}, to which every address leads"
            raise ImmerseError(f"{sentence}: {way}release a corrected version first")
        commit(ledger, (LogLine(Deed.WITHDRAW, version, on, why),), on)
        return True


def _release(ledger: Ledger, version: str, on: date) -> tuple[History, ReleasedVersion]:
    """The history, and one of its releases; raises ImmerseError where there is no such release."""
    history = ledger.history(on)
    release = history.of(ledger.require_version(version))
    assert release is not None  # it is in the ledger
    return history, release


def histories(root: Path, clients: Iterable[str], on: date) -> tuple[History, ...]:
    """The releases of these clients with their standing on a day. Completes what a killed command began, and updates
    the published files; writes nothing for a client without releases.

    Raises:
        Refused: a ledger is damaged, or `published` has something that it does not contain.
        OSError: the disk refused.
    """
    return tuple(_history(root, client, on) for client in clients)


def _history(root: Path, client: str, on: date) -> History:
    is_published = (root / PUBLISHED / client).is_dir()
    if not is_published and not (root / RELEASES / client).is_dir():
        return History(client)
    with locked_ledger(root, client, on) as ledger:
        if is_published:
            refresh(ledger, on)
        return ledger.history(on)
