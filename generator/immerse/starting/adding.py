"""A value put into what a policy's file will say, where the programme reads one that nobody set."""

from __future__ import annotations

from typing import Any

from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import settings_of
from immerse.model.policy.value_types import ValueType, field_type
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
    here: Any = data.setdefault(group, {})
    if getattr(getattr(policy, group), name) is None:
        here[name] = deriving.value(setting.type, (group, name))
        return
    kind: ValueType = setting.type
    key: Any = name
    for part in parts[2:]:
        if kind.key and kind.item:
            here, key, kind = here.setdefault(key, {}), str(part), kind.item
        elif kind.item:
            here, key, kind = here.get(key), _place(here.get(key), part), kind.item
        elif kind.model and part in kind.model.model_fields:
            here = here[key] if isinstance(here, list) else here.setdefault(key, {})
            key, kind = str(part), field_type(kind.model, str(part))
        else:
            return
        if here is None or key is None:
            return
    if len(parts) > 2 and isinstance(here, dict) and key not in here:
        here[key] = deriving.value(kind, tuple(map(str, parts)))


def _place(entries: Any, part: str | int) -> int | None:
    """The number of an entry of a list."""
    if not isinstance(entries, list):
        return None
    if isinstance(part, int):
        return part if part < len(entries) else None
    return next((place for place, one in enumerate(entries) if isinstance(one, dict) and one.get("id") == part), None)
