"""Pieces of text that several files of a site contain: searched once and skipped afterwards."""

from collections.abc import Iterable
from itertools import filterfalse

from immerse.leaks.split_markup import split_markup


class Seen:
    """Pieces of files that contain no word of another client."""

    def __init__(self) -> None:
        self._clean: set[str] = set()
        self._pending: set[str] = set()
        self._shown: dict[str, str] = {}
        """A line of a page, without the `>` and the line break at its end -> what readers see of it."""

    def new(self, pieces: Iterable[str]) -> list[str]:
        """The pieces that have to be searched, without duplicates."""
        new = [piece for piece in dict.fromkeys(pieces) if piece not in self._clean and piece not in self._pending]
        self._pending.update(new)
        return new

    def split(self, html: str) -> tuple[str, list[str]]:
        """(what readers see of a page, those of its tags and comments that have to be searched).

        A tag, unlike a comment, ends before the first line break behind a `>`. So a page without comments is split line
        by line, and each line once: the pages of a site have most of them in common.
        """
        if "<!--" in html or "\0" in html:
            shown, tags = split_markup(html)
            return shown, self.new(tags)
        *lines, last = html.split(">\n")
        new = list(filterfalse(self._shown.__contains__, lines))
        shown, tags = split_markup("".join([*(f"{line}>\n\0" for line in new), last]))
        *parts, end = shown.split("\0")
        self._shown.update(zip(new, parts, strict=True))
        return "".join([*map(self._shown.__getitem__, lines), end]), self.new(tags)

    def settle(self, *, is_clean: bool) -> None:
        """End a file; if it is clean, its pieces are not searched again."""
        if is_clean:
            self._clean |= self._pending
        else:
            self._shown = {}
        self._pending = set()
