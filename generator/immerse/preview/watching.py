"""Watches the files of a workspace: saves that belong together, as of `git checkout`, are one batch."""

import queue
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from immerse.loading.layout import CURRICULUM, PLAYBOOKS, SITE_CONFIG

FOLDERS = (CURRICULUM, PLAYBOOKS, SITE_CONFIG)
_WRITTEN = frozenset({EVENT_TYPE_CLOSED, EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED})
_SETTLED = 0.02
"""Seconds without an event after which a file is taken to be written."""
_SETTLED_LATE = 0.15
"""Seconds to wait for another event where many files are written or one is removed, which an editor may be about to
replace."""
_FEW = 5
_LONGEST = 2.0
"""Seconds after which a batch ends, however many events come."""
LOOK_AGAIN = 2.0
"""Seconds after which files are compared without an event, because some disks report none."""

FileStates = dict[str, tuple[int, int, int]]


class Watcher(FileSystemEventHandler):
    """Watches the content of one workspace."""

    def __init__(self, root: Path, look_again: float = LOOK_AGAIN, observer: BaseObserver | None = None) -> None:
        """`observer` is the system's own unless it is given."""
        self._root = root
        self._look_again = look_again
        self._paths: queue.Queue[str | None] = queue.Queue()
        self._observer = observer or Observer()
        self._attended: dict[str, tuple[int, ObservedWatch]] = {}
        self._state: FileStates = {}

    def __enter__(self) -> Self:
        self._state = self._look()
        self._observer.start()
        with suppress(OSError):  # the system has no more watches; files are compared instead
            self._observer.schedule(self, str(self._root), recursive=False)
        self._attend()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._observer.stop()
        self._observer.join(5)

    def end(self) -> None:
        """End the batches."""
        self._paths.put(None)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note the path of a written file; reads and changed folders do not count."""
        if event.event_type not in _WRITTEN or (event.is_directory and event.event_type == EVENT_TYPE_MODIFIED):
            return
        for place in (event.src_path, event.dest_path):
            path = self._inside(str(place)) if place else ""
            if path:
                self._paths.put(path)

    def batches(self) -> Iterator[frozenset[str]]:
        """The paths in the workspace that were written, each batch when it has settled, until the end."""
        while True:
            try:
                path = self._paths.get(timeout=self._look_again)
                batch = {path} if path else set()
                if path is None or not self._settle(batch):
                    return
            except queue.Empty:
                batch = set()
            self._attend()
            state = self._look()
            batch |= {path for path, _ in state.items() ^ self._state.items()}
            self._state = state
            if batch:
                yield frozenset(batch)

    def more(self, seconds: float) -> bool:
        """Whether something is written within so many seconds."""
        end = time.monotonic() + seconds
        while self._paths.empty() and time.monotonic() < end:
            with suppress(queue.Empty):
                path = self._paths.get(timeout=max(0.0, end - time.monotonic()))
                self._paths.put(path)
        return not self._paths.empty()

    def _settle(self, batch: set[str]) -> bool:
        """Add what is written until nothing more comes; False at the end of the preview."""
        end = time.monotonic() + _LONGEST
        while time.monotonic() < end:
            try:
                is_whole = all((self._root / path).exists() for path in batch) if len(batch) <= _FEW else False
                path = self._paths.get(timeout=_SETTLED if is_whole else _SETTLED_LATE)
            except queue.Empty:
                return True
            if path is None:
                return False
            batch.add(path)
        return True

    def _inside(self, place: str) -> str:
        """The path of a content file in the workspace; empty for other files and for hidden ones."""
        try:
            parts = Path(place).relative_to(self._root).parts
        except ValueError:
            return ""
        if not parts or parts[0] not in FOLDERS or any(part.startswith(".") or part.endswith("~") for part in parts):
            return ""
        return "/".join(parts)

    def _attend(self) -> None:
        """Watch each existing folder of content, also one that was removed and created again."""
        for name in FOLDERS:
            inode = _inode(self._root / name)
            if name in self._attended and self._attended[name][0] != inode:
                with suppress(KeyError, OSError):
                    self._observer.unschedule(self._attended.pop(name)[1])
            if inode and name not in self._attended:
                with suppress(OSError):
                    watch = self._observer.schedule(self, str(self._root / name), recursive=True)
                    self._attended[name] = inode, watch

    def _look(self) -> FileStates:
        """The time of the last write and the size of each file of the content."""
        states: FileStates = {}
        for name in FOLDERS:
            for path in (self._root / name).rglob("*"):
                if inside := self._inside(str(path)):
                    with suppress(OSError):
                        stat = path.lstat()
                        if not path.is_dir():
                            states[inside] = stat.st_mtime_ns, stat.st_size, stat.st_ino
        return states


def _inode(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0
