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
        self._found: dict[bytes, tuple[Hit, ...]] = {}
        self._silent: frozenset[bytes] = store.get("silent texts", words) or frozenset()
        self._has_news = False

    def hits(self, text: str, *, but: str = "", wrapped: bool = False) -> Iterator[Hit]:
        """As `Searcher.hits`."""
        digest = hashlib.sha256(b"%d" % wrapped + text.encode("utf-8", "surrogatepass")).digest()
        if digest not in self._found:
            is_silent = digest in self._silent
            hits = self._found[digest] = () if is_silent else tuple(self._searcher.hits(text, wrapped=wrapped))
            if not (is_silent or hits or self._has_news):
                self._has_news = True
                self._store.put_later("silent texts", self._words, value=self._silent_now)
        return (hit for hit in self._found[digest] if hit.word.client != but)

    def _silent_now(self) -> frozenset[bytes]:
        return frozenset(digest for digest, hits in self._found.items() if not hits)
