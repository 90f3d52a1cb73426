"""The fields of the policy contract with their declarations, and their values in a policy."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, TypeVar

from immerse.model.base import Node, ReportedUnder
from immerse.model.policy.value_types import ValueType, field_type

T = TypeVar("T")


class ContractField(NamedTuple):
    """A field of a model of the contract, or the items of a mapping or list in it."""

    keys: tuple[str, ...]
    """`("response", "targets", "*", "triage_min")`; `*` for each key of a mapping and each entry of a list."""
    model: type[Node]
    name: str
    """The field of `model` that holds the value, or the mapping or list with it."""
    type: ValueType
    rule: str = ""
    """The rule under which loading reports a wrong value; empty for `schema`."""


@cache
def fields_of(model: type[Node]) -> tuple[ContractField, ...]:
    """Every field at and below a model, in the order of the contract; `fields_of(Policy)` is the whole contract."""
    return tuple(
        below for name in model.model_fields for below in _fields((name,), model, name, field_type(model, name))
    )


@cache
def declaring(model: type[Node], kind: type[T]) -> tuple[tuple[ContractField, T], ...]:
    """(field, declaration) for each field at and below a model that has a declaration of a kind."""
    declarations = ((field, field.type.declared(kind)) for field in fields_of(model))
    return tuple((field, declared) for field, declared in declarations if declared is not None)


def _fields(
    keys: tuple[str, ...], model: type[Node], name: str, kind: ValueType, rule: str = ""
) -> Iterator[ContractField]:
    if reported := kind.declared(ReportedUnder):
        rule = reported.rule
    yield ContractField(keys, model, name, kind, rule)
    if kind.item:
        yield from _fields((*keys, "*"), model, name, kind.item, rule)
    elif group := kind.model:
        for inner in group.model_fields:
            yield from _fields((*keys, inner), group, inner, field_type(group, inner), group.rule_of_model or rule)


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
    if isinstance(at.value, dict | tuple):
        parts = entries_of(at.value)
    else:
        parts = iter([(keys[0], getattr(at.value, keys[0]))])
    for name, part in parts:
        path = f"{at.path}.{name}" if at.path else name
        node, field = (at.value, name) if isinstance(at.value, Node) else (at.node, at.name)
        yield from _values(keys[1:], FieldValue(path, part, node, field))


def entries_of(value: dict[Any, Any] | tuple[Any, ...] | None) -> Iterator[tuple[str, Any]]:
    """The entries of a mapping or list, each with its name in paths; none where it is not set."""
    if isinstance(value, dict):
        yield from ((str(name), entry) for name, entry in value.items())
    elif value:
        yield from zip(entry_names(value), value, strict=True)


def entry_names(entries: tuple[Any, ...]) -> tuple[str, ...]:
    """The names of a list's entries in paths: their ids where each has another, else their numbers."""
    ids = [getattr(entry, "id", None) for entry in entries]
    by_id = all(ids) and len(set(ids)) == len(ids)
    return tuple(map(str, ids if by_id else range(len(entries))))


@cache
def unit_of(model: type[Node], name: str) -> str:
    """The unit of a field's number, or of the numbers that a mapping or list in it holds; empty for none."""
    kind: ValueType | None = field_type(model, name)
    while kind and not kind.limit.unit:
        kind = kind.item
    return kind.limit.unit if kind else ""


@cache
def is_hidden(model: type[Node], name: str) -> bool:
    """Whether no site shows the value of a field."""
    extra = model.model_fields[name].json_schema_extra
    facts = extra.get("immerse") if isinstance(extra, dict) else None
    return isinstance(facts, dict) and facts.get("shown") == "never"


def setting_of(path: str) -> str:
    """The setting that holds a value: `response.targets`."""
    return ".".join(path.split(".")[:2])
