"""Lines written into the ledger of a client, so that whatever happens the release is there whole or not at all.

What is about to be done is written down in `published/.immerse/releases`. Everything but what the ledger decides is in
its place before the line; as soon as the line is there, the next command completes the rest, and until then undoes all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from immerse.model.edition import View
from immerse.output.placing import recover, state_folder, sync_folder
from immerse.output.writing import UNFINISHED, write_whole
from immerse.problems import ImmerseError, Refused
from immerse.releasing.ledger import (
    RELEASES,
    Files,
    Ledger,
    log_digest,
    read_ledger,
    remove_version,
    write_head,
    write_log,
)
from immerse.releasing.log import LogLine, digest_of, written
from immerse.releasing.published import PUBLISHED, place_sites, refresh, refuse_strangers, remove_sites

LOCK_SECONDS = 600.0
"""How long a command waits for another one that works at the releases of the same client."""
_SCHEMA = "immerse.journal/1"


@dataclass(frozen=True, slots=True)
class Made:
    """A version that was made and waits to be put in its place."""

    version: str
    effective: date
    """The day from which it holds."""
    files: Files
    """What its folder in the ledger holds."""
    sites: Mapping[View, Path] = field(default_factory=dict)
    """The finished sites, staged below `published`."""


@contextmanager
def alone(root: Path, client: str, on: date) -> Iterator[Ledger]:
    """The ledger of a client, verified, while no other command works at it; what a killed one left is ended first.

    Raises:
        Refused: the ledger is damaged, something lies in `published` that it does not tell of, or another command does
            not end. Nothing was removed.
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
    """Write lines into the ledger, with the version that one of them tells of, and what hosts serve; the new ledger.

    Raises:
        Refused: a place is taken; all is as it was.
        OSError: the disk refused; all is as it was, or the lines are there and the next command completes the rest.
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
    """Write down what is about to be done; the journal."""
    journal = _state(ledger.root) / f"{ledger.client}.json"
    then = digest_of(written((*ledger.lines, *lines)))
    told = {"schema": _SCHEMA, "version": version, "before": log_digest(ledger.folder), "then": then}
    write_whole(journal, json.dumps(told).encode())
    sync_folder(journal.parent)
    return journal


def _settle(root: Path, client: str, on: date) -> None:
    """End what a killed command began: complete it where its line is in the log, else undo it."""
    recover(root / PUBLISHED)
    _sweep(root, client)
    journal = _state(root) / f"{client}.json"
    if not journal.is_file():
        return
    told = json.loads(journal.read_text("utf-8"))
    folder = root / RELEASES / client
    now = log_digest(folder)
    if now == told["then"]:
        _complete(root, client, on, journal)
    elif now == told["before"]:
        if told["version"]:
            remove_sites(root, client, told["version"])
            remove_version(folder, told["version"])
        journal.unlink()
    else:
        name = f"{RELEASES}/{client}"
        raise Refused(
            f"a command at the releases of {client} was cut short, and since then {name}/log.jsonl was changed; get it "
            f"back, for example with: git checkout -- {name}. Nothing was removed"
        )


def _sweep(root: Path, client: str) -> None:
    """Remove what a killed command had written of a file; nobody else writes these files now."""
    ledger, published = root / RELEASES / client, root / PUBLISHED / client
    torn = [*_state(root).glob(f".{client}.json.*{UNFINISHED}"), *ledger.glob(f".*{UNFINISHED}")]
    for path in (*torn, *ledger.glob(f"*/.*{UNFINISHED}"), *published.glob(f"*/.*{UNFINISHED}")):
        if path.is_file():
            path.unlink()


def _complete(root: Path, client: str, on: date, journal: Path) -> Ledger:
    """What follows from a line that is in the log."""
    write_head(root / RELEASES / client)
    ledger = read_ledger(root, client)
    refresh(ledger, on)
    journal.unlink()
    return ledger
