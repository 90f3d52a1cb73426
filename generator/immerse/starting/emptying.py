"""A client's policy without its own values: its structure, its neutral values, and stand-ins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immerse.model.base import Node
from immerse.model.days import Done
from immerse.model.edition import Client
from immerse.model.policy.approvals import PreCleared
from immerse.model.policy.contract import entries_of
from immerse.model.policy.formats import LanguageTag
from immerse.model.policy.kinds import SHORTEST_ROTATION
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import CONFIRMABLE, Leaf, leaves
from immerse.model.policy.registry import marked
from immerse.model.policy.setting_marks import NOT_COPIED
from immerse.model.policy.stand_ins import HOST, PHONE, is_placeholder, placeholder
from immerse.model.policy.value_types import field_type
from immerse.starting.dates import date_for
from immerse.starting.neutral_names import Naming, title_of

_SLOTS = ("what is known", "what to do to be safe", "time of the next update")
"""The slots of a pre-cleared text."""


def emptied(example: Client, core: Policy, naming: Naming, today: date, keep: frozenset[str] | None = None) -> Any:
    """The data of a new client's file: groups, settings and values.

    Args:
        example: The client whose structure and neutral values are copied.
        core: The policy of a client that sets nothing; its texts replace those of the example.
        naming: The ids of the new file.
        today: The day from which dates are counted.
        keep: The settings of the new file; absent: all that the example sets.
    """
    return _Emptying(example, core, naming, today, keep).policy()


@dataclass
class _Emptying:
    example: Client
    core: Policy
    naming: Naming
    today: date
    keep: frozenset[str] | None

    def __post_init__(self) -> None:
        self._slots: dict[tuple[str, ...], str] = {}
        """Path of a pre-cleared text -> the slots of its placeholder."""
        self._leaves: dict[str, Leaf] = {leaf.path: leaf for leaf in leaves(self.example.policy)}
        self._core_leaves: dict[str, Leaf] = {leaf.path: leaf for leaf in leaves(self.core)}

    def policy(self) -> dict[str, Any]:
        """The groups and settings of the new file."""
        data: dict[str, Any] = {}
        for name in type(self.example.policy).model_fields:
            group = getattr(self.example.policy, name)
            settings = {
                setting: value
                for setting in type(group).model_fields
                if self._is_wanted((name, setting))
                and (value := self._value(getattr(group, setting), (name, setting))) is not None
            }
            if settings:
                data[name] = settings
        return data

    def _is_wanted(self, keys: tuple[str, ...]) -> bool:
        key = ".".join(keys)
        is_kept = self.keep is None or key in self.keep
        return is_kept and key not in marked(NOT_COPIED) and self._is_own(keys)

    def _is_own(self, keys: tuple[str, ...]) -> bool:
        """Whether the example's own file sets this, or something below it."""
        if layer := self.example.layer_of(keys):
            return layer == "client"
        lead = ".".join(keys) + "."
        return any(path.startswith(lead) and origin.layer == "client" for path, origin in self.example.origins.items())

    def _value(self, value: Any, keys: tuple[str, ...]) -> Any:
        """The value in the new file; None if it is left out."""
        if isinstance(value, Node):
            return self._node(value, keys) or None
        if isinstance(value, Mapping):
            own_parts = {key: inner for key, inner in value.items() if self._is_own((*keys, str(key)))}
            parts = {self.naming.new(str(key)): self._item(inner, keys, key) for key, inner in own_parts.items()}
            return {key: inner for key, inner in parts.items() if inner is not None} or None
        if isinstance(value, tuple) and value and all(isinstance(entry, Node) for entry in value):
            entries = (self._value(entry, (*keys, name)) for name, entry in entries_of(value))
            return [entry for entry in entries if entry is not None]
        return None if value is None or value == () else self._leaf(keys)

    def _item(self, value: Any, keys: tuple[str, ...], key: Any) -> Any:
        new = self._value(value, (*keys, str(key)))
        if isinstance(key, LanguageTag) and isinstance(new, str) and is_placeholder(new):
            return placeholder(f"{self._description(keys)} in {key}") + self._slots.get(keys[:-1], "")
        return new

    def _node(self, node: Node, keys: tuple[str, ...]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        if isinstance(node, PreCleared):
            self._slots[keys] = "".join(f" [{slot}]" for slot in _SLOTS)
        for name in type(node).model_fields:
            inner = (*keys, name)
            if name == "slots" and isinstance(node, PreCleared):
                data[name] = list(_SLOTS)
            is_copied = NOT_COPIED not in field_type(type(node), name).metadata
            if name not in node.model_fields_set or not is_copied or not self._is_own(inner):
                continue
            value = self._value(getattr(node, name), inner)
            if value is not None:
                data[name] = value
        return data

    def _leaf(self, keys: tuple[str, ...]) -> Any:
        leaf = self._leaves[".".join(keys)]
        if leaf.kind in ("reference", "contact", "person", "id"):
            return (
                [self.naming.new(str(item)) for item in leaf.value] if leaf.many else self.naming.new(str(leaf.value))
            )
        if leaf.kind == "date" and leaf.type.declared(Done) is not None:
            return None
        if leaf.kind == "date":
            day = date_for(leaf.keys, self.today, self.example.policy.rotation.weeks or SHORTEST_ROTATION)
            return [day] if leaf.many else day
        if leaf.kind in CONFIRMABLE or leaf.fixed or leaf.kind == "code":
            return list(leaf.value) if leaf.many else leaf.value
        return self._text(leaf)

    def _text(self, leaf: Leaf) -> Any:
        """A replacement for a text of the example: that of the core, a title from an id, or a placeholder."""
        core = self._core_leaves.get(leaf.path)
        # With a number in its path, the text of the core may belong to another entry.
        if core is not None and not any(key.isdecimal() for key in leaf.keys):
            in_a_list = self.example.layer_of(leaf.keys) and leaf.path not in self.example.origins
            return (list(core.value) if core.many else core.value) if in_a_list else None
        if leaf.keys[:2] == ("escalation", "contacts") and leaf.keys[-1] == "title":
            return title_of(self.naming.new(leaf.keys[2]))
        if leaf.kind == "phone":
            return PHONE
        if leaf.kind == "web":
            return f"https://{HOST}/"
        if leaf.kind == "mailbox":
            return f"to-be-given@{HOST}"
        if not leaf.many:
            return placeholder(self._description(leaf.keys))
        return [placeholder(f"{self._description(leaf.keys)} {place}") for place in range(1, len(leaf.value) + 1)]

    def _description(self, keys: tuple[str, ...]) -> str:
        """The words of a placeholder: the key, and the entry that it belongs to if there are several."""
        words = [self.naming.new(key) for key in keys[1:]]
        words = [str(int(word) + 1) if word.isdecimal() else word.replace("_", " ") for word in words]
        return f"{words[-1]} ({', '.join(words[-3:-1])})" if len(words) > 2 else words[-1]
