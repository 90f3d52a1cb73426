"""What models declare for a value that loading refuses: its bounds, and its rule, which is `schema` unless said."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from immerse.loading.annotations import KindTag, names_by_key, types_below
from immerse.model.base import ReportedUnder
from immerse.model.limits import Bounds, Entries, Length, Limit

T = TypeVar("T")

_REFUSALS = frozenset({"missing", "too_short", "greater_than_equal", "less_than_equal", "policy"})
"""Types of errors about a value that is not allowed, although its type is right."""


def rule_for(error: ErrorDetails, model: type[BaseModel]) -> str:
    """The rule that an error of pydantic's violates in a file of the kind `model`, else `schema`."""
    if rule := error.get("ctx", {}).get("rule"):
        return str(rule)
    refused = error["type"] in _REFUSALS
    rule = "schema"
    for declared in _declared(error["loc"], model):
        if isinstance(declared, ReportedUnder):
            rule = declared.rule if refused or declared.any_fault else "schema"
        elif refused:
            rule = declared
    return rule


_KINDS: dict[str, type[Bounds]] = {
    "greater_than_equal": Limit,
    "less_than_equal": Limit,
    "string_too_short": Length,
    "string_too_long": Length,
    "too_short": Entries,
    "too_long": Entries,
}
"""Type of an error -> the bounds that it breaks."""


def bounds_for(error: ErrorDetails, model: type[BaseModel]) -> Bounds | None:
    """The declared bounds that an error of pydantic's breaks; None for another error, or where members of a union
    differ."""
    found: list[Bounds] = []
    if kind := _KINDS.get(error["type"]):
        for fields, _ in _along(error["loc"], model):
            if fields:
                found = [mark for field in fields for mark in _marks((field.annotation, *field.metadata), kind)]
    return found[0] if found and all(bounds == found[0] for bounds in found) else None


def _declared(loc: tuple[str | int, ...], model: type[BaseModel]) -> Iterator[ReportedUnder | str]:
    """The rules that are declared on the path from a model to an error, the nearest to the error last."""
    for fields, kinds in _along(loc, model):
        for field in fields:
            yield from _marks((field.annotation, *field.metadata), ReportedUnder)
        for kind in kinds:
            if rule := getattr(kind, "rule_of_model", ""):
                yield rule


def _along(loc: tuple[str | int, ...], model: type[BaseModel]) -> Iterator[tuple[list[FieldInfo], list[Any]]]:
    """(the fields that a part of a path names, the types that it leads to), for each part."""
    kinds: list[Any] = [model]
    for part in loc:
        models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        named = ((kind, names_by_key(kind).get(str(part))) for kind in models if not isinstance(part, KindTag))
        fields = [kind.model_fields[name] for kind, name in named if name is not None]
        kinds = types_below(kinds, part)
        yield fields, kinds


def _marks(parts: tuple[Any, ...], wanted: type[T]) -> Iterator[T]:
    """The marks of a kind in an annotation, also for the items of a mapping or list, but not in other models."""
    for part in parts:
        if isinstance(part, wanted):
            yield part
        elif not isinstance(part, type | str | int):
            yield from _marks(get_args(part), wanted)
