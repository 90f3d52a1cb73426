"""Bytes to characters: UTF-8 only, and nothing in a text that shows something other than what it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from immerse.problems import Location, Problem
from immerse.words.characters import describe, hidden_in, is_usual

_HINTS = {
    "\t": "use spaces",
    "\r": "save the file with line ends LF or CRLF",
    "\ufffd": "a conversion lost a character here; type it again",
    "\x0b": "press return in its place",
    "\u2028": "press return in its place",
    "\u2029": "press return twice in its place",
    "\u200c": "delete it; it joins and parts letters of scripts that need it, and no others",
    "\u200d": "delete it; it joins letters of scripts that need it and signs of an emoji, and nothing else",
    "\ufeff": "delete it; a byte order mark may stand at the very beginning only",
}


def decode(source: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file with line feeds as its only line ends, and what is wrong with its characters.

    A byte order mark at the beginning is dropped. With a problem the text is empty, because what follows from such
    characters would be blamed on the wrong place; characters that are merely typed in two parts (not NFC) are
    reported and the text is kept.
    """
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", (_not_utf8(source, error.start, path),)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if problems := _refused(text, path):
        return "", problems
    return text, _decomposed(text, path)


def _not_utf8(source: bytes, start: int, path: str) -> Problem:
    before = source[:start].decode("utf-8").removeprefix("\ufeff")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    message = f"byte 0x{source[start]:02x} is not UTF-8"
    return Problem(Location(path, line, column), "yaml", message, hint="save the file as UTF-8")


def place(text: str, index: int, path: str) -> Location:
    """The place of the character at `index` (from 0) of `text`."""
    return Location(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _refused(text: str, path: str) -> tuple[Problem, ...]:
    """One problem for each refused character, at its first place: a file may hold thousands of them."""
    first: dict[str, int] = {}
    times: dict[str, int] = {}
    tabs = (found.start() for found in re.finditer("\t", text))
    for index in (*tabs, *hidden_in(text)):
        first.setdefault(text[index], index)
        times[text[index]] = times.get(text[index], 0) + 1
    problems = []
    for character, index in first.items():
        count = f" ({times[character]} in this file)" if times[character] > 1 else ""
        hint = _HINTS.get(character) or _hint_for(character)
        message = f"{describe(character)} is refused{count}"
        problems.append(Problem(place(text, index, path), "yaml", message, hint=hint))
    return tuple(problems)


def _hint_for(character: str) -> str:
    if unicodedata.category(character) in ("Co", "Cn"):
        return "type what is meant; each font shows something else here, or nothing"
    return "delete it; readers cannot see what it does"


def quoted(text: str, most: int = 40) -> str:
    """The text in quotes for a message, cut after `most` characters, with nothing in it that a terminal would obey."""
    return repr(text if len(text) <= most else f"{text[:most]}...")


def escaped_faults(text: str, place: Location) -> Iterator[Problem]:
    """What is wrong with a text in which escapes made characters that may not be typed either."""
    if (hidden := next(hidden_in(text), None)) is not None:
        message = f"an escape makes {describe(text[hidden])}, which is refused"
        yield Problem(place, "yaml", message, hint="delete the escape")
    elif not is_usual(text):
        message = "an escape makes a character in parts where one exists (not NFC)"
        yield Problem(place, "yaml", message, hint="type the character")


def _decomposed(text: str, path: str) -> tuple[Problem, ...]:
    if text.isascii() or is_usual(text):
        return ()
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not is_usual(line):
            last = _first_decomposed(line)
            start = max(last - 1, 0) if is_usual(line[last]) else last
            typed = line[start : last + 1]
            message = f"{describe(line[last])} is not in its usual form (NFC)"
            hint = f"type it as {unicodedata.normalize('NFC', typed)!r}, one character"
            problems.append(Problem(Location(path, number, start + 1), "yaml", message, hint=hint))
    return tuple(problems)


def _first_decomposed(line: str) -> int:
    """Index (from 0) of the character with which the line stops being NFC."""
    low, high = 1, len(line)
    while low < high:
        middle = (low + high) // 2
        if is_usual(line[:middle]):
            low = middle + 1
        else:
            high = middle
    return low - 1
