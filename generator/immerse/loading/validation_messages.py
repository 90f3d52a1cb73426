"""Messages and hints about values that a model refuses, for the person who typed the value."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, get_args

from immerse.loading.characters import quoted
from immerse.model.policy.centre import Weekday
from immerse.words.near_misses import near_miss

KEYS = "keys with values"
"""The name of a mapping in messages."""

_PATTERNS = {
    r"^#[0-9a-fA-F]{6}$": 'must be a colour like "#1a2b3c"',
    r"^\d+\.\d+\.\d+$": "must be a version of three numbers like 1.4.0",
}
_LONGEST_WORD = 64
_LONGEST_MESSAGE = 400


class ErrorText(NamedTuple):
    """The fault of a value: either the type that was `expected`, or a whole `message`."""

    expected: str = ""
    message: str = ""
    hint: str = ""


@cache
def _messages() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Type of error -> the type of value that was expected; type of error -> (name of the limit, message)."""
    content = json.loads(files("immerse.loading").joinpath("validation_messages.json").read_text("utf-8"))
    return {kind: text for text, kinds in content["expected"].items() for kind in kinds}, content["limits"]


def describe_error(error: Mapping[str, Any]) -> ErrorText:
    """Describe one entry of `ValidationError.errors()`, of any type of pydantic's or our own."""
    expected, limits = _messages()
    kind: str = error["type"]
    value: Any = error["input"]
    context: Mapping[str, Any] = error.get("ctx", {})
    if kind == "model_type" and context.get("class_name") == "Point":
        kind = "text_type"
    if kind in expected:
        return ErrorText(expected[kind], hint=_type_hint(expected[kind], value, error["loc"]))
    if kind in limits:
        return ErrorText(message=_limit(*limits[kind], value, context))
    if kind in ("literal_error", "enum"):
        return _choice(str(context.get("expected", "")), value)
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        return ErrorText(message=f"{quoted(str(value))} {_PATTERNS.get(pattern, f'must match {pattern}')}")
    if kind in ("value_error", "assertion_error"):
        return ErrorText(message=str(context.get("error", error["msg"])))
    message: str = error["msg"]
    if kind == "policy":
        return ErrorText(message=message, hint=str(context["hint"]))
    if message.startswith("Input should be "):
        return ErrorText(message.removeprefix("Input should be "))
    return ErrorText(message=message.rstrip("."))


def merge(texts: list[ErrorText], value: Any) -> ErrorText:
    """Merge the errors of the members of a union about one value: the types that they expected, joined by `or`.

    A message of a member whose type fits is more precise than those types and replaces them.
    """
    messages = list(dict.fromkeys(_clipped(text.message) for text in texts if text.message))
    hint = next((text.hint for text in texts if text.hint), "")
    if messages:
        return ErrorText(message="; ".join(messages), hint=hint)
    expected = list(dict.fromkeys(text.expected for text in texts))
    return ErrorText(message=f"expected {' or '.join(expected)}, found {kind_of_value(value)}", hint=hint)


def _clipped(message: str) -> str:
    """A message without the middle of a value that would fill the screen."""
    half = _LONGEST_MESSAGE // 2
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:half]} ... {message[-half:]}"


def kind_of_value(value: Any) -> str:
    """The kind of a value, for `expected ..., found ...`."""
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


def _limit(name: str, message: str, value: Any, context: Mapping[str, Any]) -> str:
    limit = context.get(name)
    length = context.get("actual_length")
    if length is None and isinstance(value, str | list | tuple | dict):
        length = len(value)
    shown = value if isinstance(value, int | float) else kind_of_value(value)
    return message.format(limit=limit, value=shown, length=length, entries="entry" if limit == 1 else "entries")


def _choice(expected: str, value: Any) -> ErrorText:
    expected = {"True": "true", "False": "false"}.get(expected, expected)
    if expected in ("true", "false"):
        return ErrorText(expected, hint=_type_hint("true or false", value))
    nearest = near_miss(value, re.findall(r"'([^']*)'", expected)) if isinstance(value, str) else ""
    return ErrorText(expected, hint=f"did you mean {nearest!r}?" if nearest else "")


def _type_hint(expected: str, value: Any, loc: tuple[str | int, ...] = ()) -> str:
    if expected == "true or false":
        return "write true or false" if isinstance(value, str) else ""
    if expected in ("a whole number", "a number") and isinstance(value, str):
        return "write it without quotes" if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) else ""
    if expected == "text" and isinstance(value, bool | int | float):
        if loc and str(loc[-1]).endswith("version") and not isinstance(value, bool):
            return f"write three numbers: {value}{'.0' if isinstance(value, float) else '.0.0'}"
        return f'quote it: "{str(value).lower()}"'
    if expected == "text" and value is None:
        if any(isinstance(part, int) for part in loc[-2:]):
            return "write a text after '-', or delete the line"
        return "write a text after the colon, and quote it if it begins with #"
    if expected == "text" and isinstance(value, dict):
        return quote_colon(value)
    if expected == "a list" and isinstance(value, str):
        return _as_a_list(value)
    if expected == "text" and isinstance(value, list | tuple):
        return "delete the second '-' or the brackets, or quote a text that begins with one"
    return ""


_FROM_TO = re.compile(r"(\d{1,4})\s*(?:-|–|\.\.|to)\s*(\d{1,4})")
_WEEK = get_args(Weekday)
_DAYS = re.compile(rf"({'|'.join(_WEEK)})[a-z]*\s*(?:-|–|to)\s*({'|'.join(_WEEK)})[a-z]*")
_ID = re.compile(r"[\w.-]{0,80}\w")


def _as_a_list(value: str) -> str:
    """The text written as the list that is expected."""
    if bounds := _FROM_TO.fullmatch(value.strip()):
        return f"write it like [{bounds[1]}, {bounds[2]}]"
    if days := _DAYS.fullmatch(value.strip().lower()):
        first, last = _WEEK.index(days[1]), _WEEK.index(days[2])
        span = _WEEK[first : last + 1] if first <= last else (*_WEEK[first:], *_WEEK[: last + 1])
        return f"write it like [{', '.join(span)}]"
    entries = [entry.strip() for entry in re.split("[,;]", value)]
    if len(value) <= _LONGEST_WORD and all(map(_ID.fullmatch, entries)):
        return f"write it like [{', '.join(entries)}]"
    return "write each entry on its own line, after '- '"


def quote_colon(value: Mapping[str, Any]) -> str:
    """The hint for a text that YAML reads as a key and its value."""
    key, inner = next(iter(value.items()), ("", None))
    text = f"{key}: {inner}" if isinstance(inner, str) else f"{key}: ..."
    shown = text if len(text) <= _LONGEST_WORD else f"{text[:_LONGEST_WORD]}..."
    return f"quote a text that contains ': ', as in \"{shown}\""
