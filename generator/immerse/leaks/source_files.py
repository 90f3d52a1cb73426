"""The source files that are scanned for words of clients, and from which these are read."""

import hashlib
import re
from collections.abc import Iterable
from functools import cached_property
from html import unescape
from pathlib import Path

from immerse.leaks.folded_text import key_of
from immerse.leaks.split_markup import split_markup
from immerse.loading.custom_settings import SETTINGS_FILE
from immerse.loading.files import read_file
from immerse.loading.layout import CURRICULUM, PLAYBOOKS
from immerse.loading.plain_values import PlainValue, plain_values
from immerse.loading.policy_layers import DEFAULTS
from immerse.loading.strict_yaml import MAX_BYTES
from immerse.problems import Problem
from immerse.storage.store import NOTHING_KEPT, Store

BREAK = "\n \u01c2 \n"
"""Separates two texts: a letter that no word contains, so that no word is found across it."""

_ESCAPED = re.compile(rb"\\[A-Za-z0-9\r\n]|''")
"""An escape of YAML: of a letter, of an apostrophe, of a line break."""
_ID = re.compile(rb"id(?=\W{1,9}([\w-]+))")


class SourceFiles:
    """The files of a workspace, each read once; `store` keeps their values."""

    def __init__(self, root: Path, store: Store = NOTHING_KEPT) -> None:
        self._root = root
        self._store = store
        self._values: dict[str, list[PlainValue] | None] = {}
        self._read: dict[str, tuple[bytes | None, tuple[Problem, ...]]] = {}
        self._texts: dict[str, list[PlainValue]] = {}
        self._typed: dict[str, str | None] = {}

    @cached_property
    def core(self) -> list[str]:
        """The files with published texts that all clients share."""
        shared = [
            path.relative_to(self._root).as_posix()
            for folder in (CURRICULUM, PLAYBOOKS)
            for path in sorted((self._root / folder).rglob("*.yml"))
        ]
        return [*shared, DEFAULTS, SETTINGS_FILE]

    def source(self, path: str) -> bytes | None:
        """The bytes of a file; None if it cannot be read, which is reported elsewhere."""
        return self._file(path)[0]

    def is_readable(self, path: str) -> bool:
        """Whether a file can be read or does not exist."""
        return not self._file(path)[1]

    def _file(self, path: str) -> tuple[bytes | None, tuple[Problem, ...]]:
        if path not in self._read:
            self._read[path] = read_file(self._root, path, MAX_BYTES)
        return self._read[path]

    @cached_property
    def core_digest(self) -> bytes:
        """A digest of the core files' bytes."""
        return self.digest_of(self.core)

    def digest_of(self, paths: Iterable[str]) -> bytes:
        """A digest of the bytes of files, as they were when each was read first."""
        digest = hashlib.sha256()
        for path in paths:
            source = self.source(path) or b""
            digest.update(b"%d " % len(source))
            digest.update(source)
        return digest.digest()

    def texts(self, path: str) -> list[PlainValue]:
        """The texts of a file; none if it cannot be read."""
        if path not in self._texts:
            self._texts[path] = self._drawn(path) if path.endswith(".svg") else self.values(path) or []
        return self._texts[path]

    def typed(self, path: str) -> str | None:
        """The source of a file as one text; None where its texts may have words that the source does not."""
        if path not in self._typed:
            source = self.source(path) or b""
            has_others = path.endswith(".svg") or _ESCAPED.search(source)
            self._typed[path] = None if has_others else as_shown(source.decode("utf-8", "replace"))
        return self._typed[path]

    def values(self, path: str) -> list[PlainValue] | None:
        """The values of a YAML file; None if it cannot be read as YAML."""
        if path not in self._values:
            source = self.source(path) or b""
            self._values[path] = self._store.kept("plain values", source, make=lambda: plain_values(source))
        return self._values[path]

    def _drawn(self, path: str) -> list[PlainValue]:
        drawing = (self.source(path) or b"").decode("utf-8", "replace")
        shown, tags = split_markup(drawing)
        return [PlainValue((), BREAK.join([shown, *tags]), 1, 1)]

    def core_words(self, owner: str) -> bytes:
        """The folded words of the core files that contain the lesson or playbook with this id."""
        words = b""
        for path, ids in self._ids.items():
            texts = self.texts(path) if owner.encode() in ids else []
            if any(text.keys[-1:] == ("id",) and text.text == owner for text in texts):
                words += key_of(BREAK.join(text.text for text in texts))
        return words

    @cached_property
    def _ids(self) -> dict[str, frozenset[bytes]]:
        """Core file -> what stands behind the letters `id` in it, among which are its ids."""
        return {path: frozenset(_ID.findall(self.source(path) or b"")) for path in self.core}


def as_shown(text: str) -> str:
    """The text, followed by its visible form if the two differ."""
    shown = unescape(text) if "&" in text else text
    return text if shown == text else f"{text}{BREAK}{shown}"
