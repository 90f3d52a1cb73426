"""The thread that follows the files: each batch of saves is a look at them, each look changes what is shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from immerse.hosts.live_pages import LivePages
from immerse.pipeline import Follower
from immerse.preview.background_check import BackgroundChecker, CheckRequest, failure, of_ours
from immerse.preview.live_site import LiveSite
from immerse.preview.shown_state import Board
from immerse.preview.terminal_log import Teller
from immerse.preview.watching import Watcher
from immerse.problems import ContentProblems, ImmerseError, Problem

_HALF_WRITTEN = 0.1
"""Seconds in which a file that has a mistake may turn out not to be whole yet."""


def follow(
    asked: CheckRequest,
    watcher: Watcher,
    board: Board,
    judge: BackgroundChecker,
    teller: Teller,
    end: Callable[[], None],
) -> None:
    """Show the site, and show it anew whenever something was written, until the watcher ends; then call `end`."""
    follower = Follower(*asked)
    saved: frozenset[str] = frozenset()
    try:
        for batch in _with_a_first(watcher):
            begun = time.monotonic()
            saved |= batch
            problems = _look(follower, saved, board, asked.client)
            if problems and watcher.more(_HALF_WRITTEN):
                continue
            if problems:
                judge.ask(board.refuse(problems))
            else:
                judge.ask(board.now.number)
                saved = frozenset()
            teller.at_once(problems)
            if batch and not problems:
                teller.shown(batch, time.monotonic() - begun)
    finally:
        end()


def _with_a_first(watcher: Watcher) -> Iterator[frozenset[str]]:
    yield frozenset()
    yield from watcher.batches()


def _look(follower: Follower, saved: frozenset[str], board: Board, client: str) -> tuple[Problem, ...]:
    """Show the site as the files are now; where they give none, why not."""
    try:
        followed = follower.look(saved)
        before = board.now.site
        around = before.around if before and before.around.fits(followed.site) else LivePages(followed.site)
        board.show(LiveSite(followed, around), saved)
    except ContentProblems as error:
        return error.problems
    except ImmerseError as error:
        return (failure(client, str(error)),)
    except Exception as error:
        return (of_ours(client, error),)
    return ()
