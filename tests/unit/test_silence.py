"""A test that never ends is named, its process is ended and replaced, and the run goes on and fails."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from killing import process_apart
from silence import Watch
from site_fixtures import REPOSITORY

PLANTED = """
import threading

def test_before(): pass

def test_that_hangs():
    threading.Event().wait()

def test_after(): pass
"""


def test_a_test_that_hangs_is_named_and_the_others_run(tmp_path: Path) -> None:
    options = re.search(r"-m pytest (-n \d .*)", (REPOSITORY / "Makefile").read_text("utf-8"))
    assert options
    (tmp_path / "test_planted.py").write_text(PLANTED, "utf-8")
    (tmp_path / "conftest.py").write_text("from by_file import pytest_xdist_make_scheduler\n", "utf-8")
    command = [sys.executable, "-m", "pytest", *options.group(1).split(), "-o", "faulthandler_timeout=3", "-q"]
    command += ["-c", str(REPOSITORY / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    command += ["--basetemp", str(tmp_path / "own")]  # in the folder of all runs it would first clear up after others
    done = subprocess.run([*command, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "crashed while running 'test_planted.py::test_that_hangs'" in done.stdout
    assert "1 failed, 2 passed" in done.stdout
    assert "in test_that_hangs" in done.stderr


def test_our_own_tests_have_a_limit_of_time(pytestconfig: pytest.Config) -> None:
    assert 0 < float(pytestconfig.getini("faulthandler_timeout")) <= 600
    assert pytestconfig.getini("faulthandler_exit_on_timeout")


def test_a_run_of_which_nothing_is_heard_is_ended(capfd: pytest.CaptureFixture[str]) -> None:
    ended = threading.Event()
    codes: list[int] = []

    def end(code: int) -> None:
        codes.append(code)
        ended.set()

    watch = Watch(0.01, end)
    watch.pytest_runtest_logstart("test_a.py::test_one")
    watch.pytest_runtest_logstart("test_a.py::test_two")
    watch.pytest_runtest_logreport(_report("test_a.py::test_one"))
    watch.start()
    assert ended.wait(60) and codes == [1]
    said = "error: nothing was heard for 0.01 seconds; running: test_a.py::test_two"
    assert capfd.readouterr().err.strip() == said


def _report(nodeid: str) -> Any:
    return pytest.TestReport(nodeid, ("test_a.py", 0, ""), {}, "passed", None, "teardown")


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_that_hangs_is_ended(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("killing.LIMIT", 1)
    with pytest.raises(AssertionError, match="hung"):
        process_apart(threading.Event().wait)
    assert " in wait" in capfd.readouterr().err


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_that_fails_says_why(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise ValueError("a reason")

    with pytest.raises(AssertionError, match="failed"):
        process_apart(fail)
    assert "ValueError: a reason" in capfd.readouterr().err
