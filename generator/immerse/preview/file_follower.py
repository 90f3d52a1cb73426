"""The thread that follows the files: it shows the site again after each batch of saves."""

import time
from collections.abc import Callable
from itertools import chain

from immerse.hosts.live_pages import LivePages
from immerse.pipeline.following import Follower
from immerse.preview.background_check import BackgroundChecker, failure, of_ours
from immerse.preview.live_site import LiveSite
from immerse.preview.shown_state import Board
from immerse.preview.terminal_log import TerminalLog
from immerse.preview.watching import Watcher
from immerse.problems import ContentProblems, ImmerseError, Problem

_HALF_WRITTEN = 0.1
"""Seconds to wait for the rest of a file that has an error."""


def follow(
    follower: Follower,
    watcher: Watcher,
    board: Board,
    judge: BackgroundChecker,
    log: TerminalLog,
    end: Callable[[], None],
) -> None:
    """Show the site, again after each batch of saves, until the watcher ends; then call `end`."""
    saved: frozenset[str] = frozenset()
    try:
        for batch in chain([frozenset[str]()], watcher.batches()):
            begun = time.monotonic()
            saved |= batch
            problems = _look(follower, saved, board)
            if problems and watcher.more(_HALF_WRITTEN):
                continue
            if problems:
                judge.ask(board.refuse(problems))
            else:
                judge.ask(board.now.number)
                saved = frozenset()
            log.at_once(problems)
            if batch and not problems:
                log.shown(batch, time.monotonic() - begun)
    finally:
        end()


def _look(follower: Follower, saved: frozenset[str], board: Board) -> tuple[Problem, ...]:
    """Show the site of the files as they are now; the problems because of which they give none."""
    try:
        followed = follower.look(saved)
        before = board.now.site
        around = before.around if before and before.around.fits(followed.site) else LivePages(followed.site)
        board.show(LiveSite(followed, around), saved)
    except ContentProblems as error:
        return error.problems
    except ImmerseError as error:
        return (failure(follower.client_id, str(error)),)
    except Exception as error:
        return (of_ours(follower.client_id, error),)
    return ()
