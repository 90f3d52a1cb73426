"""A fast path for payloads: one regular expression for each type matches canonical JSON with valid members.

A payload that does not match is not refused: `jws` and `bodies` then judge it member by member. Thousands of events are
read at once.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from immerse.records.entry_shapes import PATTERNS
from immerse.signing.bodies import BODIES, LONGEST_LIST, MOST_EVENTS, PAYLOAD, PIECE

_read = json.JSONDecoder().raw_decode
"""Reads a text that is known to be JSON: the value and its end."""
_LONG_DAYS = "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
_DAY = f"(?:19[7-9][0-9]|20[0-9]{{2}})-(?:{_LONG_DAYS})"
"""A day of the calendar, but for the 29th of February."""
_CLOCK = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"
_KINDS = {
    "one": "1",
    "number": "[1-9][0-9]{0,5}",
    "rev": "[1-9][0-9]{0,14}",
    "level": "[0-5]",
    "rating": "[1-5]",
    "weeks": "[0-6]",
    "yes-no": "(?:true|false)",
    "day": f'"{_DAY}"',
    "moment": f'"{_DAY}{_CLOCK}"',
    "slug": '"(?=[a-z0-9-]{1,60}")[a-z0-9]+(?:-[a-z0-9]+)*"',
    "person": '"p-[0-9a-f]{4,16}"',
    "version": r'"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}"',
}


def plain_payload(content: bytes) -> dict[str, Any] | None:
    """The payload in bytes; None if they do not match and have to be judged member by member."""
    if not content.isascii():
        return None
    text = content.decode()
    type_ = text.rpartition('"type":"')[2].partition('"')[0]
    form = _FORMS.get(type_)
    if form is None or form.fullmatch(text) is None:
        return None
    payload: dict[str, Any] = _read(text)[0]
    for name in _LISTS[type_]:
        if not _are_different(payload["body"][name]):
            return None
    return payload


def _are_different(values: list[Any]) -> bool:
    if values and isinstance(values[0], dict):
        return len({piece["piece"] for piece in values}) == len(values)
    return len(set(values)) == len(values)


def _form_of(kind: str) -> str:
    """The pattern of a kind of value in canonical JSON."""
    if kind.endswith("?"):
        return f"(?:null|{_form_of(kind[:-1])})"
    if kind.startswith("["):
        most = MOST_EVENTS if kind == "[hash]" else LONGEST_LIST
        form = _form_of(kind[1:-1])
        return rf"\[(?:{form}(?:,{form}){{0,{most - 1}}})?\]"
    if "|" in kind:
        return f'"(?:{kind})"'
    return _KINDS.get(kind) or f'"{PATTERNS[kind]}"'


def _object_of(forms: Mapping[str, str]) -> str:
    return r"\{" + ",".join(f'"{name}":{forms[name]}' for name in sorted(forms)) + r"\}"


_KINDS["piece"] = _object_of({name: _form_of(kind) for name, kind in PIECE.items()})


def _form(type_: str, shape: Mapping[str, str]) -> re.Pattern[str]:
    body = _object_of({name: _form_of(kind) for name, kind in shape.items()})
    members = {name: _form_of(kind) for name, kind in PAYLOAD.items() if kind != "body"}
    return re.compile(_object_of({**members, "type": f'"{type_}"', "body": body}))


_FORMS = {type_: _form(type_, shape) for type_, shape in BODIES.items()}
_LISTS = {type_: [name for name, kind in shape.items() if kind.startswith("[")] for type_, shape in BODIES.items()}
