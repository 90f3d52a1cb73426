"""The members of each type of entry, and the form of their values."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from immerse.model.shared import shared
from immerse.records.record_faults import refused
from immerse.words.characters import CONTROLS, TURNING

CONTRACT = shared("record/record-fields")
"""The members of a record and its signed events; the module explains each part."""
LIMITS: dict[str, int] = CONTRACT["limits"]
SIGNING: dict[str, int] = CONTRACT["signing"]
"""Bounds of a postponement, a passphrase and initials, and the times after which a key closes or something is late."""
LONGEST_TEXT = LIMITS["text"]
"""Characters of one text."""
LONGEST_EVENT = LIMITS["event"]
"""Characters of one signed event."""
MOST_ITEMS = LIMITS["items"]
"""Items that one piece of evidence may support."""
MOST_ENTRIES = LIMITS["entries"]
"""Entries of one file."""

EntryShape = dict[str, str]
"""Member -> kind of value. A kind that ends with `?` may be null as well."""
SHAPES: dict[str, EntryShape] = CONTRACT["entries"]
"""Type of entry -> its members."""
ENTRY: EntryShape = CONTRACT["entry"]
FILE: EntryShape = CONTRACT["file"]
PATTERNS: EntryShape = CONTRACT["patterns"]
"""Kind -> the pattern of its strings; days and moments also have to exist in the calendar."""
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
    """Whether a text may be in a record: neither empty nor too long, and without the characters of `REFUSED`."""
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
    return all(matches(kind, entry) for entry in value) and len(set(value)) == len(value)


_KINDS: dict[str, Callable[[object], bool]] = {
    "day": is_day,
    "moment": is_moment,
    "rev": lambda value: _is_number(value, 1),
    "count": lambda value: _is_number(value, 0),
    "yes-no": lambda value: isinstance(value, bool),
    "items": lambda value: _is_set_of(value, "code", MOST_ITEMS),
    "texts": lambda value: _is_set_of(value, "hash", MOST_ENTRIES),
    "file": lambda value: (
        isinstance(value, dict) and all(judge_of(kind)(value.get(name)) for name, kind in FILE.items())
    ),
}


def judge_of(kind: str) -> Callable[[object], bool]:
    """The function that decides whether a value is of a kind that `SHAPES` names, without a `?` at its end."""
    return _KINDS.get(kind) or partial(matches, kind)


def judge_entry(entry: Any, place: str) -> None:
    """Judge one entry; `place` is its path.

    Raises:
        RecordRefused: a member is missing or has a wrong value.
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
        if not (kind != bare and value is None) and not judge_of(bare)(value):
            raise refused("wrong", f"{place}.{name}", wanted=bare)
