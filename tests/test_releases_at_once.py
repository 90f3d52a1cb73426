"""Eight releases at once: none is lost, none is mixed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_releases import CLIENT, faults_of, versions_of

TIMES = 10 if "IMMERSE_FUZZ_EXAMPLES" in os.environ else 1
EIGHT = range(8)


def at_once(root: Path, releases: list[tuple[str, str]]) -> list[int]:
    """The exit codes of processes that release (client, version) at the same time."""
    code = (
        "import sys, pathlib\n"
        f"sys.path[:0] = {json.dumps(sys.path)}\n"
        "from small_releases import release_small\n"
        "release_small(pathlib.Path(sys.argv[1]), sys.argv[3], sys.argv[2])\n"
    )
    words = [[sys.executable, "-c", code, str(root), client, version] for client, version in releases]
    running = [subprocess.Popen(one, stderr=subprocess.PIPE) for one in words]
    said = [process.communicate(timeout=120)[1].decode() for process in running]
    codes = [process.returncode for process in running]
    failed = [words for words, code in zip(said, codes, strict=True) if code]
    assert all("assert version not in ledger.versions" in words for words in failed), failed
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
