"""What belongs to a client: read from its folder, whole or broken, for no other purpose."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from immerse.leaks.everyday import CoreWords, is_frequent
from immerse.leaks.folding import key_tokens
from immerse.leaks.source_files import SourceFiles
from immerse.leaks.words import PHRASE, PRIVATE, Kind, Manner, Word
from immerse.loading.plain_values import PlainValue
from immerse.loading.workspace import CLIENTS
from immerse.model.policy.registry import SETTINGS
from immerse.model.policy.stand_ins import is_placeholder
from immerse.problems import Location
from immerse.store import NOTHING_KEPT, Store

_FILES = ("policy.yml", "overlay.yml", "signers.yml")
_HIDDEN = frozenset(tuple(key.split(".")) for key, setting in SETTINGS.items() if setting.shown == "never")
_NAMED = (
    (re.compile(r"client\.id"), Kind.ID),
    (re.compile(r"client\.name"), Kind.NAME),
    (re.compile(r"client\.brands\..*\bname"), Kind.BRAND),
    (re.compile(r"centre\.channels\..*\baccount"), Kind.ACCOUNT),
    (re.compile(r"(?:.*\.)?(?:mailbox|e?mail)"), Kind.MAILBOX),
    (re.compile(r"(?:.*\.)?person"), Kind.PERSON),
    (re.compile(r"(?:.*\.)?phone"), Kind.NUMBER),
    (re.compile(r"(?:.*\.)?canar(?:y|ies\.\d+)"), Kind.CANARY),
)
"""Keys whose value names somebody or something, however short."""
_LAST = frozenset(
    {
        "id",
        "name",
        "account",
        "mailbox",
        "mail",
        "email",
        "e-mail",
        "person",
        "phone",
        "canary",
        "contact",
        "deputy",
        "",
    }
)
"""How these keys, and those of people, end; empty for an entry of a list."""
_GROUP = ("client", "group")
_MAY_HOLD = re.compile(r"://|@|\d{2}|qz\b")
_PEOPLE = re.compile(r"centre\.(?:listening|vendors)\..*\b(?:contact|deputy)")
"""Keys whose value may be a person's name, or only an office."""
_PERSON = re.compile(r"(?:[^\W\d_][\w'’.-]*\s+)+[^\W\d_][\w'’.-]*")
_ANYWHERE = (
    ("://", re.compile(r"https?://[^\s<>()\"'\]]+"), Kind.ADDRESS),
    ("@", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"), Kind.MAILBOX),
    ("@", re.compile(r"(?<![\w@])@[A-Za-z0-9_.]{3,}"), Kind.ACCOUNT),
    ("", re.compile(r"(?<![\w-])(?:\+|0)[0-9][0-9 ()-]{5,}[0-9]"), Kind.NUMBER),
    ("zq", re.compile(r"\bzq[0-9a-f]{16}qz\b"), Kind.CANARY),
)
"""Addresses, e-mails, accounts, telephone numbers, and canary words in whatever text they stand, each with what it
cannot be without."""
_CUT = re.compile(r"\{\{[^{}\n]*\}\}|\]\([^()\s]*\)|[|<>]+|\n\s*(?:\n|#|[-*+]\s|\d{1,9}[.)]\s)|(?<=[.!?;:])\s+")
"""Where a text is cut: something else stands there on the page, or a new thought begins. A line break is a blank."""


@dataclass(frozen=True)
class Holdings:
    """What belongs to one client."""

    client: str
    group: str
    """Clients of one group may say each other's names; empty for none."""
    words: Sequence[Word]
    too_short: tuple[str, ...]
    """Words that would be found everywhere, and are not looked for."""
    read_as_lines: tuple[str, ...]
    """Its files that are no YAML that can be read, or that could not be read at all."""

    @cached_property
    def digest(self) -> bytes:
        """Of its words, and of how they are looked for."""
        digest = hashlib.sha256(repr((self.client, self.group, self.too_short, self.read_as_lines)).encode())
        for word in self.words:
            said = (word.kind, word.shown, word.manner, word.setting, word.beside, word.is_named, word.is_private)
            digest.update(repr(said).encode())
        return digest.digest()


class FileWords(NamedTuple):
    """What one file of a client says that belongs to it."""

    words: tuple[Word, ...]
    group: str
    """The group of the client that the file names; empty for none."""
    is_whole: bool
    """Whether it could be read as YAML."""


def read_holdings(files: SourceFiles, client: str, core: CoreWords, store: Store = NOTHING_KEPT) -> Holdings:
    """What belongs to a client; `core` says which names are words of the core. Never fails on a broken file.

    The store keeps the words of each file by its bytes.
    """
    words: list[Word] = [
        Word(client, Kind.ID, client, setting="client.id", place=Location(f"{CLIENTS}/{client}"), is_named=True)
    ]
    broken: list[str] = []
    group = ""
    for path in _files_of(client):
        found = _kept_words(files, path, client, store)
        words += found.words
        group = found.group or group
        if not (found.is_whole and files.is_readable(path)):
            broken.append(path)
    once = _each_once(words)
    return Holdings(client, group, *_looked_for(once, _manners(once, core)), tuple(broken))


def made_of(files: SourceFiles, client: str) -> tuple[bytes, ...]:
    """What a client's holdings are made of, beside the core."""
    whole = bytes(map(files.is_readable, _files_of(client)))
    return client.encode(), whole, *(files.source(path) or b"" for path in _files_of(client))


def _files_of(client: str) -> tuple[str, ...]:
    return tuple(f"{CLIENTS}/{client}/{name}" for name in _FILES)


def _kept_words(files: SourceFiles, path: str, client: str, store: Store) -> FileWords:
    made_of = (client.encode(), path.encode(), files.source(path) or b"")
    return store.kept("words of file", *made_of, make=lambda: _words_of_file(files, path, client))


def looked_for(words: Iterable[Word], core: CoreWords) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """The words, each once with the manner in which it is looked for, and those that cannot be."""
    once = _each_once(words)
    return _looked_for(once, _manners(once, core))


def _manners(words: Iterable[Word], core: CoreWords) -> tuple[Manner | None, ...]:
    return tuple(_manner(word, core) for word in words)


def _looked_for(words: Iterable[Word], manners: Iterable[Manner | None]) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    kept, too_short = [], set()
    for word, manner in zip(words, manners, strict=True):
        if manner is None:
            too_short.add(word.shown)
        else:
            kept.append(word if word.manner is manner else replace(word, manner=manner))
    anyhow = {word.key for word in kept if word.manner is Manner.ANYHOW and word.kind is not Kind.ID}
    # The name is found wherever the id is that was made of it.
    return tuple(word for word in kept if word.kind is not Kind.ID or word.key not in anyhow), tuple(sorted(too_short))


def _each_once(words: Iterable[Word]) -> list[Word]:
    """The words, each once; one that is private anywhere is private."""
    kept: dict[tuple[bytes, str], Word] = {}
    for word in words:
        before = kept.setdefault((word.key, word.setting if not word.is_private else ""), word)
        if word.is_private and not before.is_private:
            kept[word.key, ""] = word
    private = {word.key for word in kept.values() if word.is_private}
    return [word for word in kept.values() if word.is_private or word.key not in private]


def _manner(word: Word, core: CoreWords) -> Manner | None:
    """How a word is looked for; None where it cannot be."""
    if word.kind in (Kind.TEXT, Kind.NUMBER, Kind.MAILBOX, Kind.ADDRESS, Kind.CANARY, Kind.PERSON, Kind.KEY):
        return None if word.is_too_short else Manner.ANYHOW
    is_one_word = len(key_tokens(word.shown)) == 1
    if core.use(word.shown) or (is_one_word and is_frequent(word.shown)):
        # An id is written in small letters, as the everyday word is: nobody can tell the two apart.
        return Manner.EVERYDAY if word.kind is not Kind.ID and len(word.shown) > 1 else None
    if word.is_too_short:
        return Manner.EVERYDAY if len(word.shown) > 1 and word.kind is not Kind.ID else None
    return Manner.AS_WRITTEN if is_frequent(word.shown) else Manner.ANYHOW


def _words_of_file(files: SourceFiles, path: str, client: str) -> FileWords:
    """The words of one file; they depend on its bytes, its path and the client's id alone."""
    values = files.values(path)
    if values is None:
        return FileWords(tuple(_of_lines(files.source(path) or b"", path, client)), "", False)
    if path.endswith("/signers.yml"):
        return FileWords(tuple(_keys_of(values, path, client)), "", True)
    in_policy = path.endswith("/policy.yml")
    stand_ins = {value.text for value in values if value.keys[0] == "stand_ins"}
    employers = {value.keys[:-1]: value.text for value in values if value.keys[-1] == "employer"}
    targets = {value.keys[:-1]: value.text for value in values if value.keys[-1] in ("to", "target")}
    words: list[Word] = []
    for value in values:
        found = list(_words_of(value, in_policy, client, path))
        if not found or value.keys[0] == "stand_ins" or is_placeholder(value.text) or _is_listed(value.keys, stand_ins):
            continue
        if employers.get(value.keys[:-1]) == "client":
            found = [replace(word, is_private=True) if word.kind is Kind.PERSON else word for word in found]
        if owner := targets.get(value.keys[:-1], "").partition("/")[0]:
            found = [replace(word, beside=owner) for word in found]
        words += found
    return FileWords(tuple(words), _group_in(values, stand_ins), True)


def _keys_of(values: Iterable[PlainValue], path: str, client: str) -> Iterator[Word]:
    """The keys of its own people; somebody of the agency may sign for several clients with one."""
    found = list(values)
    own = {value.keys[:-1] for value in found if value.keys[-1] == "employer" and value.text == "client"}
    for value in found:
        if value.keys[-1] == "key" and value.keys[:-1] in own:
            place = Location(path, value.line, value.column)
            yield Word(client, Kind.KEY, value.text, place=place, is_named=True, is_private=True)


def _group_in(values: Iterable[PlainValue], stand_ins: set[str]) -> str:
    group = ""
    for value in values:
        if value.keys == _GROUP and not is_placeholder(value.text) and not _is_listed(value.keys, stand_ins):
            group = value.text
    return group


def _is_listed(keys: tuple[str, ...], stand_ins: set[str]) -> bool:
    return bool(stand_ins) and any(".".join(keys[:end]) in stand_ins for end in range(1, len(keys) + 1))


def _words_of(value: PlainValue, in_policy: bool, client: str, path: str) -> Iterator[Word]:
    """The words of one value that belong to its client."""
    keys = value.keys if in_policy else ()
    is_hidden = keys[:2] in _HIDDEN
    if keys == _GROUP or not (is_hidden or _may_be_named(keys) or _may_hold(value.text)):
        return
    setting = ".".join(keys[:2])
    place = Location(path, value.line, value.column)
    for kind, shown, is_named in _found_in(".".join(keys), value.text, is_hidden):
        is_private = kind in PRIVATE or is_hidden or (kind is Kind.NUMBER and setting == "escalation.contacts")
        yield Word(client, kind, shown, setting=setting, place=place, is_named=is_named, is_private=is_private)


def _may_be_named(keys: tuple[str, ...]) -> bool:
    """Whether a key may say what its value is."""
    return bool(keys) and keys[-1].rstrip("0123456789") in _LAST


def _may_hold(text: str) -> bool:
    """Whether a text may hold an address, a number, or as many words as belong together."""
    return len(text) >= 2 * PHRASE - 1 or bool(_MAY_HOLD.search(text))


def _found_in(key: str, text: str, is_hidden: bool) -> Iterator[tuple[Kind, str, bool]]:
    """(what it is, the word, whether the key says so)."""
    bare = text.strip()
    for pattern, kind in _NAMED if _may_be_named((key.rpartition(".")[2],)) else ():
        if pattern.fullmatch(key):
            yield kind, bare, True
            return
    if _PEOPLE.fullmatch(key) and _is_person(bare):
        yield Kind.PERSON, bare, True
    if _MAY_HOLD.search(text):
        for needed, pattern, kind in _ANYWHERE:
            for match in pattern.findall(text) if needed in text else ():
                yield kind, match.rstrip(".,;:"), False
    blanks = len(bare.split())
    if is_hidden and 2 <= blanks < PHRASE:
        yield Kind.CONFIDENTIAL, bare, True
    for piece in _CUT.split(text) if blanks >= PHRASE else ():
        words = piece.split()
        if len(words) >= PHRASE and sum(any(map(str.isalnum, word)) for word in words) >= PHRASE:
            yield Kind.TEXT, " ".join(words), False


def _is_person(text: str) -> bool:
    return bool(_PERSON.fullmatch(text)) and all(word[0].isupper() for word in text.split())


_START = re.compile(r"\s*(?:-\s+)*(?:[\w-]+\s*:)?")
_FIELD = re.compile(r"\b(id|name|person|account|mailbox|e?mail|phone)\s*:\s*([^,{}\[\]\n#]+)")
_FIELDS = {"id": Kind.NAME, "account": Kind.ACCOUNT, "person": Kind.PERSON, "phone": Kind.NUMBER, "name": Kind.NAME}


def _of_lines(source: bytes, path: str, client: str) -> Iterator[Word]:
    """What a broken file says, line by line; every name and id in it counts, since nobody knows whose they are."""
    for number, line in enumerate(source.decode("utf-8", "replace").splitlines(), 1):
        place = Location(path, number)
        bare = _START.sub("", line, count=1).strip().strip("\"'")
        for kind, shown, _ in _found_in("", bare, is_hidden=False):
            yield Word(client, kind, shown, place=place, is_private=True)
        for key, field in _FIELD.findall(line):
            yield Word(client, _FIELDS.get(key, Kind.MAILBOX), field.strip().strip("\"'"), place=place, is_private=True)
