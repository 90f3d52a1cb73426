"""Work done beside other work, where the machine has a processor to spare."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

T = TypeVar("T")


@contextmanager
def aside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin `work`, a pure function, in a forked copy of this process; call what is given here to wait for its result.

    Where a copy cannot be had, or fails, `work` is done in this process when its result is asked for: so an exception
    is raised as if nothing had been forked, and not at all where nobody asks.
    """
    if not _can_fork():
        yield work
        return
    reading, writing = os.pipe()
    copy = os.fork()
    if not copy:
        _answer(work, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as answer:

            def result() -> T:
                """Wait for the copy, or do its work here."""
                content = answer.read()
                found: T = pickle.loads(content) if content else work()
                return found

            yield result
    finally:
        os.kill(copy, signal.SIGKILL)
        os.waitpid(copy, 0)


def _can_fork() -> bool:
    # A copy has only the thread that made it: a lock that another one held would stay locked in it for ever.
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _answer(work: Callable[[], object], writing: int) -> NoReturn:
    """In the copy: say the result and end, without the cleaning up that belongs to the first process."""
    try:
        with os.fdopen(writing, "wb") as answer:
            answer.write(pickle.dumps(work()))
    finally:
        os._exit(0)
