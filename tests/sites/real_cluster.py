"""Sites built by a real cluster of two workers on this machine, which `make fuzz` runs.

The scheduler and the workers are processes of their own that know nothing of the workspace. That the small cases hold
for any executor is in test_carrying.py.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from immerse.building.builder import Builder
from immerse.building.cluster import build_on, cluster_at
from immerse.building.jobs import Built, build_clients, processes
from immerse.model.site_view import View
from immerse.output.fingerprint import changed_files, file_digests
from immerse.problems import ImmerseError

DAY = date(2026, 12, 1)
REPOSITORY = Path(__file__).parents[2]
CLIENTS = ("calder-rowe", "hearthline", "kestrel-inlet", "northgate")
SCHEDULER = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKER = ("-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard")


class LocalCluster:
    """A scheduler and workers, each a process that is started and ended here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._all: list[subprocess.Popen[str]] = []
        self.scheduler = self._started("scheduler", *SCHEDULER)
        self.address = self._said(self.scheduler, r"Scheduler at:\s+(tcp://\S+)")
        self.workers: list[subprocess.Popen[str]] = []

    def add_worker(self, program: Path = REPOSITORY / "generator") -> None:
        """One more worker, ready to work, of the program that lies there."""
        worker = self._started("worker", *WORKER, self.address, program=program)
        self._said(worker, r"Registered to:\s+(\S+)")
        self.workers.append(worker)

    def _started(self, name: str, *arguments: str, program: Path = REPOSITORY / "generator") -> subprocess.Popen[str]:
        home = self.folder / f"{name}-{len(self._all)}"
        home.mkdir()
        own = {**os.environ, "PYTHONPATH": str(program), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home)}
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=home,
            env=own,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self._all.append(process)
        return process

    def _said(self, process: subprocess.Popen[str], pattern: str) -> str:
        assert process.stderr is not None
        lines = []
        for line in process.stderr:
            lines.append(line)
            if found := re.search(pattern, line):
                return found[1]
        raise AssertionError("".join(lines))

    def close(self) -> None:
        """End what still runs."""
        for process in reversed(self._all):
            process.kill()
            process.communicate()


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalCluster]:
    """A cluster without workers."""
    cluster = LocalCluster(tmp_path)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme of this repository."""
    root = tmp_path_factory.mktemp("agency") / "workspace"
    for folder in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    return root


@pytest.fixture(scope="module")
def here(workspace: Path) -> dict[str, str]:
    """The digests of all eight sites, built by two processes of this machine."""
    builder = Builder(workspace, workspace.parent / "here", DAY)
    with processes(2, len(CLIENTS)) as executor:
        assert [one.error for one in build_clients(builder, CLIENTS, View, executor)] == [None] * len(CLIENTS)
    return file_digests(builder.out)


def test_two_workers_build_the_same_bytes(local: LocalCluster, workspace: Path, here: dict[str, str]) -> None:
    for _ in range(2):
        local.add_worker()
    out = local.folder / "site"
    with cluster_at(local.address) as cluster:
        told = list(build_on(cluster, Builder(workspace, out, DAY), CLIENTS, View))
    assert [one.client for one in told] == list(CLIENTS)
    assert file_digests(out) == here


def test_a_worker_that_is_killed_loses_nothing(local: LocalCluster, workspace: Path, here: dict[str, str]) -> None:
    for _ in range(2):
        local.add_worker()
    out = local.folder / "site"
    told: list[Built] = []
    with cluster_at(local.address) as cluster:
        for built in build_on(cluster, Builder(workspace, out, DAY), CLIENTS, View):
            if not told:
                local.workers[0].send_signal(signal.SIGKILL)  # while it builds another client
            told.append(built)
    assert [one.client for one in told] == list(CLIENTS)
    assert file_digests(out) == here


def test_a_scheduler_that_is_killed_is_told_and_leaves_whole_sites(local: LocalCluster, workspace: Path) -> None:
    local.add_worker()
    out = local.folder / "site"
    told: list[Built] = []
    with (
        pytest.raises(
            ImmerseError, match=f"^the scheduler at {local.address} cannot be reached; what is in place is whole"
        ),
        cluster_at(local.address) as cluster,
    ):
        for built in build_on(cluster, Builder(workspace, out, DAY), CLIENTS, (View.TRAINEE,)):
            told.append(built)
            local.scheduler.send_signal(signal.SIGKILL)
    placed = tuple(one.client for one in told)
    assert placed in (CLIENTS[:1], CLIENTS[:2])  # the second one may have been on its way
    assert sorted(path.name for path in out.iterdir()) == [".immerse", *placed]
    assert [changed_files(site.folder) for one in told for site in one.sites] == [()] * len(placed)


def test_a_worker_with_another_immerse_is_named_before_anything_is_sent(local: LocalCluster, tmp_path: Path) -> None:
    other = tmp_path / "other" / "immerse"
    shutil.copytree(REPOSITORY / "generator" / "immerse", other, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "problems.py").open("a", encoding="utf-8") as file:
        file.write("# another one\n")
    local.add_worker(other.parent)
    with pytest.raises(ImmerseError, match=r"^the worker tcp://\S+ has immerse .* this machine .*; install"):
        cluster_at(local.address).__enter__()


def test_a_worker_without_immerse_is_named(local: LocalCluster, tmp_path: Path) -> None:
    empty = tmp_path / "empty" / "immerse"
    empty.mkdir(parents=True)
    (empty / "__init__.py").write_text("", "utf-8")
    local.add_worker(empty.parent)
    with pytest.raises(
        ImmerseError, match=r"^the worker tcp://\S+ does not have this version of immerse \(No module named"
    ):
        cluster_at(local.address).__enter__()


@pytest.mark.parametrize("address", ["nowhere", "tcp://127.0.0.1:1", "udp://127.0.0.1:8786"])
def test_an_address_at_which_nobody_answers_is_told(address: str) -> None:
    with pytest.raises(ImmerseError, match=f"^no scheduler answers at {address}; name the address that it prints"):
        cluster_at(address, connecting=1.0).__enter__()


def test_a_scheduler_without_workers_is_told(local: LocalCluster) -> None:
    with pytest.raises(ImmerseError, match=f"has no worker; start some: dask worker {local.address}$"):
        cluster_at(local.address, connecting=1.0).__enter__()
