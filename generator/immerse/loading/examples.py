"""Examples of values with several parts, for hints."""

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args, get_origin

from immerse.loading.annotations import names_by_key, plain, types_below
from immerse.model.base import Node, OneOf, Point
from immerse.model.ids import SettingKey
from immerse.model.policy.formats import LanguageTag
from immerse.model.text import CodeId, Slug, Text

_BY_KEY: dict[str, str] = json.loads(files("immerse.loading").joinpath("examples.json").read_text("utf-8"))
"""Examples of mappings whose keys are ids, which the type does not show by itself."""
_WORDS = (
    *((bool, "true"), (int, "1"), (float, "1"), (date, "2027-03-31")),
    *((Slug, "an-id"), (LanguageTag, "en-GB"), (SettingKey, "response.targets"), (Text, "...")),
)
"""Type -> an example of it; the first that fits counts."""
_MOST = 5
"""The greatest number of keys of an example."""


@lru_cache(maxsize=512)
def example_of(model: type[Node], loc: tuple[str | int, ...]) -> str:
    """A value of the field at a path of pydantic's, on one line; empty if its type has no parts."""
    kinds: list[Any] = [model]
    for part in loc:
        kinds = types_below(kinds, part)
    composite = next(filter(_has_parts, kinds), None)
    return _form(str(loc[-1]), composite) if composite is not None and loc else ""


def _has_parts(kind: Any) -> bool:
    return get_origin(kind) in (dict, tuple) or _is_model(kind)


def _form(key: str, annotation: Any, depth: int = 0) -> str:
    return _BY_KEY[key] if key in _BY_KEY and any(map(_has_parts, plain(annotation))) else _example(annotation, depth)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Node) and not issubclass(kind, OneOf)


def _example(annotation: Any, depth: int = 0) -> str:
    kind = next(iter(member for member in plain(annotation) if member is not type(None)), None)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is dict:
        key = _example(arguments[0], depth + 1)
        return f"{{{'name' if key == '...' else key}: {_example(arguments[1], depth + 1)}}}"
    if origin is tuple:
        return f"[{_example(arguments[0], depth + 1)}]"
    if origin is Literal:
        first = arguments[0]
        return str(first).lower() if isinstance(first, bool) else str(first)
    if kind is Point:
        return "..."
    if isinstance(kind, type) and _is_model(kind):
        return "{...}" if depth > 1 else f"{{{', '.join(_pairs(kind, depth))}}}"
    if isinstance(kind, type):
        return _word(kind)
    return "..."


def _pairs(model: type[Node], depth: int) -> Iterator[str]:
    fields = [(key, model.model_fields[name]) for key, name in names_by_key(model).items()]
    wanted = [pair for pair in fields if pair[1].is_required()] or fields[:2]
    for key, field in wanted[:_MOST]:
        yield f"{key}: {_form(key, field.annotation, depth + 1)}"
    if len(wanted) > _MOST:
        yield "..."


def _word(kind: type) -> str:
    if issubclass(kind, CodeId):
        return kind.example.split(",")[0]
    return next((word for base, word in _WORDS if issubclass(kind, base)), "value")
