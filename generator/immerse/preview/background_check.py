"""The check by all rules and the search index, made in a process beside the preview, so that no page waits for them."""

import gc
import os
import signal
import sys
import traceback
from contextlib import suppress
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from immerse.model.site_view import View
from immerse.preview.shown_state import Board
from immerse.preview.terminal_log import TerminalLog
from immerse.problems import ContentProblems, ImmerseError, Location, Problem, errors

COLLECTED_AFTER = 20_000
"""New objects after which Python collects reference cycles. Every save leaves some tens of thousands, and a preview may
run for days; Python's own threshold would make each save slower."""
_PATIENCE = 5.0
"""Seconds in which the process has to end when it is asked to."""


class CheckRequest(NamedTuple):
    """The site to check."""

    root: Path
    client: str
    view: View
    on: date


class BackgroundChecker:
    """The process that checks the files on request."""

    def __init__(self, request: CheckRequest, board: Board, log: TerminalLog) -> None:
        self._board = board
        self._log = log
        self._last = 0
        context = get_context("spawn")
        self._ours, end_of_check = context.Pipe()
        self._process = context.Process(target=judge_when_asked, args=(end_of_check, request), daemon=True)
        self._process.start()
        end_of_check.close()
        self._listener = Thread(target=self._listen, name="judgements", daemon=True)
        self._listener.start()

    def ask(self, number: int) -> None:
        """Request a check of the files; `number` is that of the state that shows them."""
        self._last = number
        with suppress(OSError):
            self._ours.send(number)

    def end(self) -> None:
        """End the process."""
        with suppress(OSError):
            self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_PATIENCE)
        self._listener.join(_PATIENCE)
        self._ours.close()

    def _listen(self) -> None:
        """Put results on the board, unless a file was saved since."""
        with suppress(EOFError, OSError):
            while True:
                number, result = self._ours.recv()
                if number != self._last:
                    continue
                if isinstance(result, bytes):
                    self._board.put_index(result)
                else:
                    self._board.judge(errors(result))
                    self._log.judged(result)


def judge_when_asked(asking: Connection, request: CheckRequest) -> None:
    """Answer every number with the problems, then with the index, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it as well; the preview ends this process
    for ending in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(ending, lambda *_: sys.exit(0))
    gc.set_threshold(COLLECTED_AFTER)
    with suppress(OSError, AttributeError):
        os.nice(5)
    with suppress(EOFError, OSError):
        _judge_when_asked(asking, request)


def _judge_when_asked(asking: Connection, request: CheckRequest) -> None:
    from immerse.hosts.live_pages import search_index
    from immerse.pipeline.prepare import judge_view, render_pages
    from immerse.pipeline.source import read_source
    from immerse.storage.store import FOLDER, HoldingStore

    store = HoldingStore(request.root / FOLDER / "store")
    while True:
        number = asking.recv()
        while asking.poll():
            number = asking.recv()  # only the last one counts
        site = request.client, request.view, request.on
        try:
            source = read_source(request.root, store)
            problems, _ = judge_view(source, *site, draft=True)
            asking.send((number, problems))
            if not asking.poll():
                asking.send((number, search_index(render_pages(source, *site))))
        except ContentProblems as error:
            asking.send((number, error.problems))
        except ImmerseError as error:
            asking.send((number, (failure(request.client, str(error)),)))
        except Exception as error:
            asking.send((number, (of_ours(request.client, error),)))
        store.flush()
        store.next_turn()


def of_ours(client: str, error: Exception) -> Problem:
    """An error of immerse itself, as a problem; its traceback is printed."""
    traceback.print_exception(error)
    return failure(client, f"immerse itself failed: {type(error).__name__}: {error}")


def failure(client: str, message: str) -> Problem:
    """A problem that prevents the whole site."""
    return Problem(Location(f"site_config/clients/{client}"), "site", message)
