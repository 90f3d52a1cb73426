"""Placeholders inside a text: found, judged without a client, filled in for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from immerse.expressions.escaping import Markdown, escape, escape_address, plain
from immerse.expressions.faults import ExpressionFault
from immerse.expressions.reading import Fault, placeholder_fault, read
from immerse.expressions.shapes import Kind
from immerse.model.text import Line, Prose, Text
from immerse.problems import Location

Expandable = Line | Prose
"""The texts that may hold placeholders."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{{ source }}` from `start` to `end` of a text."""

    source: str
    start: int
    end: int

    @property
    def offset(self) -> int:
        """Where the expression begins in the text."""
        return self.start + 2


@dataclass(frozen=True, slots=True)
class Scan:
    """The placeholders of a text, and what is wrong with how they are written, each with its offset."""

    placeholders: tuple[Placeholder, ...]
    faults: tuple[tuple[int, Fault], ...]


_NOTHING = Scan((), ())
_FOREIGN = {
    "{%": Fault("'{%' is not part of the language", "use when: or one_of: for what depends on policy"),
    "{#": Fault("'{#' is not part of the language", "write a YAML comment, or nothing"),
}
_UNOPENED = Fault("'}}' without '{{' before it")
_UNCLOSED = Fault("'{{' is not closed", "write {{ policy.group.setting }} and close every quote")
_BODY = re.compile(r"""(?:[^{}"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\{(?!\{)|\}(?!\}))*""", re.DOTALL)


def scan(text: str) -> Scan:
    """Find the placeholders of a text."""
    return _scan(str(text)) if "{" in text or "}}" in text else _NOTHING


@lru_cache(maxsize=16384)
def _scan(text: str) -> Scan:
    found: list[Placeholder] = []
    faults: list[tuple[int, Fault]] = []
    position = 0
    while mark := re.compile(r"\{\{|\{%|\{#|\}\}").search(text, position):
        position = mark.end()
        if mark.group() in _FOREIGN:
            faults.append((mark.start(), _FOREIGN[mark.group()]))
        elif mark.group() == "}}":
            faults.append((mark.start(), _UNOPENED))
        else:
            body = _BODY.match(text, position)
            end = body.end() if body else position
            if not text.startswith("}}", end):
                faults.append((mark.start(), _UNCLOSED))
                continue
            found.append(Placeholder(text[position:end], mark.start(), end + 2))
            position = end + 2
    return Scan(tuple(found), tuple(faults))


def place(text: Text, offset: int) -> Location:
    """The place in the source of what stands at `offset` of a text."""
    piece = re.compile(r"""[^\s"'\\]+""").search(text, offset)
    if piece is None:
        return text.location
    fragment, occurrence, index = piece.group(), 0, -1
    while (index := text.find(fragment, index + 1)) < piece.start():
        occurrence += 1
    return text.locate(fragment, occurrence)


def place_of_fault(text: Text, offset: int, source: str, fragment: str) -> Location:
    """The place of a fragment of the expression that begins at `offset`; of the expression where it is not found."""
    if not source.strip():
        return place(text, offset - 2)
    inside = source.find(fragment) if fragment else -1
    lead = len(source) - len(source.lstrip())
    return place(text, offset + (inside if inside >= 0 else lead))


def inspect(text: Expandable, for_mentors: bool) -> Iterator[tuple[Location, Fault]]:
    """Everything that is wrong with a text's placeholders, whoever the client is."""
    found = scan(text)
    for offset, fault in found.faults:
        yield place(text, offset), fault
    for one in found.placeholders:
        reading = read(one.source)
        faults = reading.faults
        if not faults:
            shown = placeholder_fault(reading, for_mentors) or _block_fault(text, one, reading.shape.kind)
            faults = (shown,) if shown else ()
        for fault in faults:
            yield place_of_fault(text, one.offset, one.source, fault.fragment), fault


def reads_of(text: Expandable) -> set[str]:
    """Setting keys that a text's placeholders read."""
    return {key for one in scan(text).placeholders for key in read(one.source).reads}


def _block_fault(text: Expandable, one: Placeholder, kind: Kind) -> Fault | None:
    if kind is not Kind.MARKDOWN:
        return None
    if not isinstance(text, Prose):
        return Fault("a line of plain text cannot hold a table, a list or a quote", "use list or any_of")
    before = text[: one.start].rpartition("\n")[2]
    after = text[one.end :].partition("\n")[0]
    if before.strip() or after.strip():
        return Fault("a table, a list or a quote stands on a line of its own", "put an empty line before and after it")
    return None


def fill(text: Expandable, values: list[Any]) -> str:
    """The text with each placeholder replaced by its value; a value is put in as data and never read again.

    Raises:
        ExpressionFault: a value cannot stand where its placeholder does.
    """
    pieces: list[str] = []
    position = 0
    for one, value in zip(scan(text).placeholders, values, strict=True):
        pieces.append(text[position : one.start])
        pieces.append(_written(text, one, value))
        position = one.end
    pieces.append(text[position:])
    return "".join(pieces)


def _written(text: Expandable, one: Placeholder, value: Any) -> str:
    if isinstance(value, (bool, tuple)) or not isinstance(value, (str, int, float)):
        raise ExpressionFault(f"{value!r} cannot stand in a sentence", "use a filter such as list, date or yes_no")
    if isinstance(value, Markdown):
        return _as_block(text, one, value)
    words = plain(str(value))
    if not isinstance(text, Prose):
        return words
    before = text[: one.start]
    if address := re.search(r"\]\(([^()\s]*)$", before):
        return _as_address(words, address.group(1))
    if before.count("`") % 2:
        return words.replace("`", "'")
    if words.isdigit() and text[one.end : one.end + 1] in (".", ")") and not before.rpartition("\n")[2].strip(" >-*+"):
        return f"&#{ord(words[0])};{words[1:]}"  # "3. Then" at the start of a line would open a list
    return escape(words)


def _as_address(words: str, before: str) -> str:
    if not before and not re.match(r"https://|mailto:|tel:", words):
        raise ExpressionFault(f"{words!r} is no address to link to", "an address begins with https:, mailto: or tel:")
    if before == "tel:":
        return re.sub(r"[^+0-9]", "", words)  # a number is dialled without the spaces that people read
    return escape_address(words)


def _as_block(text: Expandable, one: Placeholder, value: Markdown) -> str:
    before, after = text[: one.start], text[one.end :]
    indent = before.rpartition("\n")[2]
    lines = value.replace("\n", "\n" + indent)
    if before.strip() and not before.rstrip(" ").endswith("\n\n"):
        lines = "\n" + indent + lines
    if after.strip() and not after.startswith("\n\n"):
        lines += "\n"
    return lines
