"""The texts of a YAML file with their keys and places, and nothing else: a fifth of the time of reading it strictly."""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from immerse.loading.strict_yaml import MAX_DEPTH, MAX_NODES
from immerse.loading.syntax import READ_ERRORS

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlainValue(NamedTuple):
    """One text of a file."""

    keys: tuple[str, ...]
    """The keys that lead to it; an entry of a list goes by its `id`, else by its number from 0."""
    text: str
    line: int
    column: int


class _Open:
    """A collection whose end has not come yet. `name` is the key or number of what comes next in it."""

    def __init__(self, is_list: bool, called: list[str]) -> None:
        self.is_list = is_list
        self.called = called
        """What this collection itself is called, in a list of its own so that an id can still change it."""
        self.key: str | None = None
        self.count = 0


def plain_values(source: bytes) -> list[PlainValue] | None:
    """Every value of a file, numbers and dates as they are typed; None where it is no YAML that can be read, or more
    than the strict reader takes."""
    try:
        text = source.decode("utf-8-sig")
        return _read(iter(_PARSER(text).get_event, None))
    except UnicodeDecodeError:
        return None
    except READ_ERRORS:
        return None


def _read(events: Any) -> list[PlainValue] | None:
    found: list[tuple[tuple[list[str], ...], str, Any]] = []
    above: list[_Open] = []
    for event in events:
        kind = type(event)
        if len(above) > MAX_DEPTH or len(found) > MAX_NODES:
            return None
        if kind is yaml.ScalarEvent:
            here = above[-1] if above else None
            if here is not None and not here.is_list and here.key is None:
                here.key = event.value
                continue
            if here is not None and here.key == "id" and len(above) > 1 and above[-2].is_list:
                here.called[0] = event.value
            found.append(((*(one.called for one in above[1:]), [_next_name(here)]), event.value, event.start_mark))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            name = _next_name(above[-1] if above else None)
            above.append(_Open(kind is yaml.SequenceStartEvent, [name]))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            above.pop()
    return [
        PlainValue(tuple(name[0] for name in keys), text, mark.line + 1, mark.column + 1) for keys, text, mark in found
    ]


def _next_name(here: _Open | None) -> str:
    if here is None:
        return ""
    if here.is_list:
        here.count += 1
        return str(here.count - 1)
    name, here.key = here.key or "", None
    return name
