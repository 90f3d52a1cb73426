"""Bytes to characters: UTF-8 only, and nothing in a text that shows something other than what it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from immerse.problems import Location, Problem

HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f"
    # Soft hyphen, fillers, bidirectional and zero-width characters: not seen, but searched, sorted and signed.
    "\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff"
    "\U000e0000-\U000e0fff\ud800-\udfff"
    # Noncharacters, which are for a program's own use: we mark headings with them.
    "\ufdd0-\ufdef" + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)) + "]"
)
"""Characters that no reader can see; tab and line feed are not among them."""

_REFUSED = re.compile(f"\t|{HIDDEN.pattern}")

_HINTS = {
    "\t": "use spaces",
    "\r": "save the file with line ends LF or CRLF",
    "\ufffd": "a conversion lost a character here; type it again",
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
    for match in _REFUSED.finditer(text):
        first.setdefault(match.group(), match.start())
        times[match.group()] = times.get(match.group(), 0) + 1
    problems = []
    for character, index in first.items():
        count = f" ({times[character]} in this file)" if times[character] > 1 else ""
        hint = _HINTS.get(character, "delete it; readers cannot see what it does")
        message = f"{describe(character)} is refused{count}"
        problems.append(Problem(place(text, index, path), "yaml", message, hint=hint))
    return tuple(problems)


def quoted(text: str, most: int = 40) -> str:
    """The text in quotes for a message, cut after `most` characters, with nothing in it that a terminal would obey."""
    return repr(text if len(text) <= most else f"{text[:most]}...")


def describe(character: str) -> str:
    """A character in words, `the character U+202E (right-to-left override)`."""
    if character == "\t":
        return "a tab"
    name = unicodedata.name(character, "").lower()
    return f"the character U+{ord(character):04X}" + (f" ({name})" if name else "")


def escaped_faults(text: str, place: Location) -> Iterator[Problem]:
    """What is wrong with a text in which escapes (`\\u202e`) made characters that may not be typed either."""
    if hidden := HIDDEN.search(text):
        message = f"an escape makes {describe(hidden.group())}, which is refused"
        yield Problem(place, "yaml", message, hint="delete the escape")
    elif not unicodedata.is_normalized("NFC", text):
        message = "an escape makes a character in parts where one exists (not NFC)"
        yield Problem(place, "yaml", message, hint="type the character")


def _decomposed(text: str, path: str) -> tuple[Problem, ...]:
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return ()
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            last = _first_decomposed(line)
            start = max(last - 1, 0) if unicodedata.is_normalized("NFC", line[last]) else last
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
        if unicodedata.is_normalized("NFC", line[:middle]):
            low = middle + 1
        else:
            high = middle
    return low - 1
