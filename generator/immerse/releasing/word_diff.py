"""Two forms of a text, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from immerse.model.comparison import Run

_WORDS = re.compile(r"\n|[^\S\n]+|\w+(?:[:.,'’/@+-]\w+)*|[^\w\s]")
"""A word (also `10:42`, `1,000` and `don't`), a mark, a line break, or the blanks between them."""
_MOST_WORDS = 4000
"""Words up to which two texts are compared word by word; longer ones are compared line by line."""


def runs(old: str, new: str) -> tuple[Run, ...]:
    """The old and the new text in one: runs that stayed, were taken out, or were put in."""
    if old == new:
        return (Run("same", new),) if new else ()
    return tuple(_joined(_changed(_split(old), _split(new))))


def _split(text: str) -> list[str]:
    words = _WORDS.findall(text)
    return words if len(words) <= _MOST_WORDS else text.splitlines(keepends=True)


def _changed(old: list[str], new: list[str]) -> Iterator[Run]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Run("same", "".join(old[a:b]))
        else:
            yield Run("removed", "".join(old[a:b]))
            yield Run("added", "".join(new[c:d]))


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs without unchanged blanks between changes: "two three" for "five six" is one change."""
    waiting: list[Run] = []
    for run in filter(lambda run: run.text, runs):
        if run.kind == "same" and not (waiting and run.text.isspace() and "\n" not in run.text):
            yield from _both(waiting)
            waiting = []
            yield run
        else:
            waiting.append(run)
    yield from _both(waiting)


def _both(runs: list[Run]) -> Iterator[Run]:
    """At most one run that was removed and one that was added; a blank at the end stayed."""
    tail = runs.pop().text if runs and runs[-1].kind == "same" else ""
    removed = "".join(run.text for run in runs if run.kind != "added")
    added = "".join(run.text for run in runs if run.kind != "removed")
    yield from (run for run in (Run("removed", removed), Run("added", added), Run("same", tail)) if run.text)
