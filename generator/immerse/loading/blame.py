"""Which rule a value that loading refuses belongs to: the one declared beside its field, or by the nearest model.

`immerse explain` then has a page for it; what no rule speaks of stays with `schema`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from immerse.loading.annotations import names_by_key, plain, step
from immerse.model.base import ReportedUnder

_REFUSALS = frozenset({"missing", "too_short", "greater_than_equal", "less_than_equal", "policy"})
"""Kinds of fault that say "this value may not be", as against "this is not a value of the right type"."""


def rule_for(error: ErrorDetails, model: type[BaseModel]) -> str:
    """The rule that an error of pydantic's breaks in a file of the kind `model`, else `schema`."""
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
    """What is declared on the way from a model to the place of an error, the nearest to the error last."""
    kinds: list[Any] = [model]
    for part in loc:
        models = [
            kind for inner in kinds for kind in plain(inner) if isinstance(kind, type) and issubclass(kind, BaseModel)
        ]
        for kind in models:
            if (name := names_by_key(kind).get(str(part))) is not None:
                field = kind.model_fields[name]
                yield from _marks((field.annotation, *field.metadata))
        kinds = [found for inner in kinds for kind in plain(inner) for found in step(kind, part)]
        for kind in (kind for inner in kinds for kind in plain(inner)):
            if rule := getattr(kind, "rule_of_model", ""):
                yield rule


def _marks(parts: tuple[Any, ...]) -> Iterator[ReportedUnder]:
    """The rules declared in an annotation, down to the items of a mapping or list, not into other models."""
    for part in parts:
        if isinstance(part, ReportedUnder):
            yield part
        elif not isinstance(part, type | str | int):
            yield from _marks(get_args(part))
