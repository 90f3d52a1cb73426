"""A value put into what a policy's file will say, where the programme reads one that nobody set."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from immerse.model.base import Node
from immerse.model.policy.contract import bare
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import settings_of
from immerse.starting.deriving import Deriving


def added(data: dict[str, Any], policy: Policy, parts: tuple[str | int, ...], deriving: Deriving) -> None:
    """Put a value where `parts` lead; nothing happens where they lead nowhere that a file could say.

    Args:
        data: What the file says so far; it is changed.
        policy: What holds so far.
        parts: The keys of the value that is missing; entries of lists by number or id.
        deriving: Makes the values.
    """
    if len(parts) < 2 or (setting := settings_of(type(policy)).get(f"{parts[0]}.{parts[1]}")) is None:
        return
    group, name = str(parts[0]), str(parts[1])
    is_set = getattr(getattr(policy, group), name) is not None
    if not is_set:
        data.setdefault(group, {})[name] = deriving.value(setting.annotation, (group, name))
        return
    annotation, here = setting.annotation, data.setdefault(group, {})
    key: Any = name
    for part in parts[2:]:
        annotation, _ = bare(annotation, ())
        if get_origin(annotation) is tuple:
            here, key, annotation = here.get(key), _place(here.get(key), part), get_args(annotation)[0]
        elif get_origin(annotation) is dict:
            here, key, annotation = here.setdefault(key, {}), str(part), get_args(annotation)[1]
        elif isinstance(annotation, type) and issubclass(annotation, Node) and part in annotation.model_fields:
            here = here[key] if isinstance(here, list) else here.setdefault(key, {})
            key, annotation = str(part), annotation.model_fields[str(part)].annotation
        else:
            return
        if here is None or key is None:
            return
    if len(parts) > 2 and isinstance(here, dict) and key not in here:
        here[key] = deriving.value(annotation, tuple(map(str, parts)))


def _place(entries: Any, part: str | int) -> int | None:
    """The number of an entry of a list."""
    if not isinstance(entries, list):
        return None
    if isinstance(part, int):
        return part if part < len(entries) else None
    return next((place for place, one in enumerate(entries) if isinstance(one, dict) and one.get("id") == part), None)
