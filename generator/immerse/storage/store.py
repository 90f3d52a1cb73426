"""Keeps results in the workspace for the next run. It saves time and never causes a failure.

The name of an entry is a digest of all its inputs, with the program and its libraries, so an entry is never out of
date. It contains a keyed digest of its content, and the key is in the user's own folder: an entry that is torn, or was
written by another user or machine (in a repository, say), is not read.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import pickle
import secrets
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import immerse
from immerse.storage.listing import entries_in

T = TypeVar("T")

FOLDER = ".immerse"
"""Folder of a workspace; its entries lie in `store` inside it."""
MAX_BYTES = 256 * 1024 * 1024
"""Limit of all entries together; the least recently used are removed first."""
_DIGEST = 32
_USED_AGAIN = 3600
"""Seconds after which a use of an entry is noted again."""
PROGRAM = Path(immerse.__file__).parent
"""The folder of the whole package."""


class Store:
    """Entries of one workspace. Several processes may read and write it at once."""

    def __init__(self, folder: Path | None = None, most: int = MAX_BYTES) -> None:
        """`folder` contains up to `most` bytes of entries and is created for the first; without it, nothing is kept."""
        self._folder = folder
        self._most = most
        self._waiting: list[tuple[str, str, Callable[[], Any]]] = []
        self._is_trimmed = False

    def __reduce__(self) -> tuple[type[Store], tuple[Path | None]]:
        return Store, (self._folder,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Store) and self._folder == other._folder

    def __hash__(self) -> int:
        return hash(self._folder)

    @classmethod
    def of(cls, root: Path) -> Store:
        """The store of the workspace at `root`."""
        return cls(root / FOLDER / "store")

    @classmethod
    def of_user(cls) -> Store:
        """The store for results that belong to no workspace."""
        try:
            return cls(_own_folder() / "store")
        except RuntimeError:  # the user has no home folder
            return cls()

    def get(self, kind: str, *made_of: bytes) -> Any:
        """The result for these inputs; None where it is not kept. Never raises."""
        return self._read(self._name(kind, made_of)) if self.keeps else None

    def _read(self, name: str, place: str = "") -> Any:
        path = self._path(name, place)
        try:
            entry = path.read_bytes()
            payload = memoryview(entry)[_DIGEST:]
            if not hmac.compare_digest(entry[:_DIGEST], self._digest(name, payload)):
                return None
            self._note_use(path)
            return pickle.loads(payload)
        except Exception:  # an unreadable entry is made again
            return None

    def kept(self, kind: str, *made_of: bytes, make: Callable[[], T]) -> T:
        """The kept result for these inputs, else that of `make`, which is kept when the store is flushed."""
        value: T | None = self.get(kind, *made_of)
        if value is None:
            value = make()
            if value is not None:
                self.put_later(kind, *made_of, value=lambda: value)
        return value

    def newest(self, kind: str, *made_of: bytes, make: Callable[[], T]) -> T:
        """The same for large entries: a new one replaces all others of its kind."""
        name = self._name(kind, made_of)
        value: T | None = self._read(name, kind) if self.keeps else None
        if value is None:
            value = make()
            if self.keeps:
                self._waiting.append((kind, name, lambda: value))
        return value

    def put_later(self, kind: str, *made_of: bytes, value: Callable[[], Any]) -> None:
        """Keep the result of `value`, which is called when the store is flushed."""
        if self.keeps:
            self._waiting.append(("", self._name(kind, made_of), value))

    def flush(self) -> None:
        """Write the waiting entries. Never raises."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        with suppress(OSError):
            self._make_folder()
            for place, name, value in waiting:
                with suppress(pickle.PicklingError, AttributeError, TypeError, RecursionError):
                    self._write(name, pickle.dumps(value(), pickle.HIGHEST_PROTOCOL), place)
            self._trim()

    def _write(self, name: str, payload: bytes, place: str) -> None:
        path = self._path(name, place)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle, staged = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self._digest(name, payload))
                file.write(payload)
            Path(staged).replace(path)
            for stale in path.parent.iterdir() if place else ():
                if stale != path:
                    stale.unlink(missing_ok=True)
        except BaseException:
            Path(staged).unlink(missing_ok=True)
            raise

    @cached_property
    def keeps(self) -> bool:
        """Whether it has a folder that only this user can open, and a key for its entries."""
        if self._folder is None or not self._key:
            return False
        return _is_own(self._folder.parent) and _is_own(self._folder)

    def _make_folder(self) -> None:
        assert self._folder is not None
        if self._folder.exists():
            return
        self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        (self._folder.parent / ".gitignore").write_text("*\n", "utf-8")

    def _name(self, kind: str, made_of: tuple[bytes, ...]) -> str:
        digest = hashlib.sha256(program_stamp())
        for part in (kind.encode(), *made_of):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    def _path(self, name: str, place: str) -> Path:
        """The path of an entry: in the folder `place`, or in one of 16."""
        assert self._folder is not None
        return self._folder / (place or name[0]) / name[1:]

    def _digest(self, name: str, payload: bytes | memoryview) -> bytes:
        keyed = hmac.new(self._key, name.encode(), hashlib.sha256)
        keyed.update(payload)
        return keyed.digest()

    @cached_property
    def _key(self) -> bytes:
        """This user's key; empty where no key can be created."""
        try:
            return _key_in(_own_folder())
        except (OSError, RuntimeError):
            return b""

    def _note_use(self, path: Path) -> None:
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _USED_AGAIN:
                os.utime(path)

    def _trim(self) -> None:
        """Remove the least recently used entries beyond `most` bytes, once in a process."""
        if self._is_trimmed:
            return
        self._is_trimmed = True
        entries = sorted(self._entries(), reverse=True)
        total = 0
        for _, size, path in entries:
            total += size
            if total > self._most:
                Path(path).unlink(missing_ok=True)

    def _entries(self) -> Iterator[tuple[float, int, str]]:
        """(when it was last used, bytes, path) of each entry."""
        assert self._folder is not None
        for _, entry in entries_in(self._folder):
            with suppress(FileNotFoundError):
                status = entry.stat(follow_symlinks=False)
                yield status.st_mtime, status.st_size, entry.path


