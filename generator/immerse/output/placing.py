"""Puts a finished folder in its place, so that a reader finds the old one or the new one whole, whatever happens.

Everything on the way lives in `OUT/.immerse`, on the same file system as the target. Where the system can exchange two
folders in one step we let it; elsewhere two renames are noted in a journal first, and the next command ends them.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from immerse.output.fingerprint import is_site
from immerse.output.writing import write_whole
from immerse.problems import Refused

STATE = ".immerse"
LOCK_SECONDS = 30.0
"""How long a command waits for another one to place its folder."""

_JOURNAL = "journal.json"
_ASIDE = "replaced"
_STAGING = "staging"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A private folder on the file system of `out`, gone when the block ends.

    The lock beside it is held by this process as long as it lives, so that a later command knows a dead one's folder.
    """
    waiting = _state(out) / _STAGING
    waiting.mkdir(exist_ok=True)
    with _locked(out):
        _finish_journal(out)
        _sweep(out)
        folder = waiting / secrets.token_hex(8)
        alive = FileLock(f"{folder}.lock")
        alive.acquire(timeout=0)
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        alive.release()
        Path(alive.lock_file).unlink(missing_ok=True)


def place(staged: Path, out: Path, name: str) -> Path:
    """Put `staged`, a folder inside a `staging` folder of `out`, at `out/name`; the folder as placed.

    Args:
        staged: The finished folder, complete.
        out: The folder that holds the sites.
        name: Place inside it with `/`, as `northgate/trainee`.

    Raises:
        Refused: something that immerse did not make is there, or another command does not end.
        OSError: the disk refused; what was there is still there.
    """
    target = out / name
    _sync_tree(staged)
    with _locked(out):
        _finish_journal(out)
        _refuse_strangers(out, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            staged.rename(target)
        elif not _exchange(staged, target):
            _swap_by_renames(staged, out, name)
        _sync_folder(target.parent)
        _sync_folder(staged.parent)
    return target


def recover(out: Path) -> None:
    """End what a killed command began: complete or undo its renames, remove its folders. Safe to call at any time."""
    if not (out / STATE).is_dir():
        return
    with _locked(out):
        _finish_journal(out)
        _sweep(out)


def _state(out: Path) -> Path:
    folder = out / STATE
    if folder.is_symlink():
        raise Refused(f"{folder} is a symbolic link; remove it")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    try:
        with FileLock(str(out / STATE / "lock"), timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise Refused(f"another command is writing to {out} for more than {LOCK_SECONDS:.0f} seconds") from error


def _sweep(out: Path) -> None:
    """Remove what was moved aside, and the folders of processes that are no more: their lock is free, or gone."""
    shutil.rmtree(out / STATE / _ASIDE, ignore_errors=True)  # without a journal nobody wants it back
    waiting = out / STATE / _STAGING
    if not waiting.is_dir():
        return
    for lock_file in waiting.glob("*.lock"):
        lock = FileLock(str(lock_file))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        lock.release()
        lock_file.unlink(missing_ok=True)
    for folder in waiting.iterdir():
        if folder.suffix != ".lock" and not folder.with_suffix(".lock").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _refuse_strangers(out: Path, target: Path) -> None:
    for part in (target, *target.parents):
        if part == out:
            break
        if part.is_symlink():
            raise Refused(f"{part} is a symbolic link; immerse does not write through links")
    if target.exists() and not is_site(target) and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target} holds something that immerse did not make; move it away or choose another --out")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system does not offer it."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _swap_by_renames(staged: Path, out: Path, name: str) -> None:
    """Move the old folder aside and the new one in; an error in between is undone, a kill by the next command.

    What is moved aside does not lie in the staging folder, which is removed whatever happens.
    """
    old = out / STATE / _ASIDE / staged.parent.name
    old.parent.mkdir(exist_ok=True)
    journal = out / STATE / _JOURNAL
    moves = {"target": name, "staged": _inside(out, staged), "old": _inside(out, old)}
    write_whole(journal, json.dumps(moves).encode())
    _sync_folder(journal.parent)
    try:
        (out / name).rename(old)
        staged.rename(out / name)
    except OSError:
        if old.exists():
            old.rename(out / name)
        journal.unlink()
        raise
    _sync_folder((out / name).parent)
    journal.unlink()
    shutil.rmtree(old, ignore_errors=True)


def _inside(out: Path, path: Path) -> str:
    return path.absolute().relative_to(out.absolute()).as_posix()


def _finish_journal(out: Path) -> None:
    """Complete the two renames of a killed command, or undo the first when the second has nothing to move."""
    journal = out / STATE / _JOURNAL
    if not journal.is_file():
        return
    moves = json.loads(journal.read_text("utf-8"))
    target, staged, old = (out / moves[key] for key in ("target", "staged", "old"))
    if not target.exists():
        source = staged if staged.exists() else old
        if source.exists():
            source.rename(target)
            _sync_folder(target.parent)
    journal.unlink()


def _sync_tree(folder: Path) -> None:
    """Make sure that the contents are on the disk before a name points to them."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with Path(parent, name).open("rb") as stream:
                os.fsync(stream.fileno())
        _sync_folder(Path(parent))


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
