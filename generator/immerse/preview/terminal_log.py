"""The lines that a running preview prints: which save is shown, each problem once, and that none is left."""

from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from immerse.problems import Problem, Severity, errors
from immerse.words.english import counted

Say = Callable[[str], None]
SHOWN = 20
"""Problems that are listed; a missing folder causes hundreds."""


def and_more(problems: Sequence[Problem]) -> str:
    """The number of problems that are not listed, in words; empty where all are listed."""
    more = len(problems) - SHOWN
    return f"and {more} more; immerse check names them all" if more > 0 else ""


class TerminalLog:
    """Prints new problems."""

    def __init__(self, say: Say) -> None:
        """`say` prints a line."""
        self._say = say
        self._alone = Lock()
        self._at_once: frozenset[Problem] = frozenset()
        self._judged: frozenset[Problem] = frozenset()
        self._warned: set[tuple[str, str, str]] = set()

    def at_once(self, problems: Iterable[Problem]) -> None:
        """Print the problems that prevent pages now."""
        with self._alone:
            self._report(frozenset(problems), self._judged)

    def judged(self, problems: Iterable[Problem]) -> None:
        """Print the problems of all rules."""
        with self._alone:
            self._report(self._at_once, frozenset(problems))

    def shown(self, saved: Iterable[str], seconds: float) -> None:
        """Print that the pages show the saved files."""
        first, *more = sorted(saved)
        with self._alone:
            self._say(f"{first}{f' and {len(more)} more' if more else ''}: shown after {seconds:.2f} s")

    def _report(self, at_once: frozenset[Problem], judged: frozenset[Problem]) -> None:
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
            self._say("no errors left")
        elif len(now) < len(before):
            self._say(f"{counted(len(now), 'problem')} left")
        self._at_once, self._judged = at_once, judged

    def _warn(self, problem: Problem) -> None:
        """Print a warning once, even if its line changes."""
        known = problem.location.path, problem.rule, problem.message
        if known not in self._warned:
            self._warned.add(known)
            self._say(str(problem))
