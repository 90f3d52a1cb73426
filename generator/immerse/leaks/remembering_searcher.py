"""A searcher with a cache: files that all clients share are searched once, and those without a match not again."""

import hashlib
from collections.abc import Iterator

from immerse.leaks.searcher import Hit, Searcher
from immerse.storage.store import Store


class RememberingSearcher:
    """Searches for the words of every client, and remembers the hits in each text."""

    def __init__(self, searcher: Searcher, store: Store, words: bytes) -> None:
        """`store` keeps which texts contain none of the words; `words` is a digest of these."""
        self._searcher = searcher
        self._store = store
        self._words = words
        self._found: dict[tuple[bool, str], tuple[Hit, ...]] = {}
        self._silent: frozenset[bytes] = store.get("silent texts", words) or frozenset()
        self._silent_now: set[bytes] = set()
        self._has_news = False

    def hits(self, text: str, *, but: str = "", wrapped: bool = False) -> Iterator[Hit]:
        """As `Searcher.hits`."""
        if (hits := self._found.get((wrapped, text))) is None:
            digest = hashlib.sha256(b"%d" % wrapped + text.encode("utf-8", "surrogatepass")).digest()
            is_silent = digest in self._silent
            hits = self._found[wrapped, text] = () if is_silent else tuple(self._searcher.hits(text, wrapped=wrapped))
            if not hits:
                self._silent_now.add(digest)
                if not (is_silent or self._has_news):
                    self._has_news = True
                    self._store.put_later("silent texts", self._words, value=lambda: frozenset(self._silent_now))
        return (hit for hit in hits if hit.word.client != but)
