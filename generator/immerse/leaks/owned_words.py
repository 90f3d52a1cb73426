"""The words of one client, read from its folder even if files in it are broken."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from immerse.leaks.common_words import CoreWords, is_frequent
from immerse.leaks.extraction import FileWords, words_of_file
from immerse.leaks.folded_text import key_tokens
from immerse.leaks.owned_word import NAMES, OwnedWord, WordMatching
from immerse.leaks.source_files import SourceFiles
from immerse.loading.layout import CLIENTS, WORD_FILES
from immerse.model.identifying import WordKind
from immerse.problems import Location
from immerse.storage.store import NOTHING_KEPT, Store

_MAY_BE_COMMON = NAMES | {WordKind.ACCOUNT, WordKind.CONFIDENTIAL}
"""Kinds of words that may be everyday words, or words of the core."""


@dataclass(frozen=True)
class OwnedWords:
    """The words that belong to one client."""

    client: str
    group: str
    """Clients of one group may say each other's names; empty for none."""
    words: Sequence[OwnedWord]
    too_short: tuple[str, ...]
    """Words that are not looked for, because they would be found everywhere."""
    read_as_lines: tuple[str, ...]
    """Its files that could not be read, or not as YAML."""

    @cached_property
    def digest(self) -> bytes:
        """A digest of its words, and of how they are matched."""
        digest = hashlib.sha256(repr((self.client, self.group, self.too_short, self.read_as_lines)).encode())
        for word in self.words:
            facts = (word.kind, word.shown, word.matching, word.setting, word.beside, word.is_named, word.is_private)
            digest.update(repr(facts).encode())
        return digest.digest()


def read_owned_words(files: SourceFiles, client: str, core: CoreWords, store: Store = NOTHING_KEPT) -> OwnedWords:
    """Read the words of a client; `core` knows which names are words of the core. Never fails on a broken file.

    The store keeps the words of each file by its bytes.
    """
    place = Location(f"{CLIENTS}/{client}")
    words = [OwnedWord(client, WordKind.ID, client, setting="client.id", place=place, is_named=True)]
    broken: list[str] = []
    group = ""
    for path in _files_of(client):
        owned = _kept_words(files, path, client, store)
        words += owned.words
        group = owned.group or group
        if not (owned.is_whole and files.is_readable(path)):
            broken.append(path)
    return OwnedWords(client, group, *looked_for(words, core), tuple(broken))


def made_of(files: SourceFiles, client: str) -> tuple[bytes, ...]:
    """The inputs, besides the core files, on which a client's words depend."""
    whole = bytes(map(files.is_readable, _files_of(client)))
    return client.encode(), whole, *(files.source(path) or b"" for path in _files_of(client))


def _files_of(client: str) -> tuple[str, ...]:
    return tuple(f"{CLIENTS}/{client}/{name}" for name in WORD_FILES)


def _kept_words(files: SourceFiles, path: str, client: str, store: Store) -> FileWords:
    made_of = (client.encode(), path.encode(), files.source(path) or b"")
    return store.kept("words of file", *made_of, make=lambda: words_of_file(files, path, client))


def looked_for(words: Iterable[OwnedWord], core: CoreWords) -> tuple[tuple[OwnedWord, ...], tuple[str, ...]]:
    """(each word once with how it is matched, the words that are too short to be matched)."""
    searched, too_short = [], set()
    for word in _each_once(words):
        matching = _matching_of(word, core)
        if matching is None:
            too_short.add(word.shown)
        else:
            searched.append(word if word.matching is matching else replace(word, matching=matching))
    spelt_freely = (word for word in searched if word.matching is WordMatching.ANY_SPELLING)
    matched = {word.key for word in spelt_freely if word.kind is not WordKind.ID}
    # A name is found wherever the id is that was made from it.
    words = (word for word in searched if word.kind is not WordKind.ID or word.key not in matched)
    return tuple(words), tuple(sorted(too_short))


def _each_once(words: Iterable[OwnedWord]) -> list[OwnedWord]:
    """The words without duplicates; a word that is private in one place is private."""
    by_key: dict[tuple[bytes, str], OwnedWord] = {}
    for word in words:
        before = by_key.setdefault((word.key, word.setting if not word.is_private else ""), word)
        if word.is_private and not before.is_private:
            by_key[word.key, ""] = word
    private = {word.key for word in by_key.values() if word.is_private}
    return [word for word in by_key.values() if word.is_private or word.key not in private]


def _matching_of(word: OwnedWord, core: CoreWords) -> WordMatching | None:
    """The way in which a word is matched; None if it is too short."""
    if word.kind not in _MAY_BE_COMMON:
        return None if word.is_too_short else WordMatching.ANY_SPELLING
    is_one_word = len(key_tokens(word.shown)) == 1
    if core.use(word.shown) or (is_one_word and is_frequent(word.shown)):
        # An id is written in small letters, like the everyday word: the two are indistinguishable.
        return WordMatching.EVERYDAY if word.kind is not WordKind.ID and len(word.shown) > 1 else None
    if word.is_too_short:
        return WordMatching.EVERYDAY if len(word.shown) > 1 and word.kind is not WordKind.ID else None
    return WordMatching.AS_WRITTEN if is_frequent(word.shown) else WordMatching.ANY_SPELLING
