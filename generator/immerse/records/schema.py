"""The JSON Schema of a record's file, for other programs that read it; made from the requirements of the reader.

The schema has the members and their forms. Only the reader judges that keys are unique, that moments exist in the
calendar, and that the name of a text is its digest.
"""

import json
from collections.abc import Callable
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
    EntryShape,
)
from immerse.records.format import SCHEMA
from immerse.records.strict_json import LARGEST

NAME = "record"
"""The name of the schema among those of a workspace's files."""


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `immerse.record/1`."""
    known = [{"if": is_type(name), "then": object_schema(shape, kind_schema)} for name, shape in SHAPES.items()]
    entry = {**object_schema(ENTRY, kind_schema), "allOf": known}
    text = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
    salted = {**object_schema({"salt": "id"}, kind_schema), "additionalProperties": False}
    salted["properties"]["text"] = text
    salted["required"].append("text")
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
            "additionalProperties": salted,
            "description": "Free texts, each under the SHA-256 of its salt and itself.",
        },
    }
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "The record of one person's rotation"}
    return {**about, "type": "object", "properties": members, "required": list(members)}


def text_of(schema: dict[str, Any]) -> str:
    """The text of a schema's file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def is_type(type_: str) -> dict[str, Any]:
    """The schema of an object of a type."""
    return {"properties": {"type": {"const": type_}}}


def object_schema(shape: EntryShape, kind: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The schema of an object with the members of a shape; `kind` gives the schema of a kind of value."""
    members = {name: kind(value) for name, value in shape.items()}
    return {"type": "object", "properties": members, "required": list(shape)}


def kind_schema(kind: str) -> dict[str, Any]:
    """The schema of a kind of value; one that ends with `?` may be null."""
    bare = kind.removesuffix("?")
    schema = _KINDS.get(bare) or _of(bare)
    return schema if bare == kind else {"anyOf": [{"type": "null"}, schema]}


def _of(kind: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{PATTERNS[kind]}$"}


def _set_of(kind: str, most: int) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "maxItems": most, "uniqueItems": True, "items": _of(kind)}


_KINDS: dict[str, dict[str, Any]] = {
    "rev": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "count": {"type": "integer", "minimum": 0, "maximum": LARGEST},
    "yes-no": {"type": "boolean"},
    "items": _set_of("code", MOST_ITEMS),
    "texts": _set_of("hash", MOST_ENTRIES),
}
_KINDS["file"] = object_schema(FILE, kind_schema)
