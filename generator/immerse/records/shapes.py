"""What stands in a record: the members of each type of entry, and what each of them has to look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from immerse.records.faults import refused
from immerse.words.characters import CONTROLS, TURNING

LONGEST_TEXT = 4_000
"""Characters of one text."""
LONGEST_EVENT = 131_072
"""Characters of one signed event."""
MOST_ITEMS = 3
"""Items that one piece of evidence may support."""
MOST_ENTRIES = 20_000
"""Entries of one file."""

SHAPES: dict[str, dict[str, str]] = {
    "start": {"name": "text?", "day": "day", "track": "slug", "path": "slug", "release": "release", "book": "digest"},
    "plan": {"gate": "code", "day": "day?"},
    "claim": {"item": "code", "digest": "digest", "rev": "rev", "release": "release"},
    "unclaim": {"item": "code"},
    "evidence": {
        "items": "items",
        "kind": "slug",
        "title": "text",
        "day": "day",
        "shift": "text?",
        "simulated": "yes-no",
        "link": "text?",
        "file": "file?",
        "replaces": "id?",
        "removed": "yes-no",
    },
    "note": {"item": "code", "text": "text?"},
    "read": {"page": "page", "digest": "digest", "release": "release"},
    "score": {"deck": "name", "right": "count", "of": "count", "release": "release"},
    "task": {"task": "code", "done": "yes-no", "day": "day", "release": "release"},
    "erase": {"texts": "texts"},
}
"""Type of entry -> member -> kind of value. A kind that ends with `?` may be null as well. An entry of another type,
and a member that does not stand here, is kept as it is and means nothing."""

ENTRY = {"id": "id", "at": "moment", "type": "slug"}
"""The members that every entry has."""
FILE = {"name": "text", "sha256": "hash", "size": "count"}
"""The members of a file of evidence, whose bytes stay where they are."""

_YEAR = "(?:19[7-9][0-9]|20[0-9]{2})"
_DAY = f"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
PATTERNS = {
    "id": "[0-9a-f]{32}",
    "hash": "[0-9a-f]{64}",
    "text": "[0-9a-f]{64}",
    "code": "[A-Z][A-Z0-9]{0,7}(?:-[A-Z]?[0-9]{1,3})?",
    "slug": "(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*",
    "name": "(?=.{1,60}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*",
    "digest": "(?:d[0-9]{1,3}:)?sha256:[0-9a-f]{64}",
    "release": r"(?:draft|(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2})",
    "page": "[a-z][a-z-]{0,19}:[A-Za-z0-9][A-Za-z0-9._/-]{0,79}",
    "event": r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+",
    "day": _DAY,
    "moment": f"{_DAY}T{_CLOCK}Z",
}
"""What strings of a kind look like, from end to end; days and moments have to be those of a calendar as well."""
REFUSED = CONTROLS + TURNING
"""Characters that no text may hold, as inside a class of a regular expression: control characters but for tab and line
feed, and marks that turn the direction of what follows."""

_COMPILED = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}
_REFUSED = re.compile(f"[{REFUSED}]")


def is_day(value: object) -> bool:
    """Whether a value is a day of the calendar, written 2026-12-01, from 1970 to 2099."""
    if not matches("day", value):
        return False
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def is_moment(value: object) -> bool:
    """Whether a value is a moment of the calendar in UTC with thousandths: 2026-12-01T08:30:00.000Z."""
    return matches("moment", value) and is_day(str(value)[:10])


def is_text(value: object) -> bool:
    """Whether a text may stand in a record: neither empty nor too long, and without the characters of `REFUSED`."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and not _REFUSED.search(value)


def is_event(value: object) -> bool:
    """Whether a value is a signed event: three parts in base64url with points between them."""
    return matches("event", value) and len(str(value)) <= LONGEST_EVENT


def matches(kind: str, value: object) -> bool:
    """Whether a value is a string of one of the kinds of `PATTERNS`."""
    return isinstance(value, str) and _COMPILED[kind].fullmatch(value) is not None


def _is_number(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _is_set_of(value: object, kind: str, most: int) -> bool:
    if not isinstance(value, list) or not 0 < len(value) <= most:
        return False
    return all(matches(kind, one) for one in value) and len(set(value)) == len(value)


def _is_file(value: object) -> bool:
    return isinstance(value, dict) and all(is_of(kind, value.get(name)) for name, kind in FILE.items())


_KINDS: dict[str, Callable[[object], bool]] = {
    "day": is_day,
    "moment": is_moment,
    "rev": lambda value: _is_number(value, 1),
    "count": lambda value: _is_number(value, 0),
    "yes-no": lambda value: isinstance(value, bool),
    "items": lambda value: _is_set_of(value, "code", MOST_ITEMS),
    "texts": lambda value: _is_set_of(value, "hash", MOST_ENTRIES),
    "file": _is_file,
}


def is_of(kind: str, value: object) -> bool:
    """Whether a value is of a kind that `SHAPES` names, without a `?` at its end."""
    return judge_of(kind)(value)


def judge_of(kind: str) -> Callable[[object], bool]:
    """What says whether a value is of such a kind."""
    return _KINDS.get(kind) or partial(matches, kind)


def judge_entry(entry: Any, place: str) -> None:
    """Judge one entry; `place` is its path.

    Raises:
        RecordRefused: a member is missing or is not what it has to be.
    """
    if not isinstance(entry, dict):
        raise refused("wrong", place, wanted="entry")
    _judge_members(entry, ENTRY, place)
    _judge_members(entry, SHAPES.get(entry["type"], {}), place)
    if entry["type"] == "score" and entry["right"] > entry["of"]:
        raise refused("wrong", f"{place}.right", wanted="right")
    if entry["type"] == "evidence":
        replaces = entry["replaces"]
        if replaces == entry["id"] or (entry["removed"] and replaces is None):
            raise refused("wrong", f"{place}.replaces", wanted="replaces")


def _judge_members(entry: Mapping[str, Any], shape: Mapping[str, str], place: str) -> None:
    for name, kind in shape.items():
        bare = kind.removesuffix("?")
        value = entry.get(name, ...)
        if not (kind != bare and value is None) and not is_of(bare, value):
            raise refused("wrong", f"{place}.{name}", wanted=bare)
