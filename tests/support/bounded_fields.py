"""The bounds that models declare: of numbers, and of the lengths of texts and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from immerse.model.base import Node
from immerse.model.limits import Bounds, Entries, Limit
from immerse.model.policy.kinds import HOURS, MINUTES, MONTHS, PERCENT

GENERAL = (MINUTES, HOURS, MONTHS, PERCENT, Entries(1))
"""The bounds of every value of a kind, which say themselves why."""

UNITS = {
    "minutes": ("min", "minutes"),
    "hours": ("h", "hours"),
    "days": ("days",),
    "weeks": ("weeks",),
    "months": ("months",),
    "per cent": ("share", "percent"),
}
"""Unit -> words in names of fields that count it."""


@dataclass(frozen=True)
class Bounded:
    """A field of a model with bounds, or the values in its mapping or list that have them."""

    model: type[Node]
    field: str
    depth: int
    """How many mappings and lists are between the field and the bounded value."""
    bounds: Bounds

    def __str__(self) -> str:
        return _named(self.model, self.field, self.depth)

    @property
    def unit_of_name(self) -> str:
        """The unit that the last word of the field's name says; empty for none."""
        word = "" if self.depth else self.field.split("_")[-1]
        return next((unit for unit, known in UNITS.items() if word in known), "")


def bounded_in(models: Iterable[type[Node]]) -> dict[str, Bounded]:
    """Every bounded value in files of these models, by its name."""
    found = [
        Bounded(model, name, depth, mark)
        for model in _models_in(models)
        for name, depth, mark in _marks_of(model)
        if isinstance(mark, Bounds)
    ]
    return {str(bounded): bounded for bounded in found}


def undeclared(models: Iterable[type[Node]]) -> list[str]:
    """The values whose bounds are constraints of pydantic, which have neither unit nor reason."""
    bounds = ("ge", "gt", "le", "lt", "min_length", "max_length")
    return [
        _named(model, name, depth)
        for model in _models_in(models)
        for name, depth, mark in _marks_of(model)
        if any(hasattr(part, bound) for part in (mark, *getattr(mark, "metadata", ())) for bound in bounds)
    ]


def unexplained(models: Iterable[type[Node]]) -> list[str]:
    """The bounds without a reason, and the numbers whose names say a unit that their bounds do not."""
    faults = []
    for name, bounded in bounded_in(models).items():
        bounds = bounded.bounds
        if not bounds.why and bounds not in GENERAL:
            faults.append(f"{name}: why")
        if isinstance(bounds, Limit) and bounded.unit_of_name and not bounds.unit.endswith(bounded.unit_of_name):
            faults.append(f"{name}: {bounded.unit_of_name}")
    return faults


def _named(model: type[Node], field: str, depth: int) -> str:
    return f"{model.__name__}.{field}{'.*' * depth}"


def _models_in(models: Iterable[type[Node]]) -> list[type[Node]]:
    """These models, and those of the values in them."""
    found = list(models)
    for model in found:
        for info in model.model_fields.values():
            found += [part for _, part in _parts(info.annotation) if isinstance(part, type) and part not in found]
    return found


def _marks_of(model: type[Node]) -> Iterator[tuple[str, int, Any]]:
    """(field, depth, mark) for each mark in the annotations of a model."""
    for name, info in model.model_fields.items():
        for depth, part in _parts(info.annotation, tuple(info.metadata)):
            if not isinstance(part, type):
                yield name, depth, part


def _parts(annotation: Any, marks: tuple[Any, ...] = (), depth: int = 0) -> Iterator[tuple[int, Any]]:
    """(depth, mark or model) for each that an annotation holds."""
    yield from ((depth, mark) for mark in marks)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _parts(arguments[0], arguments[1:], depth)
    elif origin in (Union, UnionType):
        for member in arguments:
            yield from _parts(member, (), depth)
    elif origin is tuple:
        yield from _parts(arguments[0], (), depth + 1)
    elif origin is dict:
        yield from _parts(arguments[0], (), depth + 1)
        yield from _parts(arguments[1], (), depth + 1)
    elif isinstance(annotation, type) and issubclass(annotation, Node):
        yield depth, annotation
