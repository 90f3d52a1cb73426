"""Extracts a client's words from the values of its files, or from the lines of a file that is not valid YAML."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from immerse.leaks.marked_fields import kinds_by_name, mark_of, naming_fields, settings_with_numbers
from immerse.leaks.owned_word import PRIVATE, OwnedWord
from immerse.leaks.source_files import SourceFiles
from immerse.loading.file_kinds import KINDS, kind_of
from immerse.loading.plain_values import PlainValue, values_of_part
from immerse.model.base import Node
from immerse.model.bounds import PHRASE
from immerse.model.identifying import Identifies, NamesGroup, WordKind
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import SETTINGS
from immerse.model.policy.stand_ins import is_placeholder
from immerse.model.signers import SignersFile
from immerse.problems import Location

_HIDDEN = frozenset(tuple(key.split(".")) for key, setting in SETTINGS.items() if setting.shown == "never")
_MAY_HOLD = re.compile(r"://|@|\d{2}|qz\b")
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
"""The places at which a text is cut: placeholders, links, marks and ends of sentences. A line break is a blank."""


class FileWords(NamedTuple):
    """The words in one file of a client that belong to it."""

    words: tuple[OwnedWord, ...]
    group: str
    """The group of the client that the file names; empty for none."""
    is_whole: bool
    """Whether it could be read as YAML."""


def words_of_file(files: SourceFiles, path: str, client: str) -> FileWords:
    """The words of one file; they depend only on its bytes, its path and the client's id."""
    values = files.values(path)
    if values is not None:
        return FileWords(*_of_values(values, path, client), True)
    source = files.source(path) or b""
    lines = list(enumerate(source.decode("utf-8", "replace").splitlines(), 1))
    part = values_of_part(source)
    if part and not any(
        _field().search(value.text) for value in part[0]
    ):  # else a quote that was not closed hides keys
        values, left_out = part
        words, group = _of_values(values, path, client)
        lines = [line for line in lines if line[0] in left_out]
        return FileWords((*words, *_of_lines(lines, path, client)), group, False)
    return FileWords(tuple(_of_lines(lines, path, client)), "", False)


def _of_values(values: list[PlainValue], path: str, client: str) -> tuple[tuple[OwnedWord, ...], str]:
    """The words of the values of a file, and the group that it names."""
    contract = KINDS[kind_of(path)]
    texts = {value.keys: value.text for value in values}
    stand_ins = {value.text for value in values if value.keys[0] == "stand_ins"}
    words: list[OwnedWord] = []
    group = ""
    for value in values:
        mark = mark_of(value.keys, contract)
        if not (mark or value.keys[:2] in _HIDDEN or (contract is not SignersFile and _may_hold(value.text))):
            continue
        if value.keys[0] == "stand_ins" or is_placeholder(value.text) or _is_listed(value.keys, stand_ins):
            continue
        if isinstance(mark, NamesGroup):
            group = value.text
        else:
            words += _words_of(value, mark, contract, texts, Location(path, value.line, value.column), client)
    return tuple(words), group


def _is_listed(keys: tuple[str, ...], stand_ins: set[str]) -> bool:
    return bool(stand_ins) and any(".".join(keys[:end]) in stand_ins for end in range(1, len(keys) + 1))


def _words_of(
    value: PlainValue,
    mark: Identifies | None,
    contract: type[Node],
    texts: dict[tuple[str, ...], str],
    place: Location,
    client: str,
) -> Iterator[OwnedWord]:
    """The words of one value that belong to its client; `texts` has those of the whole file by their keys."""
    keys, around = value.keys, value.keys[:-1]
    setting = ".".join(keys[:2]) if issubclass(contract, Policy) else ""
    is_hidden = keys[:2] in _HIDDEN
    employer = texts.get((*around, mark.employer), "") if mark and mark.employer else ""
    if mark and employer == "agency" and mark.kind in PRIVATE:
        return  # the word may belong to several clients
    target = next((texts[(*around, name)] for name in naming_fields(contract) if (*around, name) in texts), "")
    whole = target.partition("/")[0]
    for kind, shown, is_named in _found_in(value.text, mark, is_hidden):
        is_private = kind in PRIVATE or is_hidden or (is_named and employer == "client")
        is_private |= kind is WordKind.NUMBER and setting in settings_with_numbers()
        yield OwnedWord(
            client, kind, shown, setting=setting, place=place, beside=whole, is_named=is_named, is_private=is_private
        )


def _may_hold(text: str) -> bool:
    """Whether a text may hold an address, a number, or as many words as belong together."""
    return len(text) >= 2 * PHRASE - 1 or bool(_MAY_HOLD.search(text))


def _found_in(text: str, mark: Identifies | None, is_hidden: bool) -> Iterator[tuple[WordKind, str, bool]]:
    """(kind, word, whether its mark says the kind) of each word in a value."""
    bare = text.strip()
    if mark and not mark.only_names:
        yield mark.kind, bare, True
        return
    if mark and _PERSON.fullmatch(bare) and all(word[0].isupper() for word in bare.split()):
        yield mark.kind, bare, True
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


def _of_lines(lines: list[tuple[int, str]], path: str, client: str) -> Iterator[OwnedWord]:
    """The words of numbered lines that are not valid YAML; every name and id counts, for any may be its own."""
    for number, line in lines:
        place = Location(path, number)
        bare = _START.sub("", line, count=1).strip().strip("\"'")
        for kind, shown, _ in _found_in(bare, None, is_hidden=False):
            yield OwnedWord(client, kind, shown, place=place, is_private=True)
        for key, field in _field().findall(line):
            kind = kinds_by_name()[key]
            yield OwnedWord(client, kind, field.strip().strip("\"'"), place=place, is_private=True)


@cache
def _field() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(kinds_by_name())})\s*:\s*([^,{{}}\[\]\n#]+)")
