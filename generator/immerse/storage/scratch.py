"""Working folders of commands, removed when a command ends, or by the next one after a kill."""

import errno
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from immerse.problems import ImmerseError


@contextmanager
def working_folder(waiting: Path, alone: AbstractContextManager[object]) -> Iterator[Path]:
    """A private folder in the existing folder `waiting`, removed when the block ends; folders of dead processes too.

    This process holds the lock beside it as long as it lives, so that later commands recognise folders of dead ones.

    Args:
        waiting: Contains the folders of all processes.
        alone: Entered while folders are created and removed, so that no other process does the same.
    """
    from filelock import FileLock

    with alone:
        sweep(waiting)
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


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A private folder among the system's temporary files.

    Raises:
        ImmerseError: there is no folder for temporary files, or no space in it.
    """
    made = False
    try:
        with _temporary_folder() as folder:
            made = True
            yield folder
    except OSError as error:
        if made and not any(f"[Errno {code}]" in str(error) for code in _FULL):
            raise
        raise ImmerseError(_not_to_be_had(error)) from error


_FULL = (errno.ENOSPC, errno.EDQUOT)


def _not_to_be_had(error: OSError) -> str:
    why = error.strerror or os.strerror(errno.ENOSPC)
    try:
        place = f"the folder for temporary files, {tempfile.gettempdir()}, cannot be written: {why}; make room there"
    except FileNotFoundError:
        place = "there is no folder for temporary files; make one"
    return f"{place}, or name another one in the environment variable TMPDIR"


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    from filelock import FileLock

    user = os.getuid() if hasattr(os, "getuid") else "user"
    waiting = Path(tempfile.gettempdir()) / f"immerse-{user}"
    waiting.mkdir(mode=0o700, exist_ok=True)
    if waiting.is_symlink() or (hasattr(os, "getuid") and waiting.stat().st_uid != user):
        with tempfile.TemporaryDirectory(prefix="immerse-") as private:  # another process made the folder first
            yield Path(private)
        return
    with working_folder(waiting, FileLock(waiting / "lock")) as folder:
        yield folder


def sweep(waiting: Path) -> None:
    """Remove the working folders of dead processes, whose lock is free or gone."""
    from filelock import FileLock, Timeout

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
