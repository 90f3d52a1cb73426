"""Extracts a client's words from the values of its files, or from the lines of a file that is not valid YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from immerse.leaks.owned_word import PRIVATE, OwnedWord, WordKind
from immerse.leaks.source_files import SourceFiles
from immerse.loading.plain_values import PlainValue
from immerse.model.bounds import PHRASE
from immerse.model.policy.registry import SETTINGS
from immerse.model.policy.stand_ins import is_placeholder
from immerse.problems import Location

_HIDDEN = frozenset(tuple(key.split(".")) for key, setting in SETTINGS.items() if setting.shown == "never")
_NAMED = (
    (re.compile(r"client\.id"), WordKind.ID),
    (re.compile(r"client\.name"), WordKind.NAME),
    (re.compile(r"client\.brands\..*\bname"), WordKind.BRAND),
    (re.compile(r"centre\.channels\..*\baccount"), WordKind.ACCOUNT),
    (re.compile(r"(?:.*\.)?(?:mailbox|e?mail)"), WordKind.MAILBOX),
    (re.compile(r"(?:.*\.)?person"), WordKind.PERSON),
    (re.compile(r"(?:.*\.)?phone"), WordKind.NUMBER),
    (re.compile(r"(?:.*\.)?canar(?:y|ies\.\d+)"), WordKind.CANARY),
)
"""Keys whose value is a name, however short."""
_LAST = re.compile(r"(?:id|name|account|mailbox|mail|e-?mail|person|phone|canary|contact|deputy)?\d*")
"""The last part of these keys, and of those of people; empty for an entry of a list."""
_GROUP = ("client", "group")
_MAY_HOLD = re.compile(r"://|@|\d{2}|qz\b")
_PEOPLE = re.compile(r"centre\.(?:listening|vendors)\..*\b(?:contact|deputy)")
"""Keys whose value may be a person's name, or only an office."""
_PERSON = re.compile(r"(?:[^\W\d_][\w'’.-]*\s+)+[^\W\d_][\w'’.-]*")
_ANYWHERE = (
    ("://", re.compile(r"https?://[^\s<>()\"'\]]+"), WordKind.ADDRESS),
    ("@", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"), WordKind.MAILBOX),
    ("@", re.compile(r"(?<![\w@])@[A-Za-z0-9_.]{3,}"), WordKind.ACCOUNT),
    ("", re.compile(r"(?<![\w-])(?:\+|0)[0-9][0-9 ()-]{5,}[0-9]"), WordKind.NUMBER),
    ("zq", re.compile(r"\bzq[0-9a-f]{16}qz\b"), WordKind.CANARY),
)
"""Addresses, e-mails, accounts, telephone numbers and canary words in any text: (part of each match, pattern, kind)."""
_CUT = re.compile(r"\{\{[^{}\n]*\}\}|\]\([^()\s]*\)|[|<>]+|\n\s*(?:\n|#|[-*+]\s|\d{1,9}[.)]\s)|(?<=[.!?;:])\s+")
"""Where a text is cut into pieces: at placeholders, links, marks and ends of sentences. A line break is a blank."""


class FileWords(NamedTuple):
    """The words in one file of a client that belong to it."""

    words: tuple[OwnedWord, ...]
    group: str
    """The group of the client that the file names; empty for none."""
    is_whole: bool
    """Whether it could be read as YAML."""


def words_of_file(files: SourceFiles, path: str, client: str) -> FileWords:
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
    words: list[OwnedWord] = []
    for value in values:
        owned = list(_words_of(value, in_policy, client, path))
        if not owned or value.keys[0] == "stand_ins" or is_placeholder(value.text) or _is_listed(value.keys, stand_ins):
            continue
        if employers.get(value.keys[:-1]) == "client":
            owned = [replace(word, is_private=True) if word.kind is WordKind.PERSON else word for word in owned]
        if owner := targets.get(value.keys[:-1], "").partition("/")[0]:
            owned = [replace(word, beside=owner) for word in owned]
        words += owned
    groups = [value for value in values if value.keys == _GROUP and not is_placeholder(value.text)]
    group = next((value.text for value in reversed(groups) if not _is_listed(value.keys, stand_ins)), "")
    return FileWords(tuple(words), group, True)


def _keys_of(values: Iterable[PlainValue], path: str, client: str) -> Iterator[OwnedWord]:
    """The keys of the client's own people; those of the agency may sign for several clients with the same key."""
    found = list(values)
    own = {value.keys[:-1] for value in found if value.keys[-1] == "employer" and value.text == "client"}
    for value in found:
        if value.keys[-1] == "key" and value.keys[:-1] in own:
            place = Location(path, value.line, value.column)
            yield OwnedWord(client, WordKind.KEY, value.text, place=place, is_named=True, is_private=True)


def _is_listed(keys: tuple[str, ...], stand_ins: set[str]) -> bool:
    return bool(stand_ins) and any(".".join(keys[:end]) in stand_ins for end in range(1, len(keys) + 1))


def _words_of(value: PlainValue, in_policy: bool, client: str, path: str) -> Iterator[OwnedWord]:
    """The words of one value that belong to its client."""
    keys = value.keys if in_policy else ()
    is_hidden = keys[:2] in _HIDDEN
    if keys == _GROUP or not (is_hidden or _may_be_named(keys) or _may_hold(value.text)):
        return
    setting = ".".join(keys[:2])
    place = Location(path, value.line, value.column)
    for kind, shown, is_named in _found_in(".".join(keys), value.text, is_hidden):
        is_private = kind in PRIVATE or is_hidden or (kind is WordKind.NUMBER and setting == "escalation.contacts")
        yield OwnedWord(client, kind, shown, setting=setting, place=place, is_named=is_named, is_private=is_private)


def _may_be_named(keys: tuple[str, ...]) -> bool:
    """Whether the last part of a key may name the kind of its value."""
    return bool(keys) and _LAST.fullmatch(keys[-1]) is not None


def _may_hold(text: str) -> bool:
    """Whether a text may hold an address, a number, or as many words as belong together."""
    return len(text) >= 2 * PHRASE - 1 or bool(_MAY_HOLD.search(text))


def _found_in(key: str, text: str, is_hidden: bool) -> Iterator[tuple[WordKind, str, bool]]:
    """(kind, word, whether the key names the kind) of each word in a value."""
    bare = text.strip()
    for pattern, kind in _NAMED if _may_be_named((key.rpartition(".")[2],)) else ():
        if pattern.fullmatch(key):
            yield kind, bare, True
            return
    if _PEOPLE.fullmatch(key) and _PERSON.fullmatch(bare) and all(word[0].isupper() for word in bare.split()):
        yield WordKind.PERSON, bare, True
    if _MAY_HOLD.search(text):
        for needed, pattern, kind in _ANYWHERE:
            for match in pattern.findall(text) if needed in text else ():
                yield kind, match.rstrip(".,;:"), False
    blanks = len(bare.split())
    if is_hidden and 2 <= blanks < PHRASE:
        yield WordKind.CONFIDENTIAL, bare, True
    for piece in _CUT.split(text) if blanks >= PHRASE else ():
        words = piece.split()
        if len(words) >= PHRASE and sum(any(map(str.isalnum, word)) for word in words) >= PHRASE:
            yield WordKind.TEXT, " ".join(words), False


_START = re.compile(r"\s*(?:-\s+)*(?:[\w-]+\s*:)?")
_FIELD = re.compile(r"\b(id|name|person|account|mailbox|e?mail|phone)\s*:\s*([^,{}\[\]\n#]+)")
_FIELDS = {
    "id": WordKind.NAME,
    "account": WordKind.ACCOUNT,
    "person": WordKind.PERSON,
    "phone": WordKind.NUMBER,
    "name": WordKind.NAME,
}


def _of_lines(source: bytes, path: str, client: str) -> Iterator[OwnedWord]:
    """The words of a file that is not valid YAML, line by line; every name and id counts, for any may be its own."""
    for number, line in enumerate(source.decode("utf-8", "replace").splitlines(), 1):
        place = Location(path, number)
        bare = _START.sub("", line, count=1).strip().strip("\"'")
        for kind, shown, _ in _found_in("", bare, is_hidden=False):
            yield OwnedWord(client, kind, shown, place=place, is_private=True)
        for key, field in _FIELD.findall(line):
            kind = _FIELDS.get(key, WordKind.MAILBOX)
            yield OwnedWord(client, kind, field.strip().strip("\"'"), place=place, is_private=True)
