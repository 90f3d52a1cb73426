"""JSON files of the ledger: each has a schema, which is checked when it is read. Pure."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from immerse.problems import Refused

T = TypeVar("T")

_adapter_of: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def read_json(content: bytes, schema: str, of: type[T], place: str) -> T:
    """The value in a file; raises Refused as `validated` does, and where the file is not JSON."""
    try:
        content_json = json.loads(content)
    except ValueError as error:
        raise Refused(f"{place} cannot be read: {error}") from error
    return validated(content_json, schema, of, place)


def validated(data: Any, schema: str, of: type[T], place: str) -> T:
    """A value of JSON as the type `of`, without its schema.

    Raises:
        Refused: the value has another schema, or does not fit the type; the message begins with `place`.
    """
    actual = data.pop("schema", None) if isinstance(data, dict) else None
    if actual != schema:
        raise Refused(f"{place} has the format {actual!r}, and this immerse reads {schema}; update immerse")
    try:
        value: T = _adapter_of(of).validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Refused(f"{place} is damaged at {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    return value


def json_lines(schema: str, value: Any, *, listed: Collection[str]) -> bytes:
    """A dataclass as UTF-8 JSON, one field a line; of the fields in `listed` one element a line."""
    lines = [f'"schema": {_dumped(schema)}']
    for name, part in _fields(value).items():
        text = ",\n".join(map(_dumped, part)).join(("[\n", "\n]")) if name in listed else _dumped(part)
        lines.append(f"{_dumped(name)}: {text}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _dumped(value: Any) -> str:
    return json.dumps(value, default=_fields, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def nested_lines(value: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with each entry of a mapping on a line of its own, and a list on one line."""
    return ("".join(_pieces(value, "")) + "\n").encode()


def _pieces(value: Any, indent: str) -> list[str]:
    if not isinstance(value, Mapping) or not value:
        return [json.dumps(value, ensure_ascii=False)]
    inner = f"{indent} "
    pieces = ["{\n"]
    for number, (key, entry) in enumerate(value.items()):
        pieces += [",\n" if number else "", inner, json.dumps(key, ensure_ascii=False), ": ", *_pieces(entry, inner)]
    return [*pieces, "\n", indent, "}"]
