"""What a client's site must never say: the names, people, accounts, addresses and sentences of the other clients.

Reads folders that a build otherwise never opens, and for this alone. Never fails on another client's bad YAML: such a
file is read line by line, and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from immerse.loading.custom_settings import SETTINGS_FILE
from immerse.loading.files import read_file
from immerse.loading.located import YamlMapping, YamlSequence
from immerse.loading.policy_layers import CORE, DEFAULTS, core_source
from immerse.loading.strict_yaml import MAX_BYTES, read_kept
from immerse.loading.workspace import CLIENTS, CURRICULUM, PLAYBOOKS, client_ids
from immerse.model.policy.stand_ins import is_placeholder
from immerse.model.text import Text

SHORTEST = 4
"""Characters below which a value would be found everywhere."""
SENTENCE = 20
"""A text of this many characters or more belongs to whoever wrote it,"""
PHRASE = 4
"""if it has this many words: three plain words ("communications duty officer") also meet by chance in a table's row."""

_FILES = ("policy.yml", "overlay.yml")

_NAMES = re.compile(
    r"client\.(id|name|brands\.name)|centre\.channels\.(account|mailbox)|.*\.(person|phone|canary|canaries|e?mail)"
)
"""Settings whose value names somebody or something, however short."""
_PEOPLE = re.compile(r"centre\.(listening|vendors)\.(contact|deputy)")
"""Settings that may hold a person's name, or only an office."""
_PERSON = re.compile(r"(?:[^\W\d_][\w'’.-]*\s+)+[^\W\d_][\w'’.-]*")

_ANYWHERE = (
    re.compile(r"https?://[^\s<>()\"'\]]+"),
    re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?<![\w@])@[A-Za-z0-9_.]{3,}"),
    re.compile(r"(?<![\w-])(?:\+|0)[0-9][0-9 ()-]{5,}[0-9]"),
    re.compile(r"\bzq[0-9a-f]{16}qz\b"),
)
"""Addresses, e-mails, accounts, telephone numbers, and canary words in whatever text they stand."""

_CUT = re.compile(r"\{\{[^{}\n]*\}\}|[\n*_`|\[\]()<>#]+|(?<=[.!?;:])\s+")
"""Where a text is cut: rendering changes what stands there, so nothing would be found across it."""


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """What to scan a finished site for."""

    by_client: dict[str, tuple[str, ...]]
    """Other client -> its words, without those that this client or the core says itself."""
    own: tuple[str, ...]
    """What this client and the core say: all texts of their files, one a file."""
    too_short: dict[str, tuple[str, ...]]
    """Other client -> its words that are too short to look for."""
    read_as_lines: tuple[str, ...]
    """Files of other clients that are not valid YAML, or could not be read at all."""


def load_foreign_words(root: Path, client_id: str) -> ForeignWords:
    """The words of every other client of the workspace; empty for a workspace with one client."""
    own = _own(root, client_id)
    by_client: dict[str, tuple[str, ...]] = {}
    too_short: dict[str, tuple[str, ...]] = {}
    broken: list[str] = []
    theirs: dict[str, dict[str, None]] = {}
    for other in client_ids(root):
        if other == client_id:
            continue
        words = theirs[other] = {other: None}
        for name in _FILES:
            found, whole = _words_of_file(root, f"{CLIENTS}/{other}/{name}")
            words |= dict.fromkeys(found)
            if not whole:
                broken.append(f"{CLIENTS}/{other}/{name}")
    said = _Said(own, chain.from_iterable(theirs.values()))
    for other, words in theirs.items():
        foreign = [word for word in words if word not in said]
        by_client[other] = tuple(sorted(word for word in foreign if len(word) >= SHORTEST))
        if short := tuple(sorted(word for word in foreign if len(word) < SHORTEST)):
            too_short[other] = short
    return ForeignWords(by_client, own, too_short, tuple(broken))


class _Heard(NamedTuple):
    """One text in a form that is quickly searched."""

    words: tuple[str, ...]
    running: str
    """Its words in order, one blank between them and at both ends."""


@lru_cache(maxsize=4096)
def _hear(text: str) -> _Heard:
    words = tuple(_tokens(text))
    return _Heard(words, f" {' '.join(words)} ")


