"""What a model objects to, in words for the person who typed the value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from immerse.loading.characters import quoted
from immerse.words.near_misses import near_miss

KEYS = "keys with values"
"""What people call a mapping."""

_EXPECTED = {
    "string_type": "text",
    "string_sub_type": "text",
    "text_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "set_type": "a list",
    "dict_type": KEYS,
    "mapping_type": KEYS,
    "model_type": KEYS,
    "model_attributes_type": KEYS,
    "dataclass_type": KEYS,
    "date_type": "a day like 2027-03-31",
    "none_required": "nothing",
}

_LIMITS = {
    "greater_than_equal": ("ge", "must be at least {limit}, is {value}"),
    "greater_than": ("gt", "must be more than {limit}, is {value}"),
    "less_than_equal": ("le", "must be at most {limit}, is {value}"),
    "less_than": ("lt", "must be less than {limit}, is {value}"),
    "multiple_of": ("multiple_of", "must be a multiple of {limit}, is {value}"),
    "too_short": ("min_length", "needs at least {limit} {entries}, has {length}"),
    "too_long": ("max_length", "may have at most {limit} {entries}, has {length}"),
    "string_too_short": ("min_length", "must be at least {limit} characters, is {length}"),
    "string_too_long": ("max_length", "must be at most {limit} characters, is {length}"),
}

_PATTERNS = {
    r"^#[0-9a-fA-F]{6}$": 'must be a colour like "#1a2b3c"',
    r"^\d+\.\d+\.\d+$": "must be a version of three numbers like 1.4.0",
    r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$": "must be the code of a country or of a part of one, like GB or GB-ENG",
}


_LONGEST_WORD = 64
"""Comparing takes time by the square of the length; nobody misspells a key of a thousand characters."""
_LONGEST_MESSAGE = 400


@dataclass(frozen=True, slots=True)
class ErrorText:
    """One objection: either `expected` something else than what was found, or a whole `message`."""

    expected: str = ""
    message: str = ""
    hint: str = ""


def describe_error(error: Mapping[str, Any]) -> ErrorText:
    """The objection of one entry of `ValidationError.errors()`; any type of pydantic's, and our own."""
    kind: str = error["type"]
    value: Any = error["input"]
    context: Mapping[str, Any] = error.get("ctx", {})
    if kind == "model_type" and context.get("class_name") == "Point":
        return ErrorText("text", hint=_type_hint("text", value, error["loc"]))
    if kind in _EXPECTED:
        return ErrorText(_EXPECTED[kind], hint=_type_hint(_EXPECTED[kind], value, error["loc"]))
    if kind in _LIMITS:
        return ErrorText(message=_limit(kind, value, context))
    if kind in ("literal_error", "enum"):
        return _choice(str(context.get("expected", "")), value)
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        return ErrorText(message=f"{quoted(str(value))} {_PATTERNS.get(pattern, f'must match {pattern}')}")
    if kind in ("value_error", "assertion_error"):
        return ErrorText(message=str(context.get("error", error["msg"])))
    said: str = error["msg"]
    if said.startswith("Input should be "):
        return ErrorText(said.removeprefix("Input should be "))
    return ErrorText(message=said.rstrip("."))


def merge(faults: list[ErrorText], value: Any) -> ErrorText:
    """One objection for one value: what the branches of a choice of types expected, joined by `or`.

    A branch whose type fitted says more than those whose type did not, so its message stands alone.
    """
    messages = list(dict.fromkeys(_clipped(fault.message) for fault in faults if fault.message))
    hint = next((fault.hint for fault in faults if fault.hint), "")
    if messages:
        return ErrorText(message="; ".join(messages), hint=hint)
    expected = list(dict.fromkeys(fault.expected for fault in faults))
    return ErrorText(message=f"expected {' or '.join(expected)}, found {found(value)}", hint=hint)


def _clipped(message: str) -> str:
    """A message without the middle of a value that would fill the screen."""
    half = _LONGEST_MESSAGE // 2
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:half]} ... {message[-half:]}"


def found(value: Any) -> str:
    """What a value is, for `expected ..., found ...`."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"text {quoted(value)}"
    if isinstance(value, dict):
        return KEYS
    if isinstance(value, list | tuple):
        return "a list"
    return f"the number {value}"


def _limit(kind: str, value: Any, context: Mapping[str, Any]) -> str:
    name, words = _LIMITS[kind]
    limit = context.get(name)
    length = context.get("actual_length")
    if length is None and isinstance(value, str | list | tuple | dict):
        length = len(value)
    shown = value if isinstance(value, int | float) else found(value)
    return words.format(limit=limit, value=shown, length=length, entries="entry" if limit == 1 else "entries")


def _choice(expected: str, value: Any) -> ErrorText:
    expected = {"True": "true", "False": "false"}.get(expected, expected)
    if expected in ("true", "false"):
        return ErrorText(expected, hint=_type_hint("true or false", value))
    meant = near_miss(value, re.findall(r"'([^']*)'", expected)) if isinstance(value, str) else ""
    return ErrorText(expected, hint=f"did you mean {meant!r}?" if meant else "")


def _type_hint(expected: str, value: Any, loc: tuple[str | int, ...] = ()) -> str:
    if expected == "true or false":
        return "write true or false" if isinstance(value, str) else ""
    if expected in ("a whole number", "a number") and isinstance(value, str):
        return "write it without quotes" if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) else ""
    if expected == "text" and isinstance(value, bool | int | float):
        return f'quote it: "{str(value).lower()}"'
    if expected == "text" and value is None:
        if any(isinstance(part, int) for part in loc[-2:]):
            return "write a text behind '-', or delete the line"
        return "write a text after the colon; one that begins with # must be quoted"
    if expected == "text" and isinstance(value, dict):
        return quote_colon(value)
    if expected == "a list" and isinstance(value, str):
        return _as_a_list(value)
    if expected == "text" and isinstance(value, list | tuple):
        return "delete the second '-' or the brackets; a text that begins with one is quoted"
    return ""


_FROM_TO = re.compile(r"(\d{1,4})\s*(?:-|–|\.\.|to)\s*(\d{1,4})")
_ID = re.compile(r"[\w.-]{0,80}\w")


def _as_a_list(value: str) -> str:
    """How a list is written of what somebody typed as a text."""
    if found := _FROM_TO.fullmatch(value.strip()):
        return f"write it like [{found[1]}, {found[2]}]"
    entries = [entry.strip() for entry in re.split("[,;]", value)]
    if len(value) <= _LONGEST_WORD and all(map(_ID.fullmatch, entries)):
        return f"write it like [{', '.join(entries)}]"
    return "begin each entry on a line of its own with '- '"


def quote_colon(value: Mapping[str, Any]) -> str:
    """What to do about a text that YAML read as a key and its value."""
    key, inner = next(iter(value.items()), ("", None))
    words = f"{key}: {inner}" if isinstance(inner, str) else f"{key}: ..."
    shown = words if len(words) <= _LONGEST_WORD else f"{words[:_LONGEST_WORD]}..."
    return f"quote a text that holds ': ', as in \"{shown}\""
