"""Removes references to what was removed, as the types of the fields say."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from immerse.model.base import Node
from immerse.model.id_slots import Slot, plan_of

N = TypeVar("N", bound=Node)


def pruned(node: N, removed: Mapping[str, Iterable[str | int]]) -> N | None:
    """A node without references to removed ids (kind -> ids); the same object where it has none. An entry of a list or
    a map goes, a field that may be absent becomes so; without any other field the node itself is left out: None."""
    update: dict[str, Any] = {}
    values = vars(node)
    for name, slot in plan_of(type(node)).items():
        if (value := values[name]) and (left := _without(slot, value, removed)) is not value:
            if left is None and not slot.may_be_absent:
                return None
            update[name] = left
    return node.model_copy(update=update) if update else node


def _without(slot: Slot, value: Any, removed: Mapping[str, Iterable[str | int]]) -> Any:
    """A value without references to removed ids; None where nothing is left of it."""
    if ids := slot.ids:
        is_gone = not (ids.defines or ids.kept) and value in removed.get(ids.kind, ())
        return None if is_gone else value
    if slot.models:
        return pruned(value, removed) if isinstance(value, Node) else value
    if isinstance(value, dict):
        left = {key: _without(slot.entries, entry, removed) if slot.entries else entry for key, entry in value.items()}
        left = {
            key: entry
            for key, entry in left.items()
            if entry is not None and (slot.keys is None or _without(slot.keys, key, removed) is not None)
        }
        return value if len(left) == len(value) and all(left[key] is value[key] for key in value) else left
    entries = tuple(_without(slot.entries, entry, removed) for entry in value) if slot.entries else value
    if all(new is old for new, old in zip(entries, value, strict=True)):
        return value
    remaining = tuple(entry for entry in entries if entry is not None)
    return remaining or (None if slot.essential else remaining)
