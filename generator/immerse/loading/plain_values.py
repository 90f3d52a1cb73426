"""Only the texts of a YAML file, with their keys and positions: a fifth of the time of reading it strictly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from immerse.loading.strict_yaml import MAX_DEPTH, MAX_NODES
from immerse.loading.syntax import PARSER, READ_ERRORS

_MOST_LEFT_OUT = 5
"""Lines without which a faulty file is read; one with more faults is no file of values any more."""


class PlainValue(NamedTuple):
    """One text of a file."""

    keys: tuple[str, ...]
    """The keys that lead to it; an entry of a list has its `id`, else its number from 0."""
    text: str
    line: int
    column: int

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple.__new__, (PlainValue, tuple(self))  # unpickled without a call of Python code


@dataclass(eq=False)
class _Open:
    """A collection whose end has not been read yet. `key` is that of the next value of a mapping."""

    above: _Open | None
    is_list: bool
    name: str
    """The key or number of this collection, or its id once that is read."""
    key: str | None = None
    count: int = 0

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys that lead to its values; only valid when the whole file is read."""
        return (*self.above.keys, self.name) if self.above else ()


def plain_values(source: bytes) -> list[PlainValue] | None:
    """Every value of a file, numbers and dates as they are typed; None if the strict reader would refuse the file."""
    try:
        text = source.decode("utf-8-sig")
        return _read(iter(PARSER(text).get_event, None))
    except READ_ERRORS:  # UnicodeDecodeError is a ValueError
        return None


def values_of_part(source: bytes) -> tuple[list[PlainValue], list[int]] | None:
    """The values of a file that the reader refuses, without a few lines, and the numbers of these; None if other lines
    belong below one of them, so that their keys would be wrong."""
    left_out: list[int] = []
    try:
        lines = source.decode("utf-8-sig").splitlines()
        while len(left_out) <= _MOST_LEFT_OUT:
            try:
                values = _read(iter(PARSER("\n".join(lines)).get_event, None))
                return None if values is None else (values, left_out)
            except yaml.MarkedYAMLError as error:
                number = error.problem_mark.line if error.problem_mark else len(lines)
                if number >= len(lines) or not lines[number].strip() or _has_lines_below(lines, number):
                    return None
                left_out.append(number + 1)
                lines[number] = ""
    except READ_ERRORS:
        pass
    return None


def _has_lines_below(lines: list[str], number: int) -> bool:
    following = next((line for line in lines[number + 1 :] if line.strip()), "")
    return _indent(following) > _indent(lines[number])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _read(events: Any) -> list[PlainValue] | None:
    values: list[tuple[_Open | None, str, str, int, int]] = []
    level: _Open | None = None
    depth = 0
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if level is not None and not level.is_list and level.key is None:
                level.key = event.value
                continue
            if level is not None and level.key == "id" and level.above is not None and level.above.is_list:
                level.name = event.value
            mark = event.start_mark
            values.append((level, _next_name(level), event.value, mark.line + 1, mark.column + 1))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            level = _Open(level, kind is yaml.SequenceStartEvent, _next_name(level))
            depth += 1
        elif (kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent) and level is not None:
            level = level.above
            depth -= 1
        if depth > MAX_DEPTH or len(values) > MAX_NODES:
            return None
    return [PlainValue((*(at.keys if at else ()), name), text, line, column) for at, name, text, line, column in values]


def _next_name(level: _Open | None) -> str:
    if level is None:
        return ""
    if level.is_list:
        level.count += 1
        return str(level.count - 1)
    name, level.key = level.key or "", None
    return name
