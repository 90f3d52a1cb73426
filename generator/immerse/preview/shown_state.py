"""What is shown at the moment, for all that show it: requests read it, open pages wait for a change of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from threading import Condition

from immerse.preview.live_site import LiveSite
from immerse.preview.terminal_log import SHOWN, and_more
from immerse.problems import Problem, one_a_cause


@dataclass(frozen=True)
class ShownState:
    """What is shown at one moment."""

    number: int = 0
    """Rises with every change."""
    site: LiveSite | None = None
    """The last one that could be made."""
    in_the_way: tuple[Problem, ...] = ()
    """Why the files as they are now give no site; empty where `site` is what they give."""
    judged: tuple[Problem, ...] = ()
    """What a build would refuse besides, as far as all rules have been asked."""
    index: bytes | None = None
    """Of the search, made last."""
    is_over: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that has to be mended, one for each cause."""
        return one_a_cause((*self.in_the_way, *self.judged))

    def told(self) -> str:
        """What an open page says about the content, as JSON: a title, and a list of problems; empty of both where
        nothing has to be mended."""
        if not self.problems:
            return json.dumps({"title": "", "problems": []})
        told = [
            {"place": str(problem.location), "message": problem.message, "hint": problem.hint}
            for problem in self.problems[:SHOWN]
        ]
        if more := and_more(self.problems):
            told.append({"place": "", "message": more, "hint": ""})
        return json.dumps({"title": self._title(), "problems": told})

    def _title(self) -> str:
        if not self.in_the_way:
            return "A build would stop here; this has to be mended"
        if self.site is None:
            return "The content has to be mended; there is no page to show yet"
        return "The content has to be mended; this is the last good state"


class Board:
    """Holds the moment."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._now = ShownState()

    @property
    def now(self) -> ShownState:
        """The moment as it is."""
        return self._now

    def show(self, site: LiveSite, saved: frozenset[str]) -> int:
        """Show a site; what was said of the files that were saved for it is said no more. Returns its number."""
        judged = tuple(problem for problem in self._now.judged if problem.location.path not in saved)
        return self._change(site=site, in_the_way=(), judged=judged)

    def refuse(self, problems: tuple[Problem, ...]) -> int:
        """Keep the site that is shown, and say why it is not what the files give. Returns the number of the moment."""
        return self._change(in_the_way=problems)

    def judge(self, problems: tuple[Problem, ...]) -> None:
        """Say what all rules found."""
        if problems != self._now.judged:
            self._change(judged=problems)

    def put_index(self, index: bytes) -> None:
        """Give the search another index."""
        self._change(index=index)

    def end(self) -> None:
        """Let everybody who waits go."""
        self._change(is_over=True)

    def wait(self, after: int, seconds: float) -> ShownState:
        """The moment as soon as its number is greater than `after`, and the same one when the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self._now.number > after or self._now.is_over, seconds)
            return self._now

    def _change(self, **what: object) -> int:
        with self._changed:
            self._now = replace(self._now, number=self._now.number + 1, **what)  # type: ignore[arg-type]
            self._changed.notify_all()
            return self._now.number
