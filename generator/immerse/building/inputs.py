"""The inputs of a client's site as one digest: files, and the words of other clients that it must not contain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from immerse.loading.digests import SharedFiles, client_digest
from immerse.loading.layout import CLIENTS, WORD_FILES, client_ids
from immerse.model.made_of import MadeOf
from immerse.storage.store import Store

if TYPE_CHECKING:
    from immerse.leaks.word_registry import WordRegistry


class Inputs:
    """The inputs of a workspace at one moment, by the bytes of its files."""

    def __init__(self, root: Path, store: Store, registry: Callable[[], WordRegistry]) -> None:
        """`registry` returns the registry of words whose readings of the clients' files count."""
        self.root = root
        self._store = store
        self._registry = registry
        self._own: dict[str, bytes] = {}
        """Client -> the digest of its folder, at its first use."""
        self._known: dict[str, bytes] = {}
        """Client -> the digest of its site's inputs, at its first use."""

    def of(self, client: str) -> bytes:
        """The digest of the inputs of one client's site.

        Raises:
            OSError: a file cannot be read.
        """
        if client not in self._known:
            files = self._shared.core + self._own_digest(client)
            self._known[client] = hashlib.sha256(files + self._words_of_others(client)).digest()
        return self._known[client]

    def made_of(self, client: str) -> MadeOf:
        """The files of one client's edition.

        Raises:
            OSError: a file cannot be read.
        """
        return self._shared.made_of(self._own_digest(client))

    def _own_digest(self, client: str) -> bytes:
        if client not in self._own:
            self._own[client] = client_digest(self.root, client)
        return self._own[client]

    @cached_property
    def _shared(self) -> SharedFiles:
        return SharedFiles.of(self.root)

    def _words_of_others(self, client: str) -> bytes:
        """A digest of other clients' words; it stays the same when anything else in their files changes.

        It is that of the bytes that the registry read, because a site is searched for the words in them: a file saved
        since then has another digest when the inputs are compared after the build.
        """
        ids = [id for id in client_ids(self.root) if id != client]
        written = self._registry().files.digest_of(f"{CLIENTS}/{id}/{name}" for id in ids for name in WORD_FILES)
        known = (self._shared.core, client.encode(), " ".join(ids).encode(), written)
        return self._store.kept("words of others", *known, make=lambda: self._digest_of_words(ids))

    def _digest_of_words(self, clients: list[str]) -> bytes:
        from immerse.leaks.word_registry import digest_of

        return digest_of(map(self._registry().words_of, clients))
