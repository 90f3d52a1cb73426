"""Pieces of text that several files of a site contain: searched once and skipped afterwards."""

from __future__ import annotations

from collections.abc import Iterable


class Seen:
    """Pieces of files that contain no word of another client."""

    def __init__(self) -> None:
        self._clean: set[str] = set()
        self._pending: set[str] = set()

    def new(self, pieces: Iterable[str]) -> list[str]:
        """The pieces that have to be searched, without duplicates."""
        new = [piece for piece in dict.fromkeys(pieces) if piece not in self._clean and piece not in self._pending]
        self._pending.update(new)
        return new

    def settle(self, *, is_clean: bool) -> None:
        """End a file; if it is clean, its pieces are not searched again."""
        if is_clean:
            self._clean |= self._pending
        self._pending = set()
