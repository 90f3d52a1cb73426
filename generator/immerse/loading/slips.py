"""Finds typing mistakes that YAML reads as valid but different content.

An unresolved merge conflict, a quote that is closed on a later line, typographic quotes, a colon without a space after
it, a `#` that makes the rest of a text a comment.
"""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from immerse.loading.characters import quoted
from immerse.problems import Location, Problem
from immerse.words.characters import describe

_ODD_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""Spaces that YAML reads as text."""
_MERGE = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_DROPPED = re.compile(r" *(?:\n *)?(#+[^\s#][^\n]*)")
_OPENING = "“„‟‘‚«‹"
_CLOSING = "“”‟’‘»«›‹"

_ODD_LINES = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in json.loads(files("immerse.loading").joinpath("odd_lines.json").read_text("utf-8"))
)
"""(pattern whose second group is the odd character, message, hint)."""
_INDENT = re.compile(rf"^ *([{_ODD_SPACES}])", re.MULTILINE)
_COLON = re.compile(r" *- +([^\s\"'\[{&*!|>#][^:\n]{0,200}\s[^:\n]{0,200}): ")


class Slip(NamedTuple):
    """A typing mistake in a line of YAML, and its column (from 0)."""

    column: int
    message: str
    hint: str


def odd_in(line: str) -> Slip | None:
    """The mistake because of which a line is not the key and value, or the entry of a list, that it seems to be."""
    for pattern, message, hint in _ODD_LINES:
        if match := pattern.match(line):
            return Slip(match.start(2), message.format(odd=describe(match[2])), hint.format(name=match[1]))
    return None


def odd_indent(lines: str) -> tuple[int, Slip] | None:
    """The last line (from 0) that is indented with anything but spaces, and the mistake."""
    matches = list(_INDENT.finditer(lines))
    if not matches:
        return None
    last = matches[-1]
    slip = Slip(last.start(1) - last.start(), f"the line begins with {describe(last[1])}", "indent with spaces")
    return lines.count("\n", 0, last.start()), slip


def colon_in(line: str) -> Slip | None:
    """The mistake of an entry of a list whose text contains `: `, so that YAML reads its beginning as a key."""
    if match := _COLON.match(line):
        message = f"{quoted(match[1])} is read as a key: the text contains ': '"
        return Slip(match.start(1), message, "quote a text that contains ': '")
    return None


def odd_key(key: str) -> str:
    """The message about an invisible character before or after the letters of a key; empty if there is none."""
    bare = key.strip(f" {_ODD_SPACES}")
    if bare == key or not bare:
        return ""
    odd = next(character for character in key if character in _ODD_SPACES)
    return f"{describe(odd)} is {'before' if key[0] == odd else 'after'} the key {quoted(bare)}"


def merge_marks(text: str, path: str) -> Iterator[Problem]:
    """One problem for each merge conflict whose markers are still in the file."""
    if not any(mark in text for mark in ("<<<<<<<", ">>>>>>>", "\n=======")):
        return
    conflicts: list[list[tuple[str, int]]] = []
    line, position = 1, 0
    for mark in _MERGE.finditer(text):
        line += text.count("\n", position, mark.start())
        position = mark.start()
        if mark[1][0] == "<" or not conflicts:
            conflicts.append([])
        conflicts[-1].append((mark[1], line))
    for marks in conflicts:
        shown = ", ".join(f"{mark} (line {number})" for mark, number in marks[:4])
        hint = "keep one of the two sides, and delete the lines with the markers"
        yield Problem(Location(path, marks[0][1]), "yaml", f"unresolved merge conflict: {shown}", hint=hint)


def dropped_words(text: str, end: Any, path: str, column: int) -> Problem | None:
    """A problem about words after the unquoted text that ends at the mark `end`, which begin with `#` and no space.

    On the line below the text they count only to the right of `column` (from 1), where the text would continue;
    0 looks only at the line of the text.
    """
    match = _DROPPED.match(text, end.index)
    if match is None or match.start(1) == end.index:
        return None
    below = match.start(1) - text.rfind("\n", end.index, match.start(1)) if "\n" in match.group() else 0
    if below and (not column or below <= column):
        return None
    column = below or end.column + 1 + match.start(1) - end.index
    message = f"YAML ignores {quoted(match[1].rstrip())}: '#' after a space begins a comment"
    hint = "quote the whole text; if it is a comment, put a space after '#'"
    return Problem(Location(path, end.line + 1 + bool(below), column), "yaml", message, hint=hint)


def has_opening_quote(text: str) -> bool:
    """Whether a text begins with a typographic quote that it does not end with."""
    return text != "" and text[0] in _OPENING and (len(text) < 2 or text[-1] not in _CLOSING)


def has_closing_quote(text: str) -> bool:
    """Whether a text ends with a typographic quote."""
    return text != "" and text[-1] in _CLOSING


def swallowed_line(raw: str, column: int) -> int:
    """The number of lines from the beginning of a quoted text to a line that is indented too little for it; 0 if none.

    `column` (from 1) is that of the keys or entries around the text.
    """
    lines = raw.split("\n")
    for number, line in enumerate(lines[1:], 1):
        bare = line.lstrip(" ")
        if bare and bare not in ('"', "'") and len(line) - len(bare) < column:
            return number
    return 0


def closed_late(place: Location, swallowed: int, more: int) -> Problem:
    """A problem about a quote that was not closed: the text ends `more` lines below its beginning, and `swallowed` is
    the first of them that does not belong to it."""
    message = f"the quote opened here is closed on line {place.line + more}"
    line = place.line + swallowed
    hint = f"close it on line {line - 1}, or indent line {line} as part of the text"
    return Problem(place, "yaml", message, hint=hint)
