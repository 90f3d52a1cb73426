"""`immerse serve`: everything that a preview needs is started here, and ended here whatever happens."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from immerse.model.edition import View
from immerse.preview.board import Board
from immerse.preview.following import follow
from immerse.preview.judging import COLLECTED_AFTER, Asked, Judge
from immerse.preview.server import PreviewServer
from immerse.preview.telling import Say, Teller
from immerse.preview.watching import Watcher

_PATIENCE = 5.0
"""Seconds in which a thread has to end."""


def serve_client(root: Path, client: str, view: View, on: date, host: str, port: int, say: Say, tell: Say) -> None:
    """Show one client's site at `http://host:port/` until this process is told to end; a mistake in the content is
    shown, not fatal. Called in the main thread.

    Args:
        say: Prints the address, as soon as it answers.
        tell: Prints a line about the content.

    Raises:
        ImmerseError: there is no such host, or the address is taken or not ours to use.
    """
    gc.set_threshold(COLLECTED_AFTER)
    board, teller = Board(), Teller(tell)
    asked = Asked(root, client, view, on)
    with _endings() as ending, ExitStack() as started:
        server = started.enter_context(PreviewServer(host, port, board, tell))
        watcher = started.enter_context(Watcher(root))
        judge = Judge(asked, board, teller)
        started.callback(judge.end)
        follower = Thread(target=follow, args=(asked, watcher, board, judge, teller, ending), name="follower")
        follower.start()
        started.callback(_end, follower, watcher)
        answers = Thread(target=server.serve_forever, args=(0.1,), name="answers", daemon=True)
        answers.start()
        started.callback(server.shutdown)
        started.callback(board.end)
        say(server.url)
        tell("Ctrl-C ends the preview")
        ending.get()


def _end(follower: Thread, watcher: Watcher) -> None:
    watcher.end()
    follower.join(_PATIENCE)


@contextmanager
def _endings() -> Iterator[SimpleQueue[str]]:
    """A queue into which every signal that ends a program is put; one that whoever started us wants ignored is not.

    Ctrl-C always counts, also where a shell started us in the background.
    """
    ending: SimpleQueue[str] = SimpleQueue()
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {}
    for name in names:
        number = getattr(signal, name)
        if name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN:
            continue  # nohup
        before[number] = signal.signal(number, lambda *_, name=name: ending.put(name))
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
