"""Routes that name a function (`route: {function: legal}`) are resolved to the client's contact for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from immerse.loading.located import YamlMapping
from immerse.model.policy.escalation import UNRESOLVED
from immerse.model.text import Text

_PLACES = (("escalation", "hard_triggers"), ("legal",))
"""Groups whose mappings may contain a `route`."""


def resolve_routes(merged: YamlMapping) -> None:
    """Replace functions by contacts in `merged`.

    If several contacts have the function, the one whose `triggers` name the trigger is taken. If there is none, or the
    choice is ambiguous, the name of the function stays (`function:legal`), and rules report it.
    """
    contacts = value_at(merged, "escalation", "contacts")
    for name, owner, functions in _routes(merged):
        holders = next((ids for function in functions if (ids := _holders(contacts, function))), [])
        chosen = holders if len(holders) == 1 else [id for id in holders if name in _texts(contacts[id], "triggers")]
        route = chosen[0] if len(chosen) == 1 else f"{UNRESOLVED}{functions[0]}"
        owner["route"] = Text(route, owner.value_locations["route"])


def _routes(merged: YamlMapping) -> Iterator[tuple[str, YamlMapping, tuple[str, ...]]]:
    """(name, mapping that contains it, functions in order of preference) of each route that names a function."""
    for path in _PLACES:
        group = value_at(merged, *path)
        for name, owner in group.items() if isinstance(group, YamlMapping) else ():
            route = owner.get("route") if isinstance(owner, YamlMapping) else None
            if isinstance(route, YamlMapping) and set(route) == {"function"} and (functions := _names(route)):
                yield str(name), owner, functions


def _names(route: YamlMapping) -> tuple[str, ...]:
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


def value_at(mapping: Any, *path: str) -> Any:
    """The value at a path of keys; None if there is none."""
    for name in path:
        mapping = mapping.get(name) if isinstance(mapping, YamlMapping) else None
    return mapping
