"""JSON in its canonical form (RFC 8785) for the values that a record may hold: no fractions, no lone surrogates."""

import json
from typing import Any


def canonical(value: Any) -> str:
    """The canonical text of a value that JSON can represent: members in the order of UTF-16 code units, no blanks."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))


def units(text: str) -> bytes:
    """The UTF-16 code units of a string, by which RFC 8785 sorts."""
    return text.encode("utf-16-be")


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=units)}
    return [_ordered(entry) for entry in value] if isinstance(value, list) else value
