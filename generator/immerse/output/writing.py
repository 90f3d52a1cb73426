"""Writes a file completely or not at all."""

import os
import stat
import sys
import tempfile
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

UNFINISHED = ".immerse"
"""Suffix of unfinished files."""


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write `content` to `path` completely or not at all, and create its folders.

    Unfinished files that a killed command left are removed.

    Args:
        path: The file; one that was there keeps its permissions.
        content: The whole content.
        mode: The permissions of a new file; without it, all may read and the owner may write.

    Raises:
        OSError: `path` cannot be written; the earlier file is unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _remove_unfinished(path)
        _write(path, content, mode)
    except OSError as error:
        # On a full disk the error names no file, otherwise the unfinished one.
        error.filename, error.filename2 = str(path), None
        raise


def _write(path: Path, content: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=UNFINISHED, dir=path.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _hold(file)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        staged.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else mode)
        staged.replace(path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def _remove_unfinished(path: Path) -> None:
    """Remove unfinished files that no living process holds."""
    for torn in path.parent.glob(f".{escape(path.name)}.*{UNFINISHED}"):
        with suppress(OSError):
            with torn.open("rb") as file:
                _hold(file)
            torn.unlink()


def remove_file(root: Path, path: Path) -> None:
    """Remove a file below `root`, if it is there, and the folders between them that are empty afterwards."""
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == root or any(parent.iterdir()):
            return
        parent.rmdir()


def _hold(file: IO[bytes]) -> None:
    """Lock a file until it is closed. A system without such locks removes no open file.

    Raises:
        OSError: another process holds it.
    """
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
