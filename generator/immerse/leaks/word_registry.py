"""The words that belong to each client of a workspace."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from immerse.leaks.common_words import CoreWords
from immerse.leaks.containers import pdf_text
from immerse.leaks.owned_word import NAMES, OwnedWord
from immerse.leaks.owned_words import OwnedWords, made_of, read_owned_words
from immerse.leaks.packed_words import packed
from immerse.leaks.patterns import OwnPatterns, Patterns, patterns_of
from immerse.leaks.remembering_searcher import RememberingSearcher
from immerse.leaks.searcher import Hit, Searcher
from immerse.leaks.source_files import SourceFiles
from immerse.loading.layout import client_ids
from immerse.model.identifying import WordKind
from immerse.storage.store import NOTHING_KEPT, Store


class ClientIndex(NamedTuple):
    """The words of one client as a scan needs them; it is stored."""

    patterns: OwnPatterns
    by_setting: dict[str, bytes]
    """Setting -> the keys of its words there that are not private."""
    group: str
    """Empty for none."""
    too_short: tuple[str, ...]
    """Words that are not looked for."""
    read_as_lines: tuple[str, ...]
    """Files that could not be read as YAML."""
    digest: bytes

    @classmethod
    def of(cls, own: OwnedWords) -> Self:
        """The index of a client's words."""
        patterns, settings = patterns_of(own.client, own.words), _by_setting(own.words)
        return cls(patterns, settings, own.group, own.too_short, own.read_as_lines, own.digest)


class WordIndex(NamedTuple):
    """The words of all clients as a scan needs them; it is stored, and a client's words are read when one matches."""

    patterns: Patterns
    clients: dict[str, ClientIndex]
    """Client -> its words, without their patterns."""
    digest: bytes
    """A digest of all words, and of how they are searched for."""

    @classmethod
    def of(cls, clients: Mapping[str, ClientIndex]) -> Self:
        """The index of several clients."""
        patterns = Patterns.of(own.patterns for own in clients.values())
        without = {client: own._replace(patterns={}) for client, own in clients.items()}
        return cls(patterns, without, digest_of(clients.values()))


def digest_of(clients: Iterable[OwnedWords | ClientIndex]) -> bytes:
    """A digest of the words of some clients, and of how they are matched."""
    return hashlib.sha256(b"".join(own.digest for own in clients)).digest()


def _by_setting(words: Iterable[OwnedWord]) -> dict[str, bytes]:
    by_setting: dict[str, list[bytes]] = {}
    for word in words:
        if word.setting and not word.is_private:
            by_setting.setdefault(word.setting, []).append(word.key)
    return {key: b" ".join(keys) for key, keys in by_setting.items()}


class WordRegistry:
    """The words that belong to each client of a workspace, each client's read on first use."""

    def __init__(self, root: Path, store: Store = NOTHING_KEPT) -> None:
        self.root = root
        self.files = SourceFiles(root, store)
        self._store = store
        self._known: dict[str, OwnedWords] = {}
        self._by_rank: dict[tuple[str, int], bytes] = {}
        self.cores: dict[str, bytes] = {}
        """Lesson or playbook -> the key of its words, for those in which a word was allowed."""

    @classmethod
    def of(cls, owned: Mapping[str, OwnedWords]) -> Self:
        """A registry without a workspace, of client -> words."""
        registry = cls(Path())
        registry.clients = tuple(owned)
        registry._known |= owned
        registry.index = WordIndex.of({client: ClientIndex.of(own) for client, own in owned.items()})
        return registry

    @cached_property
    def clients(self) -> tuple[str, ...]:
        """The ids of all clients."""
        return tuple(client_ids(self.root))

    def words_of(self, client: str) -> OwnedWords:
        """The words of a client, read on first use."""
        if client not in self._known:
            sources = self.files.core_digest, *made_of(self.files, client)
            self._known[client] = self._store.kept("owned words", *sources, make=lambda: self._read(client))
        return self._known[client]

    def _read(self, client: str) -> OwnedWords:
        return packed(read_owned_words(self.files, client, self._core, self._store))

    @cached_property
    def _core(self) -> CoreWords:
        sources = filter(None, map(self.files.source, self.files.core))
        return CoreWords(source.decode("utf-8", "replace") for source in sources)

    @cached_property
    def index(self) -> WordIndex:
        """The index of all clients."""
        sources = (part for client in self.clients for part in made_of(self.files, client))
        return self._store.newest("index", self.files.core_digest, *sources, make=self._make_index)

    def _make_index(self) -> WordIndex:
        return WordIndex.of({client: self._index_of(client) for client in self.clients})

    def _index_of(self, client: str) -> ClientIndex:
        own = self.words_of(client)
        return self._store.kept("client index", own.digest, make=lambda: ClientIndex.of(own))

    @cached_property
    def searcher(self) -> Searcher:
        """Searches for the words of every client."""
        return Searcher(self.index.patterns, lambda client, number: self.words_of(client).words[number])

    @cached_property
    def pdf_text(self) -> Callable[[bytes], str]:
        """As `containers.pdf_text`, with a cache of a few files: two checks read each, and both views hold the same."""
        return lru_cache(maxsize=8)(pdf_text)

    @cached_property
    def core_searcher(self) -> RememberingSearcher:
        """Searches for them in the core files, which all clients share."""
        return RememberingSearcher(self.searcher, self._store, self.index.digest)

    def is_common(self, hit: Hit) -> bool:
        """Whether another client has the matched text under the same setting, so that it belongs to neither.

        An id always belongs to one client, even if another begins like it.
        """
        word = hit.word
        if word.is_private or not word.setting or word.kind is WordKind.ID:
            return False
        others = (own for client, own in self.index.clients.items() if client != word.client)
        return any(hit.matched in own.by_setting.get(word.setting, b"") for own in others)

    def may_say(self, client: str, hit: Hit) -> bool:
        """Whether a word is the client's own, or a name of its group.

        A word of two clients belongs to the one whose policy names it.
        """
        word = hit.word
        if word.client == client or hit.matched in self._surely_of(client, word.rank):
            return True
        own = self.index.clients.get(client)
        if own is None or not own.group or word.kind not in NAMES:
            return False
        return own.group == self.index.clients[word.client].group

    def _surely_of(self, client: str, rank: int) -> bytes:
        """The keys of a client's words of a higher rank."""
        if (client, rank) not in self._by_rank:
            words = self.words_of(client).words if client in self.clients else ()
            self._by_rank[client, rank] = b" ".join(word.key for word in words if word.rank > rank)
        return self._by_rank[client, rank]

    def is_of_core(self, hit: Hit) -> bool:
        """Whether the word of an overlay is also in the lesson or playbook that the overlay changes."""
        word = hit.word
        return word.kind is WordKind.TEXT and bool(word.beside) and hit.matched in self._core_of(word.beside)

    def _core_of(self, owner: str) -> bytes:
        if owner not in self.cores:
            self.cores[owner] = self.files.core_words(owner)
        return self.cores[owner]

    def same_cores(self, words: Mapping[str, bytes]) -> bool:
        """Whether these lessons and playbooks still have the same words, so that they allow the same."""
        return all(self._core_of(owner) == key for owner, key in words.items())
