"""Resolves routes that name a function (`route: {function: legal}`) to the client's contact for it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from immerse.loading.located import YamlMapping, value_at
from immerse.model.base import Node
from immerse.model.policy.escalation import UNRESOLVED, Route
from immerse.model.policy.policy import Policy
from immerse.model.policy.value_types import ValueType, field_type
from immerse.model.text import Text


def resolve_routes(merged: YamlMapping, contract: type[Node] = Policy) -> None:
    """Replace functions by contacts in `merged`, wherever the type of a field of `contract` is `Route`.

    If several contacts have the function, the one whose `triggers` name the trigger is taken. If there is none, or the
    choice is ambiguous, the name of the function stays (`function:legal`), and rules report it.
    """
    contacts = value_at(merged, "escalation", "contacts")
    for name, owner, field in _routes(merged, ValueType("group", contract), ""):
        if not (functions := _functions(owner[field])):
            continue
        holders = next((ids for function in functions if (ids := _holders(contacts, function))), [])
        chosen = holders if len(holders) == 1 else [id for id in holders if name in _texts(contacts[id], "triggers")]
        route = chosen[0] if len(chosen) == 1 else f"{UNRESOLVED}{functions[0]}"
        owner[field] = Text(route, owner.value_locations[field])


def _routes(value: Any, kind: ValueType, name: str) -> Iterator[tuple[str, YamlMapping, str]]:
    """(name of the mapping in the one around it, mapping, field) of each route in a value of this type."""
    if kind.item:
        entries = (
            value.items() if isinstance(value, YamlMapping) else enumerate(value if isinstance(value, tuple) else ())
        )
        for key, entry in entries:
            yield from _routes(entry, kind.item, str(key))
    elif kind.model and isinstance(value, YamlMapping):
        for field, inner in _leading_to_routes(kind.model).items():
            if inner.annotation is Route and field in value:
                yield name, value, field
            else:
                yield from _routes(value.get(field), inner, field)


@cache
def _leading_to_routes(model: type[Node]) -> dict[str, ValueType]:
    """The fields of a model that are a route, or that have one below them."""
    kinds = {name: field_type(model, name) for name in model.model_fields}
    return {name: kind for name, kind in kinds.items() if _leads_to_route(kind)}


def _leads_to_route(kind: ValueType) -> bool:
    if kind.item:
        return _leads_to_route(kind.item)
    return kind.annotation is Route or (kind.model is not None and bool(_leading_to_routes(kind.model)))


def _functions(route: Any) -> tuple[str, ...]:
    """The functions that a route names, in order of preference; empty for a contact, and for an unreadable value."""
    if not (isinstance(route, YamlMapping) and set(route) == {"function"}):
        return ()
    value = route["function"]
    several = value if isinstance(value, tuple) else (value,)
    return tuple(str(name) for name in several) if all(isinstance(name, str) for name in several) else ()


def _holders(contacts: Any, function: str) -> list[str]:
    if not isinstance(contacts, YamlMapping):
        return []
    return [str(id) for id, contact in contacts.items() if function in _texts(contact, "functions")]


def _texts(contact: Any, field: str) -> tuple[str, ...]:
    value = contact.get(field) if isinstance(contact, YamlMapping) else None
    return tuple(map(str, value)) if isinstance(value, tuple) else ()
