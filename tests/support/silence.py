"""Ends a test run that no longer tells anything, and names the tests that were running."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

import pytest


class Watch:
    """Watches the process that hands out the tests to the others.

    pytest itself ends the process of a test that takes too long (`faulthandler_timeout`) and prints where each of its
    threads stood. It does not see a process that ended while something it started holds its pipe, nor one that hangs
    between two tests or after the last.
    """

    def __init__(self, seconds: float, end: Callable[[int], object] = os._exit) -> None:
        self._seconds, self._end = seconds, end
        self._running: set[str] = set()
        self._news = threading.Event()

    def start(self) -> None:
        """Begin to watch."""
        threading.Thread(target=self._wait, daemon=True).start()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins in some process."""
        self._running.add(nodeid)
        self._news.set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A part of a test has ended, or its process has."""
        if report.when in ("teardown", "???"):
            self._running.discard(report.nodeid)
        self._news.set()

    def _wait(self) -> None:
        while self._news.wait(self._seconds):
            self._news.clear()
        tests = ", ".join(sorted(self._running)) or "none; the run itself does not end"
        print(
            f"\nerror: nothing was heard for {self._seconds:g} seconds; running: {tests}", file=sys.stderr, flush=True
        )
        self._end(1)


def watched(config: pytest.Config) -> None:
    """Have a run with several processes watched, where its tests have a limit of time."""
    limit = float(config.getini("faulthandler_timeout"))
    if limit and getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        watch = Watch(limit * 1.5)
        config.pluginmanager.register(watch)
        watch.start()
