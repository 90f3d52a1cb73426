"""What in a text may be base64: found once, and not again in lines that were seen before."""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINE = re.compile(r"[A-Za-z0-9+/_-]{60,}")
_LINES = re.compile(r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{60,}\s{1,2})+[A-Za-z0-9+/_-]{2,}")
_WIDTH = 60
"""Letters from which a run may be a whole line of base64."""
_RUN = re.compile(r"[A-Za-z0-9+/_-]{12,}")
_WRAPPED = re.compile(r"[A-Za-z0-9+/_-]{60}\s?\Z")


@dataclass(frozen=True, slots=True)
class Runs:
    """What may be base64 and was decoded."""

    _seen: set[str] = field(default_factory=set)
    _lines: set[str] = field(default_factory=set)
    """Lines in which no new base64 can be; the pages of sites have most of theirs in common."""
    _wrapped: set[str] = field(default_factory=set)
    """Lines among them that end in the middle of base64, which may go on in the next."""

    def copied(self) -> Runs:
        """The same, to which something can be added."""
        return Runs(set(self._seen), set(self._lines), set(self._wrapped))

    @property
    def lines(self) -> int:
        """How many lines are known."""
        return len(self._lines)

    def new_in(self, text: str) -> Iterator[str]:
        """Each run of a text that may be base64 and was not seen before, without the blanks in it."""
        for run in _runs(self._unseen(text)):
            if run not in self._seen:
                self._seen.add(run)
                yield "".join(run.split()).replace("-", "+").replace("_", "/")

    def _unseen(self, text: str) -> str:
        """The lines of a text that are new; all of it where a run may go over the end of a line."""
        lines = text.split("\n")
        new = [line for line in lines if line not in self._lines]
        self._lines.update(new)
        self._wrapped.update(line for line in new if len(line) >= _WIDTH and _WRAPPED.search(line, len(line) - 61))
        return "\n".join(new) if self._wrapped.isdisjoint(lines) else text


def _runs(text: str) -> list[str]:
    """Runs of letters of base64; a long one goes on in the next line."""
    runs: list[str] = _RUN.findall(text)
    if max(map(len, runs), default=0) < _WIDTH:
        return runs
    runs, end = [], 0
    for line in _LINE.finditer(text):
        if line.start() >= end:
            whole = _LINES.match(text, line.start()) or line
            runs += (*_RUN.findall(text, end, line.start()), whole.group())
            end = whole.end()
    return [*runs, *_RUN.findall(text, end)]


def decoded(letters: str) -> bytes:
    """Base64 whose padding may have been cut off; a letter too many at the end is left out."""
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return a2b_base64(whole + "=" * (-len(whole) % 4))
