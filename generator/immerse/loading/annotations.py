"""The types that stand in an annotation of a model, and the way from one to what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


@cache
def names_by_key(model: type[BaseModel]) -> dict[str, str]:
    """The names of a model's fields by the keys that people write (`if`, where the field has to be called `if_`)."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def plain(annotation: Any) -> Iterator[Any]:
    """The types of an annotation, without `Annotated` and with the members of a union one by one."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from plain(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from plain(member)
    else:
        yield annotation


def step(kind: Any, part: str | int) -> Iterator[Any]:
    """The annotations one part of a path further; a tag of a union stays where it is."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(part, int):
        if origin in (tuple, list):
            yield arguments[0]
    elif origin is dict:
        yield arguments[1]
    elif isinstance(kind, type) and issubclass(kind, BaseModel) and part in names_by_key(kind):
        yield kind.model_fields[names_by_key(kind)[part]].annotation
    else:
        yield kind