class HoldingStore(Store):
    """A store for a process that reads the same files repeatedly: recent results stay in memory, as the same
    objects."""

    def __init__(self, folder: Path | None = None, *, writes: bool = True) -> None:
        """Without `writes` nothing is written; entries of others are read."""
        super().__init__(folder)
        self._writes = writes
        self._held: dict[str, tuple[int, Any]] = {}
        self._turn = 0

    def get(self, kind: str, *made_of: bytes) -> Any:
        """As `Store.get`, and from memory where that is possible."""
        name = self._name(kind, made_of)
        value = self._held[name][1] if name in self._held else super().get(kind, *made_of)
        if value is not None:
            self._held[name] = self._turn, value
        return value

    def put_later(self, kind: str, *made_of: bytes, value: Callable[[], Any]) -> None:
        """As `Store.put_later`, and in memory at once."""
        self._held[self._name(kind, made_of)] = self._turn, value()
        if self._writes:
            super().put_later(kind, *made_of, value=value)

    def next_turn(self) -> None:
        """Forget results that were not used in the last `TURNS` turns."""
        self._turn += 1
        self._held = {name: entry for name, entry in list(self._held.items()) if entry[0] > self._turn - TURNS}


TURNS = 20
"""Turns for which an entry of a `HoldingStore` stays in memory."""

NOTHING_KEPT = Store()
"""A store that keeps nothing."""


def _is_own(folder: Path) -> bool:
    """Whether a folder is not there yet, or is this user's alone and no link."""
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    is_private = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o077)
    return stat.S_ISDIR(status.st_mode) and is_private


def _own_folder() -> Path:
    """The folder of this user for immerse."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(cache) if cache.startswith("/") else Path.home() / ".cache") / "immerse"


def _key_in(folder: Path) -> bytes:
    path = folder / "key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, staged = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_DIGEST))
        try:
            os.link(staged, path)  # the first of several processes wins
        except FileExistsError:
            pass
        finally:
            Path(staged).unlink()
    key = path.read_bytes()
    is_ours = not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()
    return key if is_ours and len(key) == _DIGEST else b""


@cache
def program_stamp(program: Path = PROGRAM) -> bytes:
    """A digest of this program and the libraries beside it; another one after any of them has changed."""
    digest = hashlib.sha256(sys.version.encode())
    for name, entry in entries_in(program):
        if "__pycache__" not in name:
            status = entry.stat()
            digest.update(f"{entry.path} {status.st_size} {status.st_mtime_ns}\n".encode())
    for place in sys.path:
        with suppress(OSError):
            names = sorted(entry.name for entry in os.scandir(place) if entry.name.endswith(".dist-info"))
            digest.update("\n".join(names).encode())
    return digest.digest()
