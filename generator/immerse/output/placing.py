"""Replaces a site by a finished folder, so that a reader always finds the old or the new one complete.

Intermediate files are in `OUT/.immerse`, on the same file system as the target. Where the system can exchange two
folders in one step, that is used; elsewhere two renames are written to a journal first, and the next command completes
them.
"""

import ctypes
import errno
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from immerse.output.fingerprint import is_site
from immerse.output.writing import write_whole
from immerse.problems import Refused
from immerse.storage.scratch import sweep, working_folder

STATE = ".immerse"
LOCK_SECONDS = 30.0
"""Seconds that a command waits for another one to place its folder."""

_JOURNAL = "journal.json"
_ASIDE = "replaced"
_STAGING = "staging"
_NOT_OFFERED = (errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.ENOTSUP, errno.EXDEV)
"""Errors of a system that exchanges no folders, or not these: they are in different layers of a container."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A private folder on the file system of `out`, gone when the block ends."""
    waiting = state_folder(out) / _STAGING
    waiting.mkdir(exist_ok=True)
    with working_folder(waiting, _settled(out)) as folder:
        yield folder


@contextmanager
def _settled(out: Path) -> Iterator[None]:
    """The lock of `out`, after what another command began was completed."""
    with _locked(out):
        _finish_journal(out)
        _sweep(out)
        yield


def place(staged: Path, out: Path, name: str) -> Path:
    """Put `staged`, a folder inside a `staging` folder of `out`, at `out/name`; the folder as placed.

    Args:
        staged: The finished folder, complete.
        out: The folder that holds the sites.
        name: Place inside it with `/`, as `northgate/trainee`.

    Raises:
        Refused: something that immerse did not make is there, or another command does not end.
        OSError: the disk refused; the earlier site is unchanged.
    """
    target = out / name
    _sync_tree(staged)
    with _locked(out):
        _finish_journal(out)
        _refuse_strangers(out, target)
        make_folder(target.parent)
        if not target.exists():
            _move(staged, target)
        elif not _exchange(staged, target):
            _swap_by_renames(staged, out, name)
        sync_folder(target.parent)
        sync_folder(staged.parent)
    return target


def remove(out: Path, name: str) -> None:
    """Remove the site at `out/name` at once, and its parent folder when that is empty.

    Raises:
        OSError: the disk refused; the next command removes the rest of the site.
    """
    with _locked(out):
        _finish_journal(out)
        _refuse_strangers(out, out / name)
        aside = out / STATE / _ASIDE / secrets.token_hex(8)
        aside.parent.mkdir(exist_ok=True)
        try:
            (out / name).rename(aside)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            aside = out / name
        shutil.rmtree(aside)
        if not any((out / name).parent.iterdir()):
            (out / name).parent.rmdir()


def recover(out: Path, wait: float = LOCK_SECONDS) -> None:
    """Complete or undo the renames of a killed command, and remove its folders. Safe to call at any time.

    Raises:
        Refused: Another command holds the lock of `out` for `wait` seconds.
    """
    if not (out / STATE).is_dir():
        return
    with _locked(out, wait):
        _finish_journal(out)
        _sweep(out)


def state_folder(out: Path) -> Path:
    """The folder in `out` for the state of commands; created where it is missing."""
    folder = out / STATE
    if folder.is_symlink():
        raise Refused(f"{folder} is a symbolic link; remove it")
    make_folder(out)
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def make_folder(folder: Path) -> None:
    """Create a folder and its parents, readable for a web server whatever the umask; existing ones are unchanged."""
    try:
        folder.mkdir()  # first, because most are new
    except OSError:
        if folder.exists():
            return
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
    folder.chmod(0o755)


@contextmanager
def _locked(out: Path, wait: float = LOCK_SECONDS) -> Iterator[None]:
    from filelock import FileLock, Timeout  # loads a dozen modules; many commands place nothing

    try:
        with FileLock(str(out / STATE / "lock"), timeout=wait):
            yield
    except Timeout as error:
        raise Refused(f"another command is writing to {out} for more than {wait:.0f} seconds") from error


