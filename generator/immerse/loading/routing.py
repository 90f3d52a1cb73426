"""Routes that name a function (`route: {function: legal}`) become the contact who stands for it at this client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from immerse.loading.located import YamlMapping
from immerse.model.policy.escalation import UNRESOLVED
from immerse.model.text import Text

_PLACES = (("escalation", "hard_triggers"), ("legal",))
"""Groups in whose mappings a `route` may stand."""


def routes_by_function(merged: YamlMapping) -> None:
    """Put contacts in the place of functions; `merged` belongs to the caller and is changed.

    Of several contacts with one function the one counts whose `triggers` name the trigger. Where nobody stands for the
    function, or nobody can say which of several does, its name stays (`function:legal`) for the rules to judge.
    """
    contacts = _inside(merged, "escalation", "contacts")
    for name, owner, functions in _routes(merged):
        held = next((found for function in functions if (found := _holders(contacts, function))), [])
        chosen = held if len(held) == 1 else [id for id in held if name in _texts(contacts[id], "triggers")]
        route = chosen[0] if len(chosen) == 1 else f"{UNRESOLVED}{functions[0]}"
        owner["route"] = Text(route, owner.value_locations["route"])


def _routes(merged: YamlMapping) -> Iterator[tuple[str, YamlMapping, tuple[str, ...]]]:
    """(name, mapping that holds it, functions in order of choice) of each route that names a function."""
    for path in _PLACES:
        group = _inside(merged, *path)
        for name, owner in group.items() if isinstance(group, YamlMapping) else ():
            route = owner.get("route") if isinstance(owner, YamlMapping) else None
            if isinstance(route, YamlMapping) and set(route) == {"function"} and (functions := _names(route)):
                yield str(name), owner, functions


def _names(route: YamlMapping) -> tuple[str, ...]:
    value = route["function"]
    several = value if isinstance(value, tuple) else (value,)
    return tuple(str(one) for one in several) if all(isinstance(one, str) for one in several) else ()


def _holders(contacts: Any, function: str) -> list[str]:
    if not isinstance(contacts, YamlMapping):
        return []
    return [str(id) for id, contact in contacts.items() if function in _texts(contact, "functions")]


def _texts(contact: Any, field: str) -> tuple[str, ...]:
    value = contact.get(field) if isinstance(contact, YamlMapping) else None
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _inside(mapping: Any, *path: str) -> Any:
    for name in path:
        mapping = mapping.get(name) if isinstance(mapping, YamlMapping) else None
    return mapping
