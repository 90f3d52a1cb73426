"""Eight releases at once: none is lost, none is mixed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_releases import CLIENT, faults_of, versions_of
from tenth import IS_FUZZ

TIMES = 10 if IS_FUZZ else 1
EIGHT = range(8)


AT_ONCE = """
import json, os, sys
sys.path[:0] = json.loads(sys.argv[1])
from pathlib import Path
from small_releases import release_small
running = []
for client, version in json.loads(sys.argv[3]):
    if not (child := os.fork()):
        release_small(Path(sys.argv[2]), version, client)
        os._exit(0)
    running.append(child)
print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in running]))
"""
"""Begins a process for each release when all that a release needs is loaded, so that they really meet."""


def at_once(root: Path, releases: list[tuple[str, str]]) -> list[int]:
    """The exit codes of processes that release (client, version) at the same time."""
    words = [sys.executable, "-c", AT_ONCE, json.dumps(sys.path), str(root), json.dumps(releases)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    codes: list[int] = json.loads(done.stdout)
    assert done.stderr.count("assert version not in ledger.versions") == len(codes) - codes.count(0), done.stderr
    return codes


@pytest.mark.parametrize("time", range(TIMES))
def test_eight_versions_of_one_client(time: int, tmp_path: Path) -> None:
    versions = [f"1.{number}.0" for number in EIGHT]
    assert at_once(tmp_path, [(CLIENT, version) for version in versions]) == [0] * 8
    assert versions_of(tmp_path) == tuple(versions)
    assert faults_of(tmp_path) == ()


@pytest.mark.parametrize("time", range(TIMES))
def test_one_version_of_one_client_eight_times(time: int, tmp_path: Path) -> None:
    codes = at_once(tmp_path, [(CLIENT, "1.0.0")] * 8)
    assert codes.count(0) == 1
    assert versions_of(tmp_path) == ("1.0.0",) and faults_of(tmp_path) == ()


@pytest.mark.parametrize("time", range(TIMES))
def test_eight_clients(time: int, tmp_path: Path) -> None:
    clients = [f"client-{number}" for number in EIGHT]
    assert at_once(tmp_path, [(client, "1.0.0") for client in clients]) == [0] * 8
    for client in clients:
        assert versions_of(tmp_path, client) == ("1.0.0",) and faults_of(tmp_path, client) == ()
