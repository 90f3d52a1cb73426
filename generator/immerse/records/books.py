"""The book that a record is judged by, read from a file: `checklist.json` of a site, schema `immerse.book/1`."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from immerse.problems import ImmerseError
from immerse.records.judge import BookJson

SCHEMA = "immerse.book/1"
_LARGEST = 10_000
"""The largest number of weeks, days and pieces in a book."""
_KINDS = {"number": "a whole number up to 10,000", "text": "a text", "yes-no": "true or false"}
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters but for tab and line feed, and halves of characters, which no file made of a book can hold."""


@cache
def _shapes() -> dict[str, Any]:
    """The members that are read of a book, and of its sign-off rules by their kind.

    A shape is a kind of value, a list of one shape, or an object by its members, `*` for any. A member whose name ends
    with `?` may be null.
    """
    shapes: dict[str, Any] = json.loads(files("immerse.records").joinpath("book_shape.json").read_text("utf-8"))
    return shapes


def book_from(content: bytes | str, file: Path | str) -> BookJson:
    """A book from the text of a file.

    Raises:
        ImmerseError: it is no book, or one of another version of immerse; names the place and what to do.
    """
    advice = "name the checklist.json of a client's site, or the client itself with --client"
    try:
        book = json.loads(content)
    except (ValueError, RecursionError) as error:
        place = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ImmerseError(f"{file}{place}: this is not a checklist for programs; {advice}") from None
    if not isinstance(book, dict) or book.get("schema") != SCHEMA:
        raise ImmerseError(f"{file}: this is not a checklist of the format {SCHEMA}; {advice}")
    book.setdefault("path_items", {})  # books of an earlier immerse have none
    if fault := _fault(book, _shapes()["book"], "") or _first(_rule_faults(book["rules"])):
        raise ImmerseError(f"{file}: {fault}; {advice}")
    return book


def _first(faults: Iterable[str]) -> str:
    return next(filter(None, faults), "")


def _rule_faults(rules: list[Any]) -> Iterable[str]:
    shapes = _shapes()["rules"]
    return (_fault(rule, shapes.get(rule["kind"], {}), f"rules[{at}]") for at, rule in enumerate(rules))


def _fault(value: Any, shape: Any, place: str) -> str:
    """The first fault of a value at `place` or below it; empty if it has none."""
    if isinstance(shape, str):
        return "" if _is_of(value, shape) else f"{place} has to be {_KINDS[shape]}"
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{place} has to be a list"
        return _first(_fault(entry, shape[0], f"{place}[{at}]") for at, entry in enumerate(value))
    if not isinstance(value, dict):
        return f"{place} has to be an object"
    members = dict.fromkeys(value, shape["*"]) if "*" in shape else shape
    return _first(_member(value, name, of, place) for name, of in members.items())


def _member(value: dict[str, Any], name: str, shape: Any, place: str) -> str:
    bare = name.removesuffix("?")
    below = f"{place}.{bare}" if place else bare
    if bare not in value:
        return f"{below} is missing"
    return "" if value[bare] is None and bare != name else _fault(value[bare], shape, below)


def _is_of(value: Any, kind: str) -> bool:
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
    if kind == "text":
        return isinstance(value, str) and not _REFUSED.search(value)
    return isinstance(value, bool)
