"""The fields of the policy contract with what is declared beside them, and their values in a policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from immerse.model.base import Node, ReportedUnder
from immerse.model.policy.limits import Limit

T = TypeVar("T")


def bare(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """The type without `None` and `Annotated`, and the metadata around it."""
    while True:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation, metadata = arguments[0], (*metadata, *arguments[1:])
        elif origin in (Union, UnionType):
            annotation = next(part for part in arguments if part is not type(None))
        else:
            return annotation, metadata


@dataclass(frozen=True, slots=True)
class ContractField:
    """A field of a model of the contract, or the items of a mapping or list in it."""

    keys: tuple[str, ...]
    """`("response", "targets", "*", "triage_min")`; `*` for each key of a mapping and each entry of a list."""
    model: type[Node]
    name: str
    """The field of `model` that holds the value, or the mapping or list with it."""
    annotation: Any
    """Without `None` and `Annotated`."""
    metadata: tuple[Any, ...]
    rule: str = ""
    """The rule under which loading reports a wrong value; empty for `schema`."""

    @property
    def unit(self) -> str:
        """What its number counts; empty for none."""
        limit = self.declared(Limit)
        return limit.unit if limit else ""

    def declared(self, kind: type[T]) -> T | None:
        """What is declared of a kind (`Limit`, `Stricter`); None where nothing is."""
        return next((part for part in self.metadata if isinstance(part, kind)), None)


@cache
def fields_of(model: type[Node]) -> tuple[ContractField, ...]:
    """Every field at and below a model, in the order of the contract; `fields_of(Policy)` is the whole contract."""
    return tuple(
        found
        for name, field in model.model_fields.items()
        for found in _fields((name,), model, name, field.annotation, tuple(field.metadata))
    )


@cache
def declaring(model: type[Node], kind: type[T]) -> tuple[tuple[ContractField, T], ...]:
    """The fields at and below a model beside which something of a kind is declared, each with that."""
    found = ((field, field.declared(kind)) for field in fields_of(model))
    return tuple((field, declared) for field, declared in found if declared is not None)


def _fields(
    keys: tuple[str, ...], model: type[Node], name: str, annotation: Any, metadata: tuple[Any, ...], rule: str = ""
) -> Iterator[ContractField]:
    annotation, metadata = bare(annotation, metadata)
    origin = get_origin(annotation)
    rule = next((part.rule for part in metadata if isinstance(part, ReportedUnder)), rule)
    yield ContractField(keys, model, name, annotation, metadata, rule)
    if isinstance(annotation, type) and issubclass(annotation, Node):
        rule = annotation.rule_of_model or rule
        for inner, field in annotation.model_fields.items():
            yield from _fields((*keys, inner), annotation, inner, field.annotation, tuple(field.metadata), rule)
    elif origin in (dict, tuple):
        yield from _fields((*keys, "*"), model, name, get_args(annotation)[1 if origin is dict else 0], (), rule)


class FieldValue(NamedTuple):
    """One value of a field in a policy."""

    path: str
    """`response.targets.P2.triage_min`; an entry of a list by its id, else by its number."""
    value: Any
    node: Node
    """The nearest node that holds the value."""
    name: str
    """The field of that node that leads to it."""


def values_of(field: ContractField, policy: Node) -> Iterator[FieldValue]:
    """The values of a field that are set, one for each key of the mappings and each entry of the lists on the way."""
    return _values(field.keys, FieldValue("", policy, policy, ""))


def _values(keys: tuple[str, ...], at: FieldValue) -> Iterator[FieldValue]:
    if at.value is None:
        return
    if not keys:
        yield at
        return
    for name, part in _parts(at.value, keys[0]):
        path = f"{at.path}.{name}" if at.path else name
        node, field = (at.value, name) if isinstance(at.value, Node) else (at.node, at.name)
        yield from _values(keys[1:], FieldValue(path, part, node, field))


def _parts(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((str(name), part) for name, part in value.items())
    elif isinstance(value, tuple):
        yield from zip(entry_names(value), value, strict=True)
    else:
        yield key, getattr(value, key)


def entry_names(entries: tuple[Any, ...]) -> tuple[str, ...]:
    """What the entries of a list are called in paths: by their ids where each has another, else by their numbers."""
    ids = [getattr(entry, "id", None) for entry in entries]
    by_id = all(ids) and len(set(ids)) == len(ids)
    return tuple(map(str, ids)) if by_id else tuple(map(str, range(len(entries))))


@cache
def unit_of(model: type[Node], name: str) -> str:
    """The unit of a field's number, or of the numbers that a mapping or list in it holds; empty for none."""
    field = model.model_fields[name]
    below = _fields((), model, name, field.annotation, tuple(field.metadata))
    return next((part.unit for part in below if part.model is model and part.unit), "")


@cache
def is_hidden(model: type[Node], name: str) -> bool:
    """Whether the value of a field is shown to nobody."""
    extra = model.model_fields[name].json_schema_extra
    facts = extra.get("immerse") if isinstance(extra, dict) else None
    return isinstance(facts, dict) and facts.get("shown") == "never"


@cache
def units_of(group: type[Node], name: str) -> tuple[str, ...]:
    """The units of all numbers in a setting, in the order of its fields."""
    field = group.model_fields[name]
    units = (part.unit for part in _fields((), group, name, field.annotation, tuple(field.metadata)))
    return tuple(dict.fromkeys(unit for unit in units if unit))
