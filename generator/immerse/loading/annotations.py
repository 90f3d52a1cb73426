"""The types in an annotation of a model, and the types of their parts."""

from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


class KindTag(str):
    """The part of an error's path that says which member of a union was read, and that may be called as a field is."""


@cache
def names_by_key(model: type[BaseModel]) -> dict[str, str]:
    """Key that people write -> name of the field (`if`, whose field must be called `if_`)."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def plain(annotation: Any) -> Iterator[Any]:
    """The types of an annotation, without `Annotated` and with each member of a union."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from plain(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from plain(member)
    else:
        yield annotation


def step(kind: Any, part: str | int) -> Iterator[Any]:
    """The annotations of the value that `part` of a path leads to; a tag of a union leads to the type itself."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(part, KindTag):
        yield kind
    elif isinstance(part, int):
        if origin in (tuple, list):
            yield arguments[0]
    elif origin is dict:
        yield arguments[1]
    elif isinstance(kind, type) and issubclass(kind, BaseModel) and part in names_by_key(kind):
        yield kind.model_fields[names_by_key(kind)[part]].annotation
    else:
        yield kind


def types_below(kinds: Iterable[Any], part: str | int) -> list[Any]:
    """The types of the value that `part` of a path leads to from any of `kinds`."""
    return [inner for kind in kinds for after in step(kind, part) for inner in plain(after)]
