"""Puts the keys of each mapping in the order of its model's fields; nothing else changes.

The `id` of a block is before its `when`, which comes from the base model.

Lines are moved unchanged, by the positions that the parser reports. A library that reads and writes YAML keeps comments
but changes line endings, indentation and line breaks; here every byte of an entry stays.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from immerse.loading.annotations import names_by_key, types_below
from immerse.loading.entry_moves import Immovable, Layout, Lines, Order, layout, move_in_line, move_lines
from immerse.loading.file_kinds import KINDS, kind_of
from immerse.loading.files import read_file
from immerse.loading.strict_yaml import MAX_BYTES, read_yaml
from immerse.model.base import Block, Node
from immerse.problems import Location, Problem

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOM = b"\xef\xbb\xbf"
_KEEPS = re.compile(r"[|>][1-9]?\+[1-9]?(?= *(?:#|$))", re.M)
"""The first line of a text that keeps the blank lines below it."""


@dataclass(frozen=True, slots=True)
class Move:
    """A mapping whose keys are not in order: the first key that is too low, and the one that it belongs above."""

    location: Location
    key: str
    above: str

    def __str__(self) -> str:
        return f"{self.location}: {self.key!r} belongs above {self.above!r}"


@dataclass(frozen=True, slots=True)
class Formatted:
    """The result for one file; with problems its content is unchanged."""

    path: str
    content: bytes
    moves: tuple[Move, ...] = ()
    problems: tuple[Problem, ...] = ()


def format_file(root: Path, path: str) -> Formatted:
    """The formatted file at `path` (inside the workspace, with `/`); nothing is written.

    A file that is not a content file, does not exist, or cannot be read as YAML is a problem.
    """
    kind = kind_of(path)
    if not kind:
        message, hint = "this is not a content file", "content files are in curriculum/, playbooks/ and site_config/"
        return Formatted(path, b"", problems=(Problem(Location(path), "path", message, hint=hint),))
    source, problems = read_file(root, path, MAX_BYTES)
    if source is None:
        missing = Problem(Location(path), "path", "there is no such file")
        return Formatted(path, b"", problems=problems or (missing,))
    return format_source(source, path, KINDS[kind])


def format_source(source: bytes, path: str, model: type[Node]) -> Formatted:
    """The bytes of one file with the keys of every mapping in the order of `model`.

    A mapping with an unknown key is not changed; `check` reports the key. If the value of the file would change, the
    result is a problem and no change.
    """
    before = read_yaml(source, path)
    if before.problems or not isinstance(before.value, dict):
        return Formatted(path, source, problems=before.problems)
    body = source.removeprefix(_BOM)
    line_end = "\r\n" if b"\r\n" in body else "\n"
    text = body.decode("utf-8").replace("\r\n", "\n")
    if body.count(b"\n") not in (0, body.count(b"\r\n")) and line_end == "\r\n":
        return _refused(source, Location(path), "mixed line endings: LF and CRLF", "save the file with one of them")
    jobs = list(_disorder(yaml.compose(text, Loader=_LOADER), text, model))
    if not jobs:
        return Formatted(path, source)
    try:
        moved = _moved(text, jobs)
    except Immovable as reason:
        return _refused(source, Location(path, reason.line), str(reason), "order its keys by hand")
    content = source[: len(source) - len(body)] + moved.replace("\n", line_end).encode()
    moves = tuple(sorted((job.move(path) for job in jobs), key=lambda move: move.location))
    after = read_yaml(content, path)
    if after.problems or after.value != before.value:
        return _refused(source, moves[0].location, "reordering the keys would change what the file says", _hint(text))
    return Formatted(path, content, moves)


def in_same_order(before: bytes, after: bytes, path: str, model: type[Node]) -> bytes:
    """A file after a change, with its keys in the order of `model` if they were in it before."""
    formatted = format_source(after, path, model)
    return after if format_source(before, path, model).moves or formatted.problems else formatted.content


def _hint(text: str) -> str:
    if not text.endswith("\n"):
        return "end the file with a line break"
    if _KEEPS.search(text):
        return "a text written with |+ or >+ keeps the blank lines below it; write | or >"
    return "order its keys by hand"


def _refused(source: bytes, place: Location, message: str, hint: str) -> Formatted:
    return Formatted(place.path, source, problems=(Problem(place, "yaml", message, hint=hint),))


@dataclass(frozen=True, slots=True)
class _Job:
    """A mapping to reorder; `plan` is None for one in brackets."""

    node: Any
    order: Order
    plan: Layout | None

    def move(self, path: str) -> Move:
        """The first key that is out of order in the file at `path`."""
        place = next(place for place, entry in enumerate(self.order) if place != entry)
        key, above = self.node.value[self.order[place]][0], self.node.value[place][0]
        mark = key.start_mark
        return Move(Location(path, mark.line + 1, mark.column + 1), key.value, above.value)


def _moved(text: str, jobs: list[_Job]) -> str:
    # Inner mappings come first, because the lines of a mapping contain those of its inner mappings.
    for job in reversed(jobs):
        if job.plan is None:
            text = move_in_line(text, job.node, job.order)
    lines = text.split("\n")
    for job in reversed(jobs):
        if job.plan is not None:
            move_lines(lines, job.node, job.plan, job.order)
    return "\n".join(lines)


def _disorder(root: Any, text: str, model: type[Node]) -> Iterator[_Job]:
    """The mappings that are out of order, each before those inside it."""
    texts = tuple(text.split("\n"))
    lines = Lines(texts, frozenset(_inside(root, text)))
    ends = (number for number, line in enumerate(texts) if line.startswith("...") and number not in lines.inside)
    waiting: list[tuple[Any, list[Any], int]] = [(root, [model], next(ends, len(texts)))]
    while waiting:
        node, kinds, end = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            after = [item.start_mark.line for item in node.value[1:]]
            for index, item in enumerate(node.value):
                waiting.append((item, types_below(kinds, index), after[index] if index < len(after) else end))
        elif isinstance(node, yaml.MappingNode) and node.value:
            keys = [key.value for key, _ in node.value]
            order = _order(keys, kinds)
            plan = None if node.flow_style else layout(node, lines, end, top=node is root)
            if order != tuple(range(len(keys))):
                yield _Job(node, order, plan)
            for index, (key, value) in enumerate(node.value):
                waiting.append((value, types_below(kinds, key.value), plan.entries[index][1] if plan else end))


def _order(keys: list[str], kinds: Iterable[Any]) -> Order:
    """The keys in the order of the first model that knows them all; unchanged if none does."""
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel) and names_by_key(kind).keys() >= set(keys):
            fields = sorted(names_by_key(kind), key=lambda name: name != "id" or not issubclass(kind, Block))
            return tuple(sorted(range(len(keys)), key=lambda entry: fields.index(keys[entry])))
    return tuple(range(len(keys)))


def _inside(root: Any, text: str) -> Iterator[int]:
    """The lines that belong to a text even if they are blank or begin with `#`: all but the first of a quoted text, and
    blank lines below one that keeps them (`|+`)."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [part for entry in node.value for part in entry]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif node.style in ("'", '"'):
            yield from range(node.start_mark.line + 1, node.end_mark.line + 1)
        elif node.style in ("|", ">") and _KEEPS.match(text, node.start_mark.index):
            yield from range(node.start_mark.line + 1, node.end_mark.line)