class _Said:
    """All that this client and the core say, for a quick answer to whether one of the texts in question is among it."""

    def __init__(self, texts: Iterable[str], asked: Iterable[str]) -> None:
        heard = [_hear(text) for text in texts]
        wanted = set(chain.from_iterable(_marks(text) for text in asked))
        marks = (wanted.intersection(chain(text.words, pairwise(text.words))) for text in heard)
        self._marks = set[Mark]().union(*marks)
        self._running = "".join(text.running for text in heard)

    def __contains__(self, text: str) -> bool:
        # Nearly every foreign text has two words in a row that nobody here says; only the rest are worth a search.
        if not self._marks.issuperset(_marks(text)):
            return False
        words = _tokens(text)
        return len(words) < 2 or f" {' '.join(words)} " in self._running


Mark = str | tuple[str, str]


def _marks(text: str) -> list[Mark]:
    """The pairs of words that follow each other in a text; the word of a text that has only one."""
    words = _tokens(text)
    return [*pairwise(words)] if len(words) > 1 else [*words]


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _own(root: Path, client_id: str) -> tuple[str, ...]:
    """The values (not the comments) of the core's files and of this client's, one text a file."""
    texts = ["\n".join(_texts_of(core_source(), CORE)[0])]
    shared = [*_under(root, CURRICULUM), *_under(root, PLAYBOOKS), DEFAULTS, SETTINGS_FILE]
    sources = [*shared, *_under(root, f"{CLIENTS}/{client_id}")]
    for path in sources:
        source, _ = read_file(root, path, MAX_BYTES)
        if source is not None:
            texts.append("\n".join(_texts_of(source, path)[0]))
    return tuple(texts)


def _under(root: Path, folder: str) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in (root / folder).rglob("*.yml"))


@lru_cache(maxsize=4096)
def _texts_of(source: bytes, path: str) -> tuple[tuple[str, ...], bool]:
    """The texts of a file, and whether it could be read as YAML; an unreadable one says nothing here."""
    value, problems = read_kept(source, path)
    return tuple(text for _, text in _scalars(value)), not problems


@lru_cache(maxsize=4096)
def _words_in(source: bytes, path: str) -> tuple[tuple[str, ...], bool]:
    """The words of a file of another client, and whether it could be read as YAML."""
    value, problems = read_kept(source, path)
    scalars = [(key, text) for key, text in _scalars(value) if not is_placeholder(text)]
    if problems:
        scalars += _lines(source)
    return tuple(dict.fromkeys(word for key, text in scalars for word in _words(key, text))), not problems


def _words_of_file(root: Path, path: str) -> tuple[tuple[str, ...], bool]:
    source, problems = read_file(root, path, MAX_BYTES)
    if source is None:
        return (), not problems
    return _words_in(source, path)


def _scalars(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text below `value`, with its keys joined by points."""
    if isinstance(value, YamlMapping):
        for name, item in value.items():
            yield from _scalars(item, f"{key}.{name}" if key else str(name))
    elif isinstance(value, YamlSequence):
        for item in value:
            yield from _scalars(item, key)
    elif isinstance(value, Text):
        yield key, str(value)


_START = re.compile(r"\s*(?:-\s+)*(?:[\w-]+\s*:)?")
_FIELD = re.compile(r"\b(?:id|name|person|account|mailbox|e?mail|phone)\s*:\s*([^,{}\[\]\n#]+)")


def _lines(source: bytes) -> Iterator[tuple[str, str]]:
    """What a broken file says, line by line; every name and id in it counts, since nobody knows whose they are."""
    for line in filter(str.strip, source.decode("utf-8", "replace").splitlines()):
        yield "", line.strip()
        yield "", _START.sub("", line, count=1).strip().strip("\"'")
        for field in _FIELD.findall(line):
            yield "client.name", field.strip().strip("\"'")


def _words(key: str, text: str) -> Iterator[str]:
    """The words of one text that would betray its client."""
    if _NAMES.fullmatch(key) or (_PEOPLE.fullmatch(key) and _is_person(text)):
        yield text.strip()
    for pattern in _ANYWHERE:
        yield from (match.rstrip(".,;:") for match in pattern.findall(text))
    if len(text.strip()) >= SENTENCE:
        for piece in _CUT.split(text):
            if piece and len(piece.strip()) >= SENTENCE and len(piece.split()) >= PHRASE:
                yield re.sub(r"\s+", " ", piece.strip())


def _is_person(text: str) -> bool:
    return bool(_PERSON.fullmatch(text.strip())) and all(word[0].isupper() for word in text.split())
