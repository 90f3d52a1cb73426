"""Commands cut short: killed right before and after each change that they make to a folder, or their disk full."""

from __future__ import annotations

import ctypes
import errno
import faulthandler
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import pytest
from immerse.output.writing import UNFINISHED
from immerse.storage.store import FOLDER as KEPT
from placed import exchanging
from site_fixtures import Files, files_of
from tenth import IS_FUZZ

Act = Callable[[], object]
LIMIT = 120
"""Seconds that a forked process may take."""
STEPS: Sequence[int] = range(1, 999) if IS_FUZZ else (1, 2, 3, 5, *range(10, 999, 10))
"""Which of the changes: all of them, or the first ones and every tenth."""
BEFORE_AND_AFTER: tuple[Sequence[int], Sequence[int]] = (
    (STEPS, STEPS) if IS_FUZZ else ((1, 2, 3, *range(10, 999, 20)), (1, 5, *range(20, 999, 20)))
)
"""The changes before which, and those after which, a command is killed; right after one is nearly before the next."""
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.move"}


def files_in(root: Path) -> Files:
    """The files of a folder, without what is kept there for the next run."""
    return {path: content for path, content in files_of(root).items() if not path.startswith(f"{KEPT}/")}


def restore(root: Path, files: Files) -> None:
    """Make the folder hold these files and nothing else but what is kept there."""
    root.mkdir(exist_ok=True)
    for path in root.iterdir():
        if path.name != KEPT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for parent in {(root / name).parent for name in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (root / name).write_bytes(content)


def changes(event: str, arguments: tuple[object, ...], root: Path) -> bool:
    """Whether an event of the audit changes something of an author below `root`."""
    places = [str(one) for one in arguments if isinstance(one, str | Path)]
    if not any(place.startswith(f"{root}{os.sep}") and f"{root / KEPT}{os.sep}" not in place for place in places):
        return False
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in CHANGES


def process_apart(act: Act) -> int:
    """Act in a process of its own; the signal that ended it, 0 if none did."""
    return end_of(begun_apart(act))


def begun_apart(act: Act) -> int:
    """The id of a process of its own that acts.

    It has none of the threads of this process and waits for ever for what one of them was holding: it is ended after
    `LIMIT` seconds, and says where it stood.
    """
    child = os.fork()
    if not child:
        try:
            faulthandler.register(signal.SIGALRM, file=2, chain=True)
            signal.alarm(LIMIT)
            act()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return child


def end_of(child: int) -> int:
    """The signal that ended such a process, 0 if none did."""
    status = os.waitpid(child, 0)[1]
    ended_by = os.WTERMSIG(status)
    assert ended_by != signal.SIGALRM, f"a forked process hung for {LIMIT} seconds and was ended; see stderr for where"
    assert ended_by == signal.SIGKILL or status == 0, f"a forked process failed (status {status}); see stderr for why"
    return ended_by


def killed_at(number: int, root: Path, act: Act, *, after: bool = False) -> bool:
    """Act in a process of its own that is killed before, or right after, its change with this number; whether it came
    that far."""

    def until_killed() -> None:
        os.fsync = lambda _: None  # a killed process loses nothing that it wrote
        _kill_at(number, root, after)
        act()

    return process_apart(until_killed) == signal.SIGKILL


def _kill_at(number: int, root: Path, after: bool) -> None:
    count = 0

    def die(*_: object) -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def next_step(frame: FrameType, *_: object) -> None:
        if frame.f_code is not watch.__code__:
            die()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if changes(event, arguments, root):
            count += 1
            if count == number:
                sys.setprofile(next_step) if after else die()

    sys.addaudithook(watch)


def around_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever watches changes see the one that Python does not tell of, before and after it."""
    really = ctypes.CDLL(None, use_errno=True).renameat2

    def exchange(*given: Any) -> int:
        named = [os.fsdecode(place) for place in (given[1], given[3])]
        sys.audit("os.rename", *named, -1, -1)
        done: int = really(*given)
        code = ctypes.get_errno()
        sys.audit("os.rename", *named, -1, -1)
        ctypes.set_errno(code)
        return done

    exchanging(monkeypatch, exchange)


def kills(
    root: Path, before: Files, act: Act, steps: tuple[Sequence[int], Sequence[int]] = BEFORE_AND_AFTER
) -> Iterator[int]:
    """The number of the change for a kill before, and then after these changes of `act`; `root` is as it left it."""
    for after, numbers in zip((False, True), steps, strict=True):
        for number in numbers:
            restore(root, before)
            if not killed_at(number, root, act, after=after):
                break
            yield number
        assert number > 1, "there was nothing to kill"


def faults(before: Files, after: Files, found: Files) -> list[str]:
    """The files that are neither the old ones nor the new ones. What is written under another name is nobody's yet."""
    wrong = [f"{path} is gone" for path in before if path in after and path not in found]
    for path, content in found.items():
        if content not in (before.get(path), after.get(path)) and not path.endswith(UNFINISHED):
            wrong.append(f"{path} is neither the old one nor the new one")
    return wrong


DISKS: dict[str, tuple[Any, str, int]] = {
    "full": (os, "fsync", errno.ENOSPC),
    "broken": (Path, "replace", errno.EIO),
    "without room for a name": (tempfile, "mkstemp", errno.ENOSPC),
}
"""How a disk fails -> (where, what is called there to write a file, the error)."""


def failing(patch: pytest.MonkeyPatch, disk: str, number: int) -> list[str]:
    """Let the writing of a file fail for the one with this number; what is given here says so once it did."""
    owner, name, code = DISKS[disk]
    real, calls, failed = getattr(owner, name), [0], []

    def call(*arguments: Any, **named: Any) -> Any:
        if name == "fsync" or UNFINISHED in str((arguments, named)):
            calls[0] += 1
            if calls[0] == number:
                failed.append(os.strerror(code))
                raise OSError(code, os.strerror(code))
        return real(*arguments, **named)

    patch.setattr(owner, name, call)
    return failed


def written_in_order(patch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are written from now on, as they get their names."""
    replace, names = Path.replace, []

    def noted(staged: Path, target: Path) -> Path:
        if UNFINISHED in staged.name:
            names.append(target.name)
        return replace(staged, target)

    patch.setattr(Path, "replace", noted)
    return names
