"""The JSON Schema of a signed payload, made from the requirements of the reader; a record has it in a JWS."""

from typing import Any

from immerse.records.schema import is_type, kind_schema, object_schema
from immerse.signing.bodies import BODIES, LONGEST_LIST, MOST_EVENTS, NUMBERS, PAYLOAD, PIECE

NAME = "event"
"""The name of the schema among those of a workspace's files."""


def event_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the payload of a signed event."""
    members = {name: _kind(kind) for name, kind in PAYLOAD.items() if name not in ("type", "body")}
    types = {"type": {"enum": list(BODIES)}, "body": {"type": "object"}}
    known = [{"if": is_type(name), "then": {"properties": {"body": _object(shape)}}} for name, shape in BODIES.items()]
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "What is signed in a record"}
    whole = {"type": "object", "properties": {**members, **types}, "required": list(PAYLOAD)}
    return {**about, **whole, "additionalProperties": False, "allOf": known}


def _object(shape: dict[str, str]) -> dict[str, Any]:
    return {**object_schema(shape, _kind), "additionalProperties": False}


def _kind(kind: str) -> dict[str, Any]:
    if kind.endswith("?"):
        return {"anyOf": [{"type": "null"}, _kind(kind[:-1])]}
    if kind.startswith("["):
        most = MOST_EVENTS if kind == "[hash]" else LONGEST_LIST
        return {"type": "array", "items": _kind(kind[1:-1]), "maxItems": most, "uniqueItems": True}
    if "|" in kind:
        return {"enum": kind.split("|")}
    return _KINDS.get(kind) or kind_schema(kind)


_KINDS: dict[str, dict[str, Any]] = {
    kind: {"const": least} if least == most else {"type": "integer", "minimum": least, "maximum": most}
    for kind, (least, most) in NUMBERS.items()
}
_KINDS["piece"] = _object(PIECE)
