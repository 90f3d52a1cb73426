"""Slips of the hand that YAML reads as something else, named as what they are.

A merge that was left half done, a quote that is closed on a later line, quotes that a word processor made, a colon
without a blank behind it, a `#` that takes the rest of a text away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from immerse.loading.characters import quoted
from immerse.problems import Location, Problem
from immerse.words.characters import describe

ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks that are none to YAML, as inside a class of a regular expression."""
_MERGE = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_DROPPED = re.compile(r" *(?:\n *)?(#+[^\s#][^\n]*)")
_OPENING = "“„‟‘‚«‹"
_CLOSING = "“”‟’‘»«›‹"

_ODD_LINES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(rf" *(?:- +)?([\w-]{{1,64}}):([{ODD_BLANKS}])"),
        "after the colon stands {odd}, not a blank",
        "put a blank in its place",
    ),
    (
        re.compile(rf" *(?:- +)?([\w-]{{1,64}})[ {ODD_BLANKS}]?([\uff1a\ufe55\ufe13\u02d0\ua789\u2236])"),
        "{odd} stands where ':' is due",
        "type a colon, and a blank behind it",
    ),
    (
        re.compile(r" *(?:- +)?(?!\d+:)([\w-]{1,64}):(?!//)([^\s:])"),
        "no blank behind the colon",
        "write '{name}: ' with a blank behind the colon, or quote the text",
    ),
    (
        re.compile(rf" *(-)([{ODD_BLANKS}])"),
        "after '-' stands {odd}, not a blank",
        "put a blank in its place",
    ),
    (
        re.compile(r" *(-)([^\s\d-])"),
        "no blank behind '-'",
        "put a blank between '-' and the text, or quote a text that begins with '-'",
    ),
    (
        re.compile(r" *()([\u2022\u25cf\u25e6\u00b7\u25aa\u2023\u2013\u2014])\s"),
        "{odd} is no mark of a list",
        "begin each entry on a line of its own with '- '",
    ),
    (
        re.compile(rf" *()([{ODD_BLANKS}])"),
        "{odd} stands at the beginning of the line",
        "indent with blanks",
    ),
)
"""(pattern whose second group is what is odd, message, hint)."""


_INDENT = re.compile(rf"^ *([{ODD_BLANKS}])", re.MULTILINE)
_COLON = re.compile(r" *- +([^\s\"'\[{&*!|>#][^:\n]{0,200}\s[^:\n]{0,200}): ")


class Slip(NamedTuple):
    """What is odd about a line of YAML, and where in it (from 0)."""

    column: int
    message: str
    hint: str


def odd_in(line: str) -> Slip | None:
    """What keeps a line from being the key and value, or the entry of a list, that it looks like."""
    for pattern, message, hint in _ODD_LINES:
        if found := pattern.match(line):
            odd = describe(found[2])
            return Slip(found.start(2), message.format(odd=odd), hint.format(name=found[1]))
    return None


def odd_indent(lines: str) -> tuple[int, Slip] | None:
    """The last of some lines that is indented with something else than blanks, counted from 0, and the slip."""
    every = list(_INDENT.finditer(lines))
    if not every:
        return None
    found = every[-1]
    column = found.start(1) - found.start()
    message = f"{describe(found[1])} stands at the beginning of the line"
    return lines.count("\n", 0, found.start()), Slip(column, message, "indent with blanks")


def colon_in(line: str) -> Slip | None:
    """Whether an entry of a list is a text whose colon made a key of its beginning."""
    if found := _COLON.match(line):
        hint = "quote a text that holds ': '"
        return Slip(found.start(1), f"{quoted(found[1])} is read as a key: the text holds ': '", hint)
    return None


def odd_key(key: str) -> str:
    """What stands before or behind the letters of a key and looks like nothing; empty where nothing does."""
    bare = key.strip(f" {_plain_odd()}")
    if bare == key or not bare:
        return ""
    odd = next(character for character in key if character in _plain_odd())
    where = "before" if key[0] == odd else "behind"
    return f"{describe(odd)} stands {where} the key {quoted(bare)}"


def _plain_odd() -> str:
    return "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def merge_marks(text: str, path: str) -> Iterator[Problem]:
    """One problem for each conflict of a merge whose marks still stand at the beginning of their lines."""
    if not any(mark in text for mark in ("<<<<<<<", ">>>>>>>", "\n=======")):
        return
    conflicts: list[list[tuple[str, int]]] = []
    line, position = 1, 0
    for found in _MERGE.finditer(text):
        line += text.count("\n", position, found.start())
        position = found.start()
        if found[1][0] == "<" or not conflicts:
            conflicts.append([])
        conflicts[-1].append((found[1], line))
    for marks in conflicts:
        shown = ", ".join(f"{mark} (line {number})" for mark, number in marks[:4])
        hint = "keep one of the two sides, and delete the lines with the marks"
        yield Problem(Location(path, marks[0][1]), "yaml", f"a merge left its marks here: {shown}", hint=hint)


def dropped_words(text: str, end: Any, path: str, column: int) -> Problem | None:
    """The words that a `#` without a blank behind it takes from the unquoted text that ends at the mark `end`.

    On the line below the text they count where they stand further right than `column` (from 1), where the text would
    go on; a column of 0 looks at the line of the text alone.
    """
    found = _DROPPED.match(text, end.index)
    if found is None or found.start(1) == end.index:
        return None
    below = found.start(1) - text.rfind("\n", end.index, found.start(1)) if "\n" in found.group() else 0
    if below and (not column or below <= column):
        return None
    column = below or end.column + 1 + found.start(1) - end.index
    message = f"YAML drops {quoted(found[1].rstrip())}: it takes '#' behind a blank for a comment"
    hint = "quote the whole text; if it is a comment, put a blank behind '#'"
    return Problem(Location(path, end.line + 1 + bool(below), column), "yaml", message, hint=hint)


def has_opening_quote(text: str) -> bool:
    """Whether a text begins with a typographic quote that it does not end with."""
    return text != "" and text[0] in _OPENING and (len(text) < 2 or text[-1] not in _CLOSING)


def has_closing_quote(text: str) -> bool:
    """Whether a text ends with a typographic quote."""
    return text != "" and text[-1] in _CLOSING


def swallowed_line(raw: str, column: int) -> int:
    """How many lines below its beginning a quoted text holds a line that stands too far left to belong to it.

    0 where there is none. `column` (from 1) is where the keys or entries around the text stand.
    """
    lines = raw.split("\n")
    for number, line in enumerate(lines[1:], 1):
        bare = line.lstrip(" ")
        if bare and bare not in ('"', "'") and len(line) - len(bare) < column:
            return number
    return 0


def closed_late(place: Location, swallowed: int, more: int) -> Problem:
    """A quote that was forgotten: the text ends `more` lines below its beginning, and `swallowed` is the first of them
    that does not belong to it."""
    message = f"the quote opened here is closed on line {place.line + more}"
    line = place.line + swallowed
    hint = f"close it on line {line - 1}, or indent line {line} as part of the text"
    return Problem(place, "yaml", message, hint=hint)
