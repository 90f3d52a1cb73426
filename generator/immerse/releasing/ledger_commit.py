"""Commits lines to the ledger of a client, so that a release is always there completely or not at all.

A journal in `published/.immerse/releases` has the next commit. Files and sites of a version are placed before its line
is written. After a kill, the next command undoes everything where the line is missing, and completes the rest where it
is there.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from immerse.model.site_view import View
from immerse.output.placing import recover, state_folder, sync_folder
from immerse.output.writing import UNFINISHED, write_whole
from immerse.problems import ImmerseError, Refused
from immerse.releasing.ledger import (
    RELEASES,
    Ledger,
    LedgerFiles,
    log_digest,
    read_ledger,
    remove_version,
    write_head,
    write_log,
)
from immerse.releasing.log import LogLine, digest_of, log_bytes
from immerse.releasing.published import PUBLISHED, place_sites, refresh, refuse_strangers, remove_sites

LOCK_SECONDS = 600.0
"""Seconds that a command waits for another command on the releases of the same client."""
_SCHEMA = "immerse.journal/1"


@dataclass(frozen=True, slots=True)
class Made:
    """A version that was made and is not placed yet."""

    version: str
    effective: date
    """The day from which it is in force."""
    files: LedgerFiles
    """The files for its folder in the ledger."""
    sites: Mapping[View, Path] = field(default_factory=dict)
    """The finished sites, staged below `published`."""


@contextmanager
def locked_ledger(root: Path, client: str, on: date) -> Iterator[Ledger]:
    """The verified ledger of a client under its lock; what a killed command left is completed or undone first.

    Raises:
        Refused: the ledger is damaged, `published` has something that it does not contain, or another command does not
            end. Nothing was removed.
        OSError: the disk refused.
    """
    lock = FileLock(_state(root) / f"{client}.lock", timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise Refused(f"another command works at the releases of {client} for {LOCK_SECONDS:.0f} seconds") from error
    try:
        _settle(root, client, on)
        ledger = read_ledger(root, client)
        refuse_strangers(ledger)
        yield ledger
    finally:
        lock.release()


def commit(ledger: Ledger, lines: Sequence[LogLine], on: date, made: Made | None = None) -> Ledger:
    """Append lines to the ledger, place the version that one of them releases, and update the published files; the new
    ledger.

    Raises:
        Refused: a place is taken; nothing was changed.
        OSError: the disk refused; nothing was changed, or the lines are there and the next command completes the rest.
    """
    root, client = ledger.root, ledger.client
    journal = _note(ledger, lines, made.version if made else "")
    try:
        if made:
            for name, content in made.files.items():
                write_whole(ledger.folder / made.version / name, content)
            place_sites(root, client, made.version, made.sites)
        write_log(ledger, lines)
    except (OSError, ImmerseError):
        with suppress(OSError, ImmerseError):  # the next command tries it again
            _settle(root, client, on)
        raise
    return _complete(root, client, on, journal)


def _state(root: Path) -> Path:
    folder = state_folder(root / PUBLISHED) / RELEASES
    folder.mkdir(exist_ok=True)
    return folder


def _note(ledger: Ledger, lines: Sequence[LogLine], version: str) -> Path:
    """Write the journal."""
    journal = _state(ledger.root) / f"{ledger.client}.json"
    then = digest_of(log_bytes((*ledger.lines, *lines)))
    entry = {"schema": _SCHEMA, "version": version, "before": log_digest(ledger.folder), "then": then}
    write_whole(journal, json.dumps(entry).encode())
    sync_folder(journal.parent)
    return journal


def _settle(root: Path, client: str, on: date) -> None:
    """Complete what a killed command began where its line is in the log, else undo it."""
    recover(root / PUBLISHED)
    _sweep(root, client)
    journal = _state(root) / f"{client}.json"
    if not journal.is_file():
        return
    entry = json.loads(journal.read_text("utf-8"))
    folder = root / RELEASES / client
    now = log_digest(folder)
    if now == entry["then"]:
        _complete(root, client, on, journal)
    elif now == entry["before"]:
        if entry["version"]:
            remove_sites(root, client, entry["version"])
            remove_version(folder, entry["version"])
        journal.unlink()
    else:
        name = f"{RELEASES}/{client}"
        raise Refused(
            f"a command for the releases of {client} was interrupted, and since then {name}/log.jsonl was changed; "
            f"get it back, for example with: git checkout -- {name}. Nothing was removed"
        )


def _sweep(root: Path, client: str) -> None:
    """Remove unfinished files of a killed command; the lock excludes other writers."""
    ledger, published = root / RELEASES / client, root / PUBLISHED / client
    torn = [*_state(root).glob(f".{client}.json.*{UNFINISHED}"), *ledger.glob(f".*{UNFINISHED}")]
    for path in (*torn, *ledger.glob(f"*/.*{UNFINISHED}"), *published.glob(f"*/.*{UNFINISHED}")):
        if path.is_file():
            path.unlink()


def _complete(root: Path, client: str, on: date, journal: Path) -> Ledger:
    """Update head and published files to the log, and remove the journal."""
    write_head(root / RELEASES / client)
    ledger = read_ledger(root, client)
    refresh(ledger, on)
    journal.unlink()
    return ledger
