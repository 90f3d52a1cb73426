"""The JSON Schema of a record's file, for programs of others that read one; made from what the reader asks for.

A schema says what stands where. That keys stand once, that moments are those of a calendar, that a text is the one that
its name says: those only the reader judges.
"""

from __future__ import annotations

import json
from typing import Any

from immerse.records.entry_shapes import (
    ENTRY,
    FILE,
    LONGEST_EVENT,
    LONGEST_TEXT,
    MOST_ENTRIES,
    MOST_ITEMS,
    PATTERNS,
    SHAPES,
)
from immerse.records.format import SCHEMA
from immerse.records.strict_json import LARGEST

NAME = "record"
"""What the schema is called beside those of a workspace's files."""


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `immerse.record/1`."""
    known = [{"if": _is(type_), "then": _object(shape)} for type_, shape in SHAPES.items()]
    entry = {**_object(ENTRY), "allOf": known}
    text = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
    said = {**_object({"salt": "id"}), "additionalProperties": False}
    said["properties"]["text"] = text
    said["required"].append("text")
    event = {**_of("event"), "maxLength": LONGEST_EVENT}
    members = {
        "schema": {"const": SCHEMA},
        "rot": {**_of("id"), "description": "One rotation of one person, by chance."},
        "client": _of("slug"),
        "entries": {"type": "array", "maxItems": MOST_ENTRIES, "items": entry},
        "events": {"type": "array", "items": event, "description": "Signed events: compact JWS."},
        "texts": {
            "type": "object",
            "propertyNames": _of("hash"),
            "additionalProperties": said,
            "description": "Free texts, each under the SHA-256 of its salt and itself.",
        },
    }
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "The record of one person's rotation"}
    return {**about, "type": "object", "properties": members, "required": list(members)}


def schema_file() -> str:
    """The schema as a text."""
    return json.dumps(record_schema(), indent=1, ensure_ascii=False) + "\n"


def _is(type_: str) -> dict[str, Any]:
    return {"properties": {"type": {"const": type_}}}


def _object(shape: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: kind_schema(kind) for name, kind in shape.items()},
        "required": list(shape),
    }


def kind_schema(kind: str) -> dict[str, Any]:
    """The schema of a kind of value; one that ends with `?` may be null."""
    bare = kind.removesuffix("?")
    found = _KINDS.get(bare) or _of(bare)
    return found if bare == kind else {"anyOf": [{"type": "null"}, found]}


def _of(kind: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{PATTERNS[kind]}$"}


_KINDS: dict[str, dict[str, Any]] = {
    "rev": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "count": {"type": "integer", "minimum": 0, "maximum": LARGEST},
    "yes-no": {"type": "boolean"},
    "items": {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_ITEMS,
        "uniqueItems": True,
        "items": {"type": "string", "pattern": f"^{PATTERNS['code']}$"},
    },
    "texts": {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_ENTRIES,
        "uniqueItems": True,
        "items": {"type": "string", "pattern": f"^{PATTERNS['hash']}$"},
    },
}
_KINDS["file"] = _object(FILE)
