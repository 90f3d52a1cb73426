"""Reads JSON strictly: a text that two readers could understand differently is refused, with the place.

The standard reader accepts fractions, NaN, halves of characters and equal keys, of which it uses the last.
"""

import re
from collections.abc import Callable, Sized
from json import JSONDecodeError, decoder
from typing import Any

from immerse.records.record_faults import RecordRefused, refused

DEEPEST = 8
"""The maximum depth of arrays and objects."""
LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps as it is."""

_scan_string: Callable[[str, int, bool], tuple[str, int]] = decoder.scanstring  # type: ignore[attr-defined]
"""The standard reader of strings: text, place behind the opening mark, strict -> string and the place behind it."""
_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LITERALS = {"t": ("true", True), "f": ("false", False), "n": ("null", None)}


def read_json(text: str) -> Any:
    """The value of a JSON text with whole numbers only.

    Raises:
        RecordRefused: not-json, double-key, forbidden-key, not-whole, half-character, too-deep.
    """
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def whole(self) -> Any:
        """The value of the text, with nothing after it."""
        value = self._value(1)
        if self._next():
            raise self._refused("not-json", self._at)
        return value

    def _refused(self, code: str, index: int, **values: str | int) -> RecordRefused:
        line, start = self._text.count("\n", 0, index) + 1, self._text.rfind("\n", 0, index)
        return refused(code, f"{line}:{index - start}", **values)

    def _next(self) -> str:
        """The next character, behind blanks; empty at the end."""
        at = self._at
        if self._text[at : at + 1] in " \t\n\r" and (blank := _BLANK.match(self._text, at)):
            self._at = at = blank.end()
        return self._text[at : at + 1]

    def _value(self, depth: int) -> Any:
        """A value; `depth` is that of an array or an object that begins here."""
        first = self._next()
        if first == '"':
            return self._string()
        if first in ("{", "["):
            if depth > DEEPEST:
                raise self._refused("too-deep", self._at, most=DEEPEST)
            return self._object(depth) if first == "{" else self._array(depth)
        if first in _LITERALS:
            word, value = _LITERALS[first]
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        return self._number()

    def _number(self) -> int:
        match = _NUMBER.match(self._text, self._at)
        if not match:
            raise self._refused("not-json", self._at)
        digits, fraction, exponent = match.groups()
        if fraction or exponent or digits == "-0" or len(digits) > 17 or abs(int(digits)) > LARGEST:
            raise self._refused("not-whole", self._at)
        self._at = match.end()
        return int(digits)

    def _string(self) -> str:
        begin = self._at
        try:
            text, self._at = _scan_string(self._text, begin + 1, True)
        except JSONDecodeError:
            raise self._refused("not-json", begin) from None
        if not text.isascii() and _SURROGATE.search(text):
            raise self._refused("half-character", begin)
        return text

    def _array(self, depth: int) -> list[Any]:
        values: list[Any] = []
        while self._follows(values, "]"):
            values.append(self._value(depth + 1))
        return values

    def _object(self, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        while self._follows(members, "}"):
            key = self._key(members)
            members[key] = self._value(depth + 1)
        return members

    def _key(self, members: dict[str, Any]) -> str:
        if self._next() != '"':
            raise self._refused("not-json", self._at)
        begin = self._at
        key = self._string()
        if key == "__proto__":
            raise self._refused("forbidden-key", begin, key=key)
        if key in members:
            raise self._refused("double-key", begin, key=key[:60])
        if self._next() != ":":
            raise self._refused("not-json", self._at)
        self._at += 1
        return key

    def _follows(self, collected: Sized, end: str) -> bool:
        """Whether another value of an array or an object follows; passes its opening mark, a comma or its end."""
        if not collected:
            self._at += 1
            if self._next() != end:
                return True
        following = self._next()
        if following not in (end, ",") or not following:
            raise self._refused("not-json", self._at)
        self._at += 1
        return following == ","
