"""Builds clients by the workers of a Dask scheduler; results come in the order of the clients."""

from __future__ import annotations

import logging
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immerse.building.builder import Builder
from immerse.building.carrying import Brought, Carried, build_there, carried, placed_here
from immerse.building.jobs import Built, build_views
from immerse.building.program import difference, program_versions
from immerse.model.site_view import View
from immerse.problems import ImmerseError

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 60.0
"""Seconds for which a cluster may have no worker."""
CONNECTING = 10.0
"""Seconds for which a scheduler may be silent."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers that share no disk with this machine."""

    executor: Executor
    """Runs the work: any executor of `concurrent.futures`."""
    share: Callable[[Carried], Any]
    """Gives a reference to the workspace, so that it is sent once to a worker."""
    workers: Callable[[], int]
    """The number of workers now."""
    address: str = ""
    patience: float = PATIENCE


@contextmanager
def cluster_at(address: str, connecting: float = CONNECTING) -> Iterator[Cluster]:
    """The workers of a scheduler.

    Args:
        address: As the scheduler prints it, `tcp://10.0.0.5:8786` or `tls://...`.
        connecting: Seconds for which the scheduler may be silent.

    Raises:
        ImmerseError: Dask is not installed, nobody answers there, or the scheduler has no worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        sentence = "--scheduler needs Dask, which is not installed; install it with: pip install 'immerse[dask]'"
        raise ImmerseError(sentence) from error
    for name in tuple(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)  # immerse reports errors itself, in a sentence
    client = _connected(Client, address, connecting)
    try:
        executor = client.get_executor(pure=False)
        yield Cluster(
            executor, lambda work: client.submit(_itself, work, pure=False), lambda: len(client.nthreads()), address
        )
    finally:
        with suppress(Exception):  # the scheduler may be gone
            client.close(timeout=connecting)


def _connected(make: Callable[..., Client], address: str, seconds: float) -> Client:
    try:
        client = make(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as error:
        sentence = f"no scheduler answers at {address}; name the address that it prints when it starts, like "
        raise ImmerseError(f"{sentence}tcp://10.0.0.5:8786 ({_first_line(error)})") from error
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        client.close()
        raise ImmerseError(f"the scheduler at {address} has no worker; start some: dask worker {address}") from error
    answers = client.run(eval, _VERSIONS, on_error="return")
    versions_of = {f"the worker {name}": versions for name, versions in answers.items()}
    try:
        versions_of[f"the scheduler {address}"] = client.run_on_scheduler(eval, _VERSIONS)
    except Exception as error:
        versions_of[f"the scheduler {address}"] = error
    if wrong := _other_program(versions_of):
        client.close()
        raise ImmerseError(wrong)
    return client


_VERSIONS = "__import__('immerse.building.program', fromlist=['']).program_versions()"
"""An expression for the versions, which a machine without immerse can receive too."""


def _other_program(versions_by_worker: dict[str, dict[str, str] | Exception]) -> str:
    """The sentence about the first machine that cannot take part, from the versions of each; empty if all can."""
    for name, versions in sorted(versions_by_worker.items()):
        if isinstance(versions, Exception):
            return f"{name} does not have this version of immerse ({_first_line(versions)}); install the same there"
        if differs := difference(program_versions(), versions):
            return f"{name} has {differs}"
    return ""


def _itself(work: Carried) -> Carried:
    """Return the workspace on a worker. As a result of work it is computed again when the worker that has it is
    gone."""
    return work


def build_on(cluster: Cluster, builder: Builder, clients: Iterable[str], views: Iterable[View]) -> Iterator[Built]:
    """Build the sites of some clients, each client a unit of work; results come in their order.

    A client whose sites are up to date is left, or checked, by this process. Only as much work is handed out as keeps
    the workers busy, so that few finished sites wait here.

    Raises:
        ImmerseError: the cluster cannot do the work; all placed sites are complete.
    """
    names, chosen = tuple(clients), tuple(views)
    stand = {client for client in names if builder.is_up_to_date(client, chosen)}
    away = deque(client for client in names if client not in stand)
    under_way: dict[str, Future[Brought]] = {}
    shared: Any = None
    ahead = 0
    if away:
        shared, ahead = _shared(cluster, carried(builder))
    try:
        for client in names:
            while away and len(under_way) < ahead:
                with _reached(cluster.address):
                    next_one = cluster.executor.submit(build_there, shared, away[0], chosen)
                under_way[away.popleft()] = next_one
            if client in stand:
                yield build_views(builder, client, chosen)
            else:
                yield placed_here(builder, chosen, _result(cluster, under_way.pop(client)))
    finally:
        for future in under_way.values():
            future.cancel()


def _shared(cluster: Cluster, work: Carried) -> tuple[Any, int]:
    """The reference to the workspace, and how many clients may be under way."""
    with _reached(cluster.address), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Dask warns that a workspace is large
        return cluster.share(work), 2 * max(1, cluster.workers())


def _result(cluster: Cluster, future: Future[Brought]) -> Brought:
    """The result of a worker; raises ImmerseError where there is none."""
    with _reached(cluster.address):
        while True:
            try:
                return future.result(timeout=cluster.patience)
            except TimeoutError:
                if future.done():
                    raise
                if not cluster.workers():
                    raise ImmerseError(f"{cluster.address} has had no worker for a minute; {_WHOLE}") from None


@contextmanager
def _reached(address: str) -> Iterator[None]:
    """Turn every error of a cluster into a sentence."""
    try:
        yield
    except ImmerseError:
        raise
    except (CancelledError, OSError) as error:
        raise ImmerseError(f"the scheduler at {address} cannot be reached; {_WHOLE}") from error
    except Exception as error:
        raise ImmerseError(_why(address, error)) from error


_WHOLE = "what is in place is whole, so build again"


def _why(address: str, error: Exception) -> str:
    if type(error).__name__ == "KilledWorker":
        return f"several workers of {address} died over one client; give them more memory. {_first_line(error)}"
    same = "every worker and the scheduler need this immerse, this Python and the libraries of requirements.lock"
    return f"a worker of {address} could not do its work: {_first_line(error)}; {same}"


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
