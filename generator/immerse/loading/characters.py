"""Bytes to characters: UTF-8 only, without characters that are invisible or mean different things to readers."""

import json
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files

from immerse.problems import Location, Problem
from immerse.words.characters import describe, hidden_in, is_usual

_HINTS: dict[str, str] = json.loads(files("immerse.loading").joinpath("character_hints.json").read_text("utf-8"))
"""Character that is refused -> what to do about it."""


def decode(source: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file with LF line endings, and the problems of its characters.

    A byte order mark at the beginning is dropped. With a problem the text is empty, because other problems would follow
    from such characters; characters that are only decomposed (not NFC) are reported and the text is kept.
    """
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"byte 0x{source[error.start]:02x} is not UTF-8"
        return "", (Problem(place(before, len(before), path), "yaml", message, hint="save the file as UTF-8"),)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if problems := tuple(_refused(text, path)):
        return "", problems
    return text, tuple(_decomposed(text, path))


def place(text: str, index: int, path: str) -> Location:
    """The position of the character at `index` (from 0) of `text`."""
    return Location(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _refused(text: str, path: str) -> Iterator[Problem]:
    """One problem for each refused character, at its first position: a file may contain thousands of them."""
    indexes: dict[str, list[int]] = defaultdict(list)
    for index in (*(match.start() for match in re.finditer("\t", text)), *hidden_in(text)):
        indexes[text[index]].append(index)
    for character, (first, *more) in indexes.items():
        times = f" ({len(more) + 1} in this file)" if more else ""
        hint = _HINTS.get(character, "delete it; readers cannot see what it does")
        if unicodedata.category(character) in ("Co", "Cn"):
            hint = "type the character that is meant; fonts show this one differently, or not at all"
        yield Problem(place(text, first, path), "yaml", f"{describe(character)} is refused{times}", hint=hint)


def quoted(text: str, most: int = 40) -> str:
    """The text in quotes for a message, cut after `most` characters, without control characters of terminals."""
    return repr(text if len(text) <= most else f"{text[:most]}...")


def escaped_faults(text: str, place: Location) -> Iterator[Problem]:
    """The problems of a text whose escapes produce characters that are refused where they are typed."""
    if (hidden := next(hidden_in(text), None)) is not None:
        message = f"an escape produces {describe(text[hidden])}, which is refused"
        yield Problem(place, "yaml", message, hint="delete the escape")
    elif not is_usual(text):
        message = "an escape produces a decomposed character (not NFC)"
        yield Problem(place, "yaml", message, hint="type the character")


def _decomposed(text: str, path: str) -> Iterator[Problem]:
    if text.isascii() or is_usual(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not is_usual(line):
            last = bisect_left(range(len(line)), True, key=lambda index: not is_usual(line[: index + 1]))
            start = max(last - 1, 0) if is_usual(line[last]) else last
            typed = line[start : last + 1]
            message = f"{describe(line[last])} is not in its usual form (NFC)"
            hint = f"type it as the single character {unicodedata.normalize('NFC', typed)!r}"
            yield Problem(Location(path, number, start + 1), "yaml", message, hint=hint)
