"""Whether a placeholder shows a stand-in: a value that nobody gave yet, or a value that depends on one."""

from typing import Any

from immerse.expressions.evaluating import item_named
from immerse.expressions.syntax_tree import Expression, Path, paths_of
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.policy.contract import entry_names
from immerse.model.policy.policy import Policy
from immerse.model.policy.stand_ins import MARK

_NAME = "client.name"
"""Too frequent to be marked in texts; it is marked where the settings are listed."""


def rests_on_stand_in(expression: Expression, value: Any, client: Client) -> bool:
    """Whether the expression reads a stand-in of the client or something that contains one, or its value is marked as
    one."""
    if not client.is_draft:
        return False
    listed = [tuple(path.split(".")) for path in client.stand_ins if path != _NAME]
    read = [_keys(path, client.policy) for path in paths_of(expression)]
    return MARK in str(value) or any(
        all(key == part for key, part in zip(keys, path, strict=False)) for keys in read for path in listed
    )


def _keys(path: Path, policy: Policy) -> tuple[str, ...]:
    """The path as `stand_ins` writes it, as far as it exists."""
    keys: list[str] = []
    value: Any = policy
    for part in path.parts:
        if isinstance(value, tuple):
            entry = item_named(value, part)
            place = next((place for place, item in enumerate(value) if item is entry), None)
            if place is None:
                break
            keys.append(entry_names(value)[place])
        else:
            entry = value.get(part) if isinstance(value, dict) else getattr(value, str(part), None)
            keys.append(str(part))
        if not isinstance(entry, Node | dict | tuple):
            break
        value = entry
    return tuple(keys)
