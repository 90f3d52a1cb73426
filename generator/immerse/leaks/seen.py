"""Pieces of text that files of a site have in common: searched in the first of them, and not again."""

from __future__ import annotations

from collections.abc import Iterable


class Seen:
    """Pieces that were searched, and in which nothing was found that this client may not say."""

    def __init__(self) -> None:
        self._clean: set[str] = set()
        self._pending: set[str] = set()

    def new(self, pieces: Iterable[str]) -> list[str]:
        """Those that have to be searched, each once."""
        new = [piece for piece in dict.fromkeys(pieces) if piece not in self._clean and piece not in self._pending]
        self._pending.update(new)
        return new

    def settle(self, *, is_clean: bool) -> None:
        """End a file: its pieces need not be searched again if nothing was found in it."""
        if is_clean:
            self._clean |= self._pending
        self._pending = set()
