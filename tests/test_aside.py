"""Work beside other work gives what it would have given by itself, wherever it was done."""

from __future__ import annotations

import os
import signal

import pytest
from immerse import aside as module
from immerse.aside import aside


@pytest.fixture(params=["forked", "by itself"])
def forks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    wanted = bool(request.param == "forked")
    monkeypatch.setattr(module, "_can_fork", lambda: wanted)
    return wanted


def test_the_result_is_the_same_and_each_is_done_in_its_place(forks: bool) -> None:
    with aside(lambda: (os.getpid(), "x" * 1_000_000)) as result:
        process, text = result()
    assert text == "x" * 1_000_000
    assert (process != os.getpid()) is forks


@pytest.mark.usefixtures("forks")
def test_a_fault_is_raised_where_the_result_is_asked_for() -> None:
    with aside(lambda: 1 // 0) as result, pytest.raises(ZeroDivisionError):
        result()


@pytest.mark.usefixtures("forks")
def test_a_fault_that_nobody_asks_for_harms_nobody() -> None:
    with aside(lambda: 1 // 0):
        pass


def test_a_copy_that_is_killed_is_done_again_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_can_fork", lambda: True)
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with aside(work) as result:
        assert result() == "done"


def test_no_copy_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[int] = []
    fork = os.fork

    def noted() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(module, "_can_fork", lambda: True)
    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(KeyboardInterrupt), aside(signal.pause):
        raise KeyboardInterrupt
    with pytest.raises(ChildProcessError):
        os.waitpid(copies[0], os.WNOHANG)
