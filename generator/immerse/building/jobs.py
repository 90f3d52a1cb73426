"""Clients built by several processes at once, told in the order in which they were asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_all_start_methods, get_context
from secrets import token_bytes
from signal import SIG_IGN, SIGINT, signal
from typing import Any, TypeVar

from immerse.building.builder import Builder
from immerse.building.site import BuildResult
from immerse.model.edition import View
from immerse.problems import ImmerseError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one client: its sites, and why there are no more of them."""

    client: str
    sites: tuple[BuildResult, ...]
    error: ImmerseError | None = None
    """ContentProblems: something in the content has to be mended first; Unfinished where that is a draft for which
    nobody asked. Refused: a finished site holds what it must not, or its place is taken."""


def build_clients(
    builder: Builder, clients: Iterable[str], views: Iterable[View], executor: Executor | None = None
) -> Iterator[Built]:
    """Build the sites of some clients, each client a unit of work; told in their order, whoever is ready first.

    Args:
        builder: Where from, where to, and how; each process has its own copy, which reads the workspace once.
        clients: Whose sites.
        views: Which of them.
        executor: Does the work: any of `concurrent.futures`' kind. None: this process.

    Raises:
        ImmerseError: a process of the executor was ended from outside.
    """
    chosen, run = tuple(views), token_bytes()
    if executor is None:
        yield from (build_views(builder, client, chosen) for client in clients)
        return
    units: list[Built | Future[Built]] = []
    try:
        units += [_begun(builder, run, client, chosen, executor) for client in clients]
        for one in units:
            if isinstance(one, Future) and one.done() and isinstance(broken := one.exception(), BrokenExecutor):
                raise broken  # what was handed out before may be forgotten, so nobody waits for it
        for one in units:
            yield one if isinstance(one, Built) else one.result()
    except BrokenExecutor as error:
        sentence = "a process that built sites was ended from outside; what is in place is whole, so build again"
        raise ImmerseError(f"{sentence}, with --jobs 1 where memory is short") from error
    finally:
        for one in units:
            if isinstance(one, Future):
                one.cancel()


def _begun(
    builder: Builder, run: bytes, client: str, views: tuple[View, ...], executor: Executor
) -> Built | Future[Built]:
    """What came of a client where nothing is to be done, else the work that was handed out."""
    left = builder.left(client, views)
    return executor.submit(_unit_apart, builder, run, client, views) if left is None else Built(client, left)


@contextmanager
def processes(jobs: int, clients: int) -> Iterator[Executor | None]:
    """As many processes as are worth it; None where one does."""
    if min(jobs, clients) < 2:
        yield None
        return
    # Not forked from this process: a fork has none of the threads that a library started here and waits for.
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    with _Processes(min(jobs, clients), context, _leave_interrupts) as executor:
        yield executor


class _Processes(ProcessPoolExecutor):
    """Fails when one of its processes is ended from outside, whenever that is.

    A process that is being started at that moment, and the work that is being handed out, are forgotten by Python's own
    (3.11 at least): it waits for both for ever.
    """

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self._before = set(active_children())

    def submit(self, work: Callable[..., _T], /, *what: Any, **how: Any) -> Future[_T]:
        """Hand out work; what cannot be done any more fails with BrokenProcessPool when its result is asked for."""
        try:
            future = super().submit(work, *what, **how)
        except (OSError, BrokenProcessPool) as error:
            return _failed(error)
        return _failed(self._broken) if self._broken else future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; those that a broken executor has forgotten are ended too."""
        if self._broken:
            for process in set(active_children()) - self._before:
                process.terminate()
        super().shutdown(wait, cancel_futures=cancel_futures)


def _failed(why: object) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(BrokenProcessPool(str(why)))
    return future


def _leave_interrupts() -> None:
    """In a process that builds: whoever presses Ctrl-C is answered by the one that started it; a site that is begun is
    placed whole."""
    signal(SIGINT, SIG_IGN)


def build_views(builder: Builder, client: str, views: tuple[View, ...]) -> Built:
    """Build the sites of one client in this process."""
    sites: list[BuildResult] = []
    try:
        for view in views:
            sites.append(builder.build(client, view))
    except ImmerseError as error:
        return Built(client, tuple(sites), error)
    return Built(client, tuple(sites))


_builders: dict[bytes, Builder] = {}
"""The builder of the run that this process works for, which has read its workspace. A process may outlive a run; the
next one reads the workspace anew, because somebody may have written in it."""


def _unit_apart(builder: Builder, run: bytes, client: str, views: tuple[View, ...]) -> Built:
    if run not in _builders:
        _builders.clear()
        _builders[run] = builder
    return build_views(_builders[run], client, views)


def cores() -> int:
    """How many processes this machine runs at once."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
