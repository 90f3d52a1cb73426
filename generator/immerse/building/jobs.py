"""Builds clients by several processes at once; results come in the order of the clients."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from secrets import token_bytes
from typing import NamedTuple

from immerse.building.build_result import BuildResult
from immerse.building.builder import Builder
from immerse.model.site_view import View
from immerse.problems import ImmerseError


class Built(NamedTuple):
    """The result for one client: its sites, and the error because of which there are no more."""

    client: str
    sites: tuple[BuildResult, ...]
    error: ImmerseError | None = None
    """ContentProblems: the content has errors; Unfinished: it is a draft, and none was requested. Refused: a finished
    site has faults, or its place is taken."""


def build_clients(
    builder: Builder, clients: Iterable[str], views: Iterable[View], executor: Executor | None = None
) -> Iterator[Built]:
    """Build the sites of some clients, each client a unit of work; results come in their order.

    Args:
        builder: The workspace, the folder of the sites, and the options; each process has its own copy, which reads the
            workspace once.
        clients: The clients to build.
        views: The views to build.
        executor: Runs the work: any executor of `concurrent.futures`. None: this process.

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
        for unit in units:
            if isinstance(unit, Future) and unit.done() and isinstance(broken := unit.exception(), BrokenExecutor):
                raise broken  # Python may have lost earlier work, so do not wait for it
        for unit in units:
            yield unit if isinstance(unit, Built) else unit.result()
    except BrokenExecutor as error:
        sentence = "a process that built sites was ended from outside; what is in place is whole, so build again"
        raise ImmerseError(f"{sentence}, with --jobs 1 where memory is short") from error
    finally:
        for unit in units:
            if isinstance(unit, Future):
                unit.cancel()


def _begun(
    builder: Builder, run: bytes, client: str, views: tuple[View, ...], executor: Executor
) -> Built | Future[Built]:
    """The result of a client whose sites are up to date, else the work that was handed out."""
    left = builder.up_to_date_results(client, views)
    return executor.submit(_unit_apart, builder, run, client, views) if left is None else Built(client, left)


@contextmanager
def processes(jobs: int, clients: int) -> Iterator[Executor | None]:
    """An executor with as many processes as the clients need; None where one process is enough."""
    if min(jobs, clients) < 2:
        yield None
        return
    from immerse.building.worker_processes import WorkerProcesses  # loads a dozen modules, for several clients only

    with WorkerProcesses(min(jobs, clients)) as executor:
        yield executor


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
next one reads the workspace again, because its files may have changed."""


def _unit_apart(builder: Builder, run: bytes, client: str, views: tuple[View, ...]) -> Built:
    if run not in _builders:
        _builders.clear()
        _builders[run] = builder
    return build_views(_builders[run], client, views)


def cores() -> int:
    """The number of processes that this machine runs at once."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
