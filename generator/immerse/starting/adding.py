"""Adds a value that the programme needs to the data of a policy's file."""

from typing import Any

from immerse.loading.changing import entry_number
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import settings_of
from immerse.model.policy.value_types import ValueType, field_type
from immerse.starting.deriving import Deriving


def added(data: dict[str, Any], policy: Policy, parts: tuple[str | int, ...], deriving: Deriving) -> None:
    """Add a value at the path `parts`; do nothing if a file cannot have that path.

    Args:
        data: The present data of the file; it is changed.
        policy: The present policy.
        parts: The keys of the missing value; entries of lists by number or id.
        deriving: Makes the values.
    """
    if len(parts) < 2 or (setting := settings_of(type(policy)).get(f"{parts[0]}.{parts[1]}")) is None:
        return
    group, name = str(parts[0]), str(parts[1])
    inner: Any = data.setdefault(group, {})
    if getattr(getattr(policy, group), name) is None:
        inner[name] = deriving.value(setting.type, (group, name))
        return
    kind: ValueType = setting.type
    key: Any = name
    for part in parts[2:]:
        if kind.key and kind.item:
            inner, key, kind = inner.setdefault(key, {}), str(part), kind.item
        elif kind.item:
            inner, kind = inner.get(key), kind.item
            key = entry_number(inner, str(part)) if isinstance(inner, list) else None
            if key is not None and key >= len(inner):
                return
        elif kind.model and part in kind.model.model_fields:
            inner = inner[key] if isinstance(inner, list) else inner.setdefault(key, {})
            key, kind = str(part), field_type(kind.model, str(part))
        else:
            return
        if inner is None or key is None:
            return
    if len(parts) > 2 and isinstance(inner, dict) and key not in inner:
        inner[key] = deriving.value(kind, tuple(map(str, parts)))
