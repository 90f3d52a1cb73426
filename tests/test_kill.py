"""A build that is killed at any moment leaves the earlier site, or the new one, byte for byte."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from immerse.building import build_rendered
from immerse.output.fingerprint import changed_files
from immerse.output.placing import recover
from proofs import proof_against
from rendered_site import EPOCH, with_page

NAME = "northgate/trainee"
OTHER = "hearthline/trainee"
KILLS = 30

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")


def build(out: Path, words: str, name: str = NAME) -> None:
    build_rendered(with_page(words), out, name, epoch=EPOCH, proof=proof_against({"other": ["Somebody Else"]}))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def killed_build(out: Path, words: str, after: float) -> bool:
    """Build in a process of its own that is killed after so many seconds; whether the kill met it alive."""
    child = os.fork()
    if child == 0:
        build(out, words)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_kill_at_any_moment_leaves_a_whole_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    if way == "renames":
        monkeypatch.setattr("immerse.output.placing._exchange", lambda one, other: False)
    build(tmp_path, "first")
    build(tmp_path, "other client", OTHER)
    first, other = contents(tmp_path / NAME), contents(tmp_path / OTHER)
    build(tmp_path / "aside", "second")
    second = contents(tmp_path / "aside" / NAME)
    assert first != second
    started = time.perf_counter()
    build(tmp_path, "first")
    length = time.perf_counter() - started
    chance = random.Random(way)
    met = 0
    for _ in range(KILLS * 3):
        if met == KILLS // 2:
            break
        alive = killed_build(tmp_path, "second", chance.uniform(0, length))
        met += alive
        length *= 1 if alive else 0.8  # it was quicker than we thought
        recover(tmp_path)
        found = contents(tmp_path / NAME)
        assert found in (first, second)
        assert changed_files(tmp_path / NAME) == ()
        assert contents(tmp_path / OTHER) == other
        assert list((tmp_path / ".immerse" / "staging").iterdir()) == []
        if found == second:
            build(tmp_path, "first")
    assert met == KILLS // 2
    build(tmp_path, "second")
    assert contents(tmp_path / NAME) == second


def test_two_processes_that_build_the_same_site_at_once_both_end_well(tmp_path: Path) -> None:
    code = (
        "import sys, json, pathlib\n"
        f"sys.path[:0] = {json.dumps(sys.path)}\n"
        "from test_kill import build\n"
        "for turn in range(3): build(pathlib.Path(sys.argv[1]), sys.argv[2])\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), words], stderr=subprocess.PIPE)
        for words in ("first", "second")
    ]
    for process in running:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint.decode()
    for words in ("first", "second"):
        build(tmp_path / words, words)
    assert contents(tmp_path / NAME) in [contents(tmp_path / words / NAME) for words in ("first", "second")]
    assert list((tmp_path / ".immerse" / "staging").iterdir()) == []
