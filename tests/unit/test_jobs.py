"""A process that builds sites and is ended from outside is no reason to wait for ever, whenever that happens."""

from __future__ import annotations

import gc
import os
import signal
from concurrent.futures import BrokenExecutor, Executor, Future
from multiprocessing.process import BaseProcess
from typing import Any

import pytest
from immerse.building.jobs import build_clients, processes
from immerse.model.site_view import View
from immerse.problems import ImmerseError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # of Python's own thread, then
def test_a_process_that_starts_while_another_one_is_killed_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = BaseProcess.start
    begun: list[int] = []

    def begin_late(process: BaseProcess) -> None:
        begin(process)
        begun.append(process.pid or 0)
        if len(begun) == 2:
            os.kill(begun[0], signal.SIGKILL)
            with pytest.raises(BrokenExecutor):
                first.result()

    monkeypatch.setattr(BaseProcess, "start", begin_late)
    with processes(2, 2) as executor:
        assert executor
        first = executor.submit(signal.pause)
        with pytest.raises(BrokenExecutor):
            executor.submit(signal.getsignal, signal.SIGINT).result()
    assert len(begun) == 2


def test_work_that_ends_its_process_at_once_fails_where_its_result_is_asked_for() -> None:
    for _ in range(5):
        with processes(2, 2) as executor:
            assert executor
            for exits in [executor.submit(os._exit, 1) for _ in range(3)]:
                assert isinstance(exits.exception(), BrokenExecutor)


def test_work_that_cannot_be_handed_out_any_more_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(process: BaseProcess) -> None:
        raise OSError("handle is closed")

    monkeypatch.setattr(BaseProcess, "start", closed)
    with processes(2, 2) as executor:
        assert executor
        with pytest.raises(BrokenExecutor, match="closed"):
            executor.submit(signal.pause).result()


def test_garbage_is_collected_as_seldom_as_where_the_work_comes_from() -> None:
    with processes(2, 2) as executor:
        assert executor
        assert executor.submit(gc.get_threshold).result() == gc.get_threshold() != (700, 10, 10)


class Forgetful(Executor):
    """Never does the first work that it is given, and breaks at the second."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, work: Any, /, *what: Any, **how: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.asked += 1
        if self.asked > 1:
            future.set_exception(BrokenExecutor("broken"))
        return future


class Whole:
    """Stands for a builder of which nothing is left as it was."""

    def up_to_date_results(self, client: str, views: object) -> None:
        return None


def test_work_that_is_forgotten_while_more_is_handed_out_is_not_waited_for() -> None:
    with pytest.raises(ImmerseError, match="--jobs 1"):
        list(build_clients(Whole(), ("one", "two"), (View.TRAINEE,), Forgetful()))  # type: ignore[arg-type]
