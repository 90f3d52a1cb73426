"""The shown state of a preview: requests read it, and open pages wait for its changes."""

import json
from dataclasses import dataclass, replace
from threading import Condition

from immerse.preview.live_site import LiveSite
from immerse.preview.terminal_log import SHOWN, and_more
from immerse.problems import Problem, one_a_cause


@dataclass(frozen=True)
class ShownState:
    """The state at one moment."""

    number: int = 0
    """Rises with every change."""
    site: LiveSite | None = None
    """The last site that could be made."""
    in_the_way: tuple[Problem, ...] = ()
    """Problems because of which the files give no site now; empty where `site` shows them."""
    judged: tuple[Problem, ...] = ()
    """Further problems that would stop a build, from the last check by all rules."""
    index: bytes | None = None
    """The last search index."""
    is_over: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems that would stop a build, one a cause."""
        return one_a_cause((*self.in_the_way, *self.judged))

    def report(self) -> str:
        """The problems as an open page gets them, as JSON: a title and a list, both empty without problems."""
        entries = [
            {"place": str(problem.location), "message": problem.message, "hint": problem.hint}
            for problem in self.problems[:SHOWN]
        ]
        if more := and_more(self.problems):
            entries.append({"place": "", "message": more, "hint": ""})
        return json.dumps({"title": self._title() if entries else "", "problems": entries})

    def _title(self) -> str:
        if not self.in_the_way:
            return "The content has errors that would stop a build"
        if self.site is None:
            return "The content has errors; there is no page to show yet"
        return "The content has errors; this is the last good state"


class Board:
    """Holds the current state."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._now = ShownState()

    @property
    def now(self) -> ShownState:
        """The current state."""
        return self._now

    def show(self, site: LiveSite, saved: frozenset[str]) -> int:
        """Show a site, and drop the earlier problems of the files that were `saved` for it; the number of the state."""
        judged = tuple(problem for problem in self._now.judged if problem.location.path not in saved)
        return self._change(site=site, in_the_way=(), judged=judged)

    def refuse(self, problems: tuple[Problem, ...]) -> int:
        """Keep the shown site, with the problems because of which it is not current; the number of the state."""
        return self._change(in_the_way=problems)

    def judge(self, problems: tuple[Problem, ...]) -> None:
        """Set the problems of all rules."""
        if problems != self._now.judged:
            self._change(judged=problems)

    def put_index(self, index: bytes) -> None:
        """Set the search index."""
        self._change(index=index)

    def end(self) -> None:
        """End every wait."""
        self._change(is_over=True)

    def wait(self, after: int, seconds: float) -> ShownState:
        """The state as soon as its number is greater than `after`, or the current one after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._now.number > after or self._now.is_over, seconds)
            return self._now

    def _change(self, **fields: object) -> int:
        with self._changed:
            self._now = replace(self._now, number=self._now.number + 1, **fields)  # type: ignore[arg-type]
            self._changed.notify_all()
            return self._now.number
