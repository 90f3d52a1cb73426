"""`immerse serve`: starts and ends everything that a preview needs."""

import gc
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Self

from immerse.model.site_view import View
from immerse.pipeline.following import Follower
from immerse.preview.background_check import COLLECTED_AFTER, BackgroundChecker, CheckRequest
from immerse.preview.file_follower import follow
from immerse.preview.server import PreviewServer
from immerse.preview.shown_state import Board
from immerse.preview.terminal_log import Say, TerminalLog
from immerse.preview.watching import Watcher

_PATIENCE = 5.0
"""Seconds in which a thread has to end."""


def serve_client(root: Path, client: str, view: View, on: date, host: str, port: int, say: Say, tell: Say) -> None:
    """Show one client's site at `http://host:port/` until a signal ends this process; errors in the content are shown,
    not fatal. Called in the main thread.

    Args:
        say: Prints the address, as soon as it answers.
        tell: Prints a line about the content.

    Raises:
        ImmerseError: there is no such host, or the address is taken or not ours to use.
    """
    gc.set_threshold(COLLECTED_AFTER)
    board, log = Board(), TerminalLog(tell)
    request = CheckRequest(root, client, view, on)
    with _Ending() as ending, ExitStack() as started:
        server = started.enter_context(PreviewServer(host, port, board, tell))
        watcher = started.enter_context(Watcher(root))
        judge = BackgroundChecker(request, board, log)
        started.callback(judge.end)
        following = (Follower(*request), watcher, board, judge, log, ending.come)
        follower = Thread(target=follow, args=following, name="follower")
        follower.start()
        started.callback(_end, follower, watcher)
        answers = Thread(target=server.serve_forever, args=(0.1,), name="answers", daemon=True)
        answers.start()
        started.callback(server.shutdown)
        started.callback(board.end)
        say(server.url)
        tell("Ctrl-C ends the preview")
        ending.wait()


def _end(follower: Thread, watcher: Watcher) -> None:
    watcher.end()
    follower.join(_PATIENCE)


class _Ending:
    """Waits for a signal that ends a program, or for `come`.

    A signal writes into a socket as it arrives. A Python handler alone would not wake a main thread that had just gone
    to sleep.
    """

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)

    def __enter__(self) -> Self:
        self._woken = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, lambda *_: None) for number in _ending_signals()}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken)
        self._reader.close()
        self._writer.close()

    def come(self) -> None:
        """End the wait."""
        with suppress(OSError):
            self._writer.send(b"\0")

    def wait(self) -> None:
        """Wait for a signal or `come`."""
        self._reader.recv(1)


def _ending_signals() -> Iterator[signal.Signals]:
    """Ctrl-C always counts, also where a shell started us in the background; a closed terminal not under nohup."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and not (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            yield number