def _sweep(out: Path) -> None:
    """Remove replaced folders, unfinished journals, and the folders of killed processes."""
    state = out / STATE
    shutil.rmtree(state / _ASIDE, ignore_errors=True)  # not needed without a journal
    for torn in state.glob(f".{_JOURNAL}.*"):
        torn.unlink(missing_ok=True)
    if (state / _STAGING).is_dir():
        sweep(state / _STAGING)


def _refuse_strangers(out: Path, target: Path) -> None:
    for part in (target, *target.parents):
        if part == out:
            break
        if part.is_symlink():
            raise Refused(f"{part} is a symbolic link; immerse does not write through links")
    if target.is_mount():
        raise Refused(f"{target} is where another disk is mounted; mount it above, or choose another --out")
    if target.exists() and not is_site(target) and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target} holds something that immerse did not make; move it away or choose another --out")


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system does not offer it."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_OFFERED:
        return False
    raise OSError(code, os.strerror(code), str(second))


def _swap_by_renames(staged: Path, out: Path, name: str) -> None:
    """Move the old folder aside and the new one in. An error in between is undone here, a kill by the next command.

    The old folder is not moved into the staging folder, which is always removed.
    """
    old = out / STATE / _ASIDE / staged.parent.name
    old.parent.mkdir(exist_ok=True)
    journal = _note(out, {"target": name, "staged": _inside(out, staged), "old": _inside(out, old)})
    try:
        (out / name).rename(old)
        _move(staged, out / name)
    except OSError as error:
        if old.exists():
            _move(old, out / name)
        journal.unlink()
        if error.errno != errno.EXDEV:
            raise
        _put_in_place_of(staged, out, name)
        return
    sync_folder((out / name).parent)
    journal.unlink()
    shutil.rmtree(old, ignore_errors=True)


def _put_in_place_of(staged: Path, out: Path, name: str) -> None:
    """Remove the old folder, which cannot be moved, and move the new one in; the next command completes it after a
    kill.

    For a moment there is no site. The new one is where no command removes it while the journal names it.
    """
    new = out / STATE / _ASIDE / staged.parent.name
    staged.rename(new)
    journal = _note(out, {"target": name, "staged": _inside(out, new), "old": ""})
    _finish_journal(out)
    assert not journal.exists()


def _note(out: Path, moves: dict[str, str]) -> Path:
    """Write the journal."""
    journal = out / STATE / _JOURNAL
    write_whole(journal, json.dumps(moves).encode())
    sync_folder(journal.parent)
    return journal


def _move(source: Path, target: Path) -> None:
    """Move a folder; to another file system, by a copy that gets its name when it is complete."""
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        half = target.parent / f".{target.name}{STATE}"
        shutil.rmtree(half, ignore_errors=True)
        try:
            shutil.copytree(source, half)
            _sync_tree(half)
            half.rename(target)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise


def _inside(out: Path, path: Path) -> str:
    return path.absolute().relative_to(out.absolute()).as_posix()


def _finish_journal(out: Path) -> None:
    """Complete the journal of a killed command, or undo the first of two renames where the new folder is missing."""
    journal = out / STATE / _JOURNAL
    if not journal.is_file():
        return
    moves = json.loads(journal.read_text("utf-8"))
    target, staged = out / moves["target"], out / moves["staged"]
    old = out / moves["old"] if moves["old"] else None
    if old is None and staged.exists() and target.exists():
        shutil.rmtree(target)
    if not target.exists():
        source = staged if staged.exists() or old is None else old
        if source.exists():
            _move(source, target)
            sync_folder(target.parent)
    journal.unlink()


def _sync_tree(folder: str | Path) -> None:
    """Flush the files of a folder to the disk; those with another hard link are there already."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _sync_tree(entry.path)
            elif entry.stat().st_nlink == 1:
                with open(entry.path, "rb") as stream:  # noqa: PTH123 - of hundreds of files
                    os.fsync(stream.fileno())
    sync_folder(folder)


def sync_folder(folder: str | Path) -> None:
    """Flush the names in a folder to the disk."""
    if os.name != "posix":  # Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
