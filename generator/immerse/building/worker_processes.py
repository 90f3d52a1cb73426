"""The processes of this machine that build clients."""

import gc
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_all_start_methods, get_context
from signal import SIG_IGN, SIGINT, signal
from typing import Any, TypeVar

_T = TypeVar("_T")


class WorkerProcesses(ProcessPoolExecutor):
    """Fails when one of its processes is ended from outside, whenever that is.

    Python's own executor (3.11 at least) loses a process that is being started at that moment, and work that is being
    handed out, and waits for both for ever.
    """

    def __init__(self, most: int) -> None:
        """`most` processes at once. None is forked: a fork lacks the threads that a library started in this process
        and waits for."""
        context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
        super().__init__(most, context, _begin_work, gc.get_threshold())
        self._before = set(active_children())

    def submit(self, work: Callable[..., _T], /, *arguments: Any, **keywords: Any) -> Future[_T]:
        """Hand out work; where the executor is broken, its result raises BrokenProcessPool."""
        try:
            future = super().submit(work, *arguments, **keywords)
        except (OSError, BrokenProcessPool) as error:
            return _failed(error)
        return _failed(self._broken) if self._broken else future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, also those that a broken executor has lost."""
        if self._broken:
            for process in set(active_children()) - self._before:
                process.terminate()
        super().shutdown(wait, cancel_futures=cancel_futures)


def _failed(why: object) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(BrokenProcessPool(str(why)))
    return future


def _begin_work(*collected_after: int) -> None:
    """In a process that builds: Ctrl-C is handled by the parent process, so that a begun site is placed completely, and
    garbage is collected as seldom as there."""
    signal(SIGINT, SIG_IGN)
    gc.set_threshold(*collected_after)
