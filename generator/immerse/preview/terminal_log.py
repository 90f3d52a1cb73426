"""What the terminal says while a preview runs: which save is shown, each problem once, and that it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from immerse.problems import Problem, Severity, errors
from immerse.words.english import counted

Say = Callable[[str], None]
SHOWN = 20
"""Problems that are told; a folder that is gone makes hundreds."""


def and_more(problems: Sequence[Problem]) -> str:
    """How many problems are not told; empty where all are."""
    more = len(problems) - SHOWN
    return f"and {more} more; immerse check names them all" if more > 0 else ""


class Teller:
    """Says what is new."""

    def __init__(self, say: Say) -> None:
        """`say` prints a line."""
        self._say = say
        self._alone = Lock()
        self._at_once: frozenset[Problem] = frozenset()
        self._judged: frozenset[Problem] = frozenset()
        self._warned: set[tuple[str, str, str]] = set()

    def at_once(self, problems: Iterable[Problem]) -> None:
        """Say what stands in the way of the pages now, if anything does."""
        with self._alone:
            self._tell(frozenset(problems), self._judged)

    def judged(self, problems: Iterable[Problem]) -> None:
        """Say what all rules found."""
        with self._alone:
            self._tell(self._at_once, frozenset(problems))

    def shown(self, saved: Iterable[str], seconds: float) -> None:
        """Say that the pages are as the files are now."""
        first, *more = sorted(saved)
        with self._alone:
            self._say(f"{first}{f' and {len(more)} more' if more else ''}: shown after {seconds:.2f} s")

    def _tell(self, at_once: frozenset[Problem], judged: frozenset[Problem]) -> None:
        before, now = errors(self._at_once | self._judged), errors(at_once | judged)
        new = tuple(sorted(set(now) - set(before)))
        for problem in new[:SHOWN]:
            self._say(str(problem))
        if more := and_more(new):
            self._say(more)
        for problem in sorted(judged):
            if problem.severity is Severity.WARNING or (problem.says_unfinished and problem not in now):
                self._warn(problem)
        if before and not now:
            self._say("mended")
        elif len(now) < len(before):
            self._say(f"{counted(len(now), 'problem')} left")
        self._at_once, self._judged = at_once, judged

    def _warn(self, problem: Problem) -> None:
        """Say a warning once, on whatever line of its file it stands by now."""
        known = problem.location.path, problem.rule, problem.message
        if known not in self._warned:
            self._warned.add(known)
            self._say(str(problem))
