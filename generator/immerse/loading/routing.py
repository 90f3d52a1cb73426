"""Routes that name a function (`route: {function: legal}`) become the contact who stands for it at this client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from immerse.loading.located import YamlMapping
from immerse.model.text import Text
from immerse.problems import Location, Problem

_PLACES = (("escalation", "hard_triggers"), ("legal",))
"""Groups in whose mappings a `route` may stand."""


def routes_by_function(merged: YamlMapping, client_path: str) -> tuple[Problem, ...]:
    """Put contacts in the place of functions; `merged` belongs to the caller and is changed.

    Of several contacts with one function the one counts whose `triggers` name the trigger.

    Returns:
        One problem for each function that nobody holds, however many routes name it, and one for each route for which
        two contacts stand.
    """
    contacts = _inside(merged, "escalation", "contacts")
    missing: dict[str, list[tuple[str, Location]]] = {}
    problems: list[Problem] = []
    for name, owner, functions in _routes(merged):
        place = owner.value_locations["route"]
        held = [found for function in functions if (found := _holders(contacts, function))]
        if not held:
            missing.setdefault(functions[0], []).append((name, place))
            owner["route"] = Text(functions[0].replace("_", "-"), place)
            continue
        named = [id for id in held[0] if name in _texts(contacts[id], "triggers")]
        chosen = held[0] if len(held[0]) == 1 else named
        owner["route"] = Text(chosen[0] if chosen else held[0][0], place)
        if len(chosen) != 1:
            problems.append(_several(name, functions, named or held[0], contacts, client_path))
    return (*problems, *(_nobody(function, names, contacts, client_path) for function, names in missing.items()))


def named_by_function(merged: YamlMapping) -> None:
    """Put the name of its function in the place of each route of the core defaults, which have no contacts."""
    for _, owner, functions in _routes(merged):
        owner["route"] = Text(functions[0].replace("_", "-"), owner.value_locations["route"])


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


def _place(contacts: Any, client_path: str) -> Location:
    return contacts.location if isinstance(contacts, YamlMapping) else Location(client_path)


def _nobody(function: str, names: list[tuple[str, Location]], contacts: Any, client_path: str) -> Problem:
    routed = ", ".join(name for name, _ in names)
    what = "it is" if len(names) == 1 else "they are"
    message = f"no contact stands for the function {function!r}, and {what} routed to it: {routed}"
    hint = f"write 'functions: [{function}]' at whoever stands for it, or a contact as their route"
    return Problem(_place(contacts, client_path), "L-20", message, hint=hint, subject=function)


def _several(name: str, functions: tuple[str, ...], ids: list[str], contacts: Any, client_path: str) -> Problem:
    message = f"{name} is routed to the function {functions[0]!r}, for which {' and '.join(ids)} stand"
    hint = f"write 'triggers: [{name}]' at the one who is told"
    place = contacts.key_locations.get(ids[0], _place(contacts, client_path))
    return Problem(place, "L-20", message, hint=hint, subject=name)
