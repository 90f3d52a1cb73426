"""The rule of a value that loading refuses: declared beside its field or by the nearest model, else `schema`."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from immerse.loading.annotations import names_by_key, types_below
from immerse.model.base import ReportedUnder

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


def _declared(loc: tuple[str | int, ...], model: type[BaseModel]) -> Iterator[ReportedUnder | str]:
    """The rules that are declared on the path from a model to an error, the nearest to the error last."""
    kinds: list[Any] = [model]
    for part in loc:
        for kind in kinds:
            is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
            if is_model and (name := names_by_key(kind).get(str(part))) is not None:
                field = kind.model_fields[name]
                yield from _marks((field.annotation, *field.metadata))
        kinds = types_below(kinds, part)
        for kind in kinds:
            if rule := getattr(kind, "rule_of_model", ""):
                yield rule


def _marks(parts: tuple[Any, ...]) -> Iterator[ReportedUnder]:
    """The rules declared in an annotation, also for the items of a mapping or list, but not in other models."""
    for part in parts:
        if isinstance(part, ReportedUnder):
            yield part
        elif not isinstance(part, type | str | int):
            yield from _marks(get_args(part))
