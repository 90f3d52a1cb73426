"""Moves the entries of one mapping within their file, with everything that belongs to them.

A block entry is the line of its key, the lines of its value, and the comment lines directly above it that are not
indented further than the key. Blank lines between entries stay, and so does what is above the first key of a file (its
header) and below the last key of a mapping. Because only whole lines are moved, no line outside the mapping moves, and
positions in all other mappings stay valid.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Order = tuple[int, ...]
"""The entries in their new order, each by its number in the file."""


class Immovable(Exception):
    """The entries cannot be moved safely; the text gives the reason, `line` (from 1) the position."""

    def __init__(self, reason: str, line: int) -> None:
        self.line = line
        super().__init__(reason)


def move_in_line(text: str, node: Any, order: Order) -> str:
    """`text` with the entries of a flow mapping `{a: 1, b: 2}` in `order`; brackets, commas and spaces stay.

    Raises:
        Immovable: a comment is between the entries, and it is unclear to which it belongs.
    """
    spans = [(key.start_mark.index, max(key.end_mark.index, value.end_mark.index)) for key, value in node.value]
    edges = [node.start_mark.index, *(edge for span in spans for edge in span), node.end_mark.index]
    between = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if any("#" in part for part in between):
        raise Immovable("there is a comment between { and }", node.start_mark.line + 1)
    parts = [between[0]]
    for place, entry in enumerate(order):
        start, end = spans[entry]
        parts += [text[start:end], between[place + 1]]
    return text[: edges[0]] + "".join(parts) + text[edges[-1] :]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file as they were read, and which of them are inside a text."""

    texts: tuple[str, ...]
    inside: frozenset[int]
    """Numbers (from 0) of lines that belong to a text although they are blank or begin with `#`."""

    def lead(self, line: int, above: int, column: int) -> tuple[int, int]:
        """The first blank line and the first comment above `line` that belong to a key in `column`.

        Only lines below `above` are considered.
        """
        gap = first = line
        while gap - 1 > above and gap - 1 not in self.inside:
            text = self.texts[gap - 1]
            bare = text.lstrip(" ")
            if bare.startswith("#") and len(text) - len(bare) <= column:
                first = gap - 1
            elif bare:
                break
            gap -= 1
        return gap, first


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines (from 0, without the end) of the entries of a block mapping."""

    column: int
    prefix: str
    """The text before the first key in its line, `  - ` in a list; empty if there are only spaces."""
    entries: tuple[tuple[int, int], ...]


def layout(node: Any, lines: Lines, end: int, *, top: bool) -> Layout:
    """The lines of each entry of a block mapping that ends before line `end`; `top` for that of a whole file."""
    keys = [(key.start_mark.line, key.start_mark.column) for key, _ in node.value]
    column = keys[0][1]
    prefix = lines.texts[keys[0][0]][:column]
    starts = [keys[0][0] if top or prefix.strip() else lines.lead(keys[0][0], -1, column)[1]]
    ends = []
    for (above, _), (line, _) in pairwise(keys):
        gap, first = lines.lead(line, above, column)
        ends.append(gap)
        starts.append(first)
    ends.append(lines.lead(end, keys[-1][0], column)[0])
    return Layout(column, prefix if prefix.strip() else "", tuple(zip(starts, ends, strict=True)))


def move_lines(lines: list[str], node: Any, plan: Layout, order: Order) -> None:
    """Put the entries of a block mapping in `order`, in place.

    Raises:
        Immovable: a key is written with `? `, or a comment is indented less than the entry of a list.
    """
    if node.start_mark.column != plan.column or any(key.start_mark.column != plan.column for key, _ in node.value):
        raise Immovable("a key is written with '? '", node.start_mark.line + 1)
    bodies = [lines[start:end] for start, end in plan.entries]
    if plan.prefix:
        bodies[0][0] = " " * plan.column + bodies[0][0][plan.column :]
        head = bodies[order[0]]
        if head[0][: plan.column].strip():
            raise Immovable("a comment is indented less than the key below it", plan.entries[order[0]][0] + 1)
        head[0] = plan.prefix + head[0][plan.column :]
    moved: list[str] = []
    for place, entry in enumerate(order):
        if place:
            moved += lines[plan.entries[place - 1][1] : plan.entries[place][0]]
        moved += bodies[entry]
    lines[plan.entries[0][0] : plan.entries[-1][1]] = moved
