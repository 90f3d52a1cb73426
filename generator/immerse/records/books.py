"""The book that a record is judged by, read from a file: `checklist.json` of a site, schema `immerse.book/1`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from immerse.problems import ImmerseError
from immerse.records.judge import Book

SCHEMA = "immerse.book/1"
_LARGEST = 10_000
"""The largest number that a book says of weeks, days and pieces."""

_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters but for tab and line feed, and halves of characters, which no file made of a book can hold."""

_WHOLE, _WORDS, _YES_NO = "a whole number up to 10,000", "a text", "true or false"
_TASK = {
    "id": _WORDS,
    "title": _WORDS,
    "text": _WORDS,
    "who": _WORDS,
    "due": _WHOLE,
    "day": (_WHOLE,),
    "gate": (_WORDS,),
    "after": [_WORDS],
    "paths": [_WORDS],
}
_ITEM = {
    "id": _WORDS,
    "kind": _WORDS,
    "module": _WORDS,
    "title": _WORDS,
    "gate": _WORDS,
    "levels": {"*": _WHOLE},
    "critical": _YES_NO,
    "computed": _YES_NO,
    "digest": _WORDS,
    "rev": _WHOLE,
    "evidence": {"pieces": _WHOLE, "observed": _WHOLE, "kinds": [_WORDS]},
}
_RULE = {"id": _WORDS, "title": _WORDS, "kind": _WORDS}
_RULES: dict[str, dict[str, Any]] = {
    "evidence": {"types": _WHOLE, "recent": _WHOLE, "recent_days": _WHOLE, "critical": ({"shifts": _WHOLE},)},
    "simulated": {"share": _WHOLE, "free": [_WORDS]},
}
"""Kind of a sign-off rule -> what is read of it; of other kinds nothing is."""
_BOOK: dict[str, Any] = {
    "client": _WORDS,
    "client_name": _WORDS,
    "digest": _WORDS,
    "weeks": _WHOLE,
    "phases": [{"id": _WORDS, "name": _WORDS, "first": (_WHOLE,), "last": (_WHOLE,), "floor": _WHOLE}],
    "gates": [{"id": _WORDS, "title": _WORDS, "after": _WORDS, "day": (_WHOLE,)}],
    "modules": [{"id": _WORDS, "title": _WORDS, "pieces": _WHOLE}],
    "kinds": [{"id": _WORDS, "title": _WORDS, "observed": _YES_NO, "simulated": _YES_NO}],
    "roles": {"*": _WORDS},
    "rules": [_RULE],
    "items": [_ITEM],
    "tasks": [_TASK],
}
"""What is read of a book: a kind of value, a list of one shape, an object by its members or of any (`*`), and in
brackets what may be null as well."""


def book_from(content: bytes | str, file: Path | str) -> Book:
    """A book from the text of a file.

    Raises:
        ImmerseError: it is no book, or one of another version of immerse; says where and what to do.
    """
    way_out = "name the checklist.json of a client's site, or the client itself with --client"
    try:
        book = json.loads(content)
    except (ValueError, RecursionError) as error:
        place = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ImmerseError(f"{file}{place}: this is no checklist for programs; {way_out}") from None
    if not isinstance(book, dict) or book.get("schema") != SCHEMA:
        raise ImmerseError(f"{file}: this is no checklist of the format {SCHEMA}; {way_out}")
    if fault := _fault(book, _BOOK, "") or _fault_of_rules(book["rules"]):
        raise ImmerseError(f"{file}: {fault}; {way_out}")
    return book


def _fault_of_rules(rules: Sequence[Any]) -> str:
    known = ((at, rule, _RULES[rule["kind"]]) for at, rule in enumerate(rules) if rule["kind"] in _RULES)
    return next((fault for at, rule, shape in known if (fault := _fault(rule, shape, f"rules[{at}]"))), "")


def _fault(value: Any, shape: Any, place: str) -> str:
    """What is wrong below a place; empty where nothing is."""
    if isinstance(shape, tuple):
        return "" if value is None else _fault(value, shape[0], place)
    if isinstance(shape, str):
        return "" if _is_of(value, shape) else f"{place} has to be {shape}"
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{place} has to be a list"
        return next((fault for at, one in enumerate(value) if (fault := _fault(one, shape[0], f"{place}[{at}]"))), "")
    if not isinstance(value, dict):
        return f"{place} has to be an object"
    return next((fault for name in _members(value, shape) if (fault := _member(value, shape, name, place))), "")


def _members(value: Mapping[str, Any], shape: Mapping[str, Any]) -> list[str]:
    return list(value if "*" in shape else shape)


def _member(value: Mapping[str, Any], shape: Mapping[str, Any], name: str, place: str) -> str:
    below = f"{place}.{name}" if place else name
    if name not in value:
        return f"{below} is missing"
    return _fault(value[name], shape.get(name, shape.get("*")), below)


def _is_of(value: Any, kind: str) -> bool:
    if kind == _WHOLE:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
    if kind == _WORDS:
        return isinstance(value, str) and not _UNSAYABLE.search(value)
    return isinstance(value, bool)
