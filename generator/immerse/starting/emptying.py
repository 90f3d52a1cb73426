"""A client's policy without what only that client can say: its structure and neutral values, and stand-ins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.policy.approvals import PreCleared
from immerse.model.policy.contract import entry_names
from immerse.model.policy.formats import LanguageTag
from immerse.model.policy.paths import CONFIRMABLE, Leaf, leaves
from immerse.model.policy.policy import Policy
from immerse.model.policy.stand_ins import HOST, PHONE, is_placeholder, placeholder
from immerse.starting.dates import DEEDS, date_for
from immerse.starting.neutral_names import Naming, title_of

_LEFT_OUT = frozenset(
    {"site.url", "site.mentor_url", "site.publish", "client.group", "crisis.exercise.held", "legal.none_applies"}
)
"""Parts that nobody can take over: addresses of another site, what another house did or signed."""
_LEFT_OUT_FIELDS = frozenset({("privacy", "retention_decision"), ("published_promise", "within_days")})
_SLOTS = ("what is known", "what to do to be safe", "time of the next update")
"""What is filled in to a text that is cleared beforehand."""


def emptied(example: Client, core: Policy, naming: Naming, today: date, keep: frozenset[str] | None = None) -> Any:
    """What a new client's file says: groups, settings and values, ready to be written.

    Args:
        example: The client whose structure and neutral values are taken over.
        core: What holds where a file says nothing; its texts are taken in the place of the example's.
        naming: What ids are called in the new file.
        today: The day from which dates are counted.
        keep: The settings that the file is to set; absent: all that the example sets.
    """
    return _Emptying(example, core, naming, today, keep).policy()


@dataclass
class _Emptying:
    example: Client
    core: Policy
    naming: Naming
    today: date
    keep: frozenset[str] | None
    _slots: dict[tuple[str, ...], str] = field(default_factory=dict)
    """A text that is cleared beforehand -> the gaps that its placeholder has."""
    _leaves: dict[str, Leaf] = field(default_factory=dict)
    _core_leaves: dict[str, Leaf] = field(default_factory=dict)

    def policy(self) -> dict[str, Any]:
        self._leaves = {leaf.path: leaf for leaf in leaves(self.example.policy)}
        self._core_leaves = {leaf.path: leaf for leaf in leaves(self.core)}
        said: dict[str, Any] = {}
        for name in type(self.example.policy).model_fields:
            group = getattr(self.example.policy, name)
            settings = {
                setting: value
                for setting in type(group).model_fields
                if self._is_wanted((name, setting))
                and (value := self._value(getattr(group, setting), (name, setting))) is not None
            }
            if settings:
                said[name] = settings
        return said

    def _is_wanted(self, keys: tuple[str, ...]) -> bool:
        key = ".".join(keys)
        is_kept = self.keep is None or key in self.keep
        return is_kept and key not in _LEFT_OUT and self._is_own(keys)

    def _is_own(self, keys: tuple[str, ...]) -> bool:
        """Whether the example's own file sets this, or something below it."""
        if self.example.layer_of(keys):
            return self.example.layer_of(keys) == "client"
        lead = ".".join(keys) + "."
        return any(path.startswith(lead) and one.layer == "client" for path, one in self.example.origins.items())

    def _value(self, value: Any, keys: tuple[str, ...]) -> Any:
        """The value in the new file; None where it is left out."""
        if isinstance(value, Node):
            return self._node(value, keys) or None
        if isinstance(value, Mapping):
            parts = {self._key(key): self._item(one, keys, key) for key, one in self._own_items(value, keys)}
            return {key: one for key, one in parts.items() if one is not None} or None
        if isinstance(value, tuple) and value and all(isinstance(entry, Node) for entry in value):
            named = zip(entry_names(value), value, strict=True)
            return [found for name, entry in named if (found := self._value(entry, (*keys, name))) is not None]
        return None if value is None or value == () else self._leaf(keys)

    def _item(self, value: Any, keys: tuple[str, ...], key: Any) -> Any:
        found = self._value(value, (*keys, str(key)))
        if isinstance(key, LanguageTag) and isinstance(found, str) and is_placeholder(found):
            return placeholder(f"{self._what(keys)} in {key}") + self._slots.get(keys[:-1], "")
        return found

    def _own_items(self, value: Mapping[Any, Any], keys: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
        return ((key, one) for key, one in value.items() if self._is_own((*keys, str(key))))

    def _node(self, node: Node, keys: tuple[str, ...]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        if isinstance(node, PreCleared):
            self._slots[keys] = "".join(f" [{slot}]" for slot in _SLOTS)
        for name in type(node).model_fields:
            inner = (*keys, name)
            if inner[-1] == "slots" and isinstance(node, PreCleared):
                said[name] = list(_SLOTS)
            if name not in node.model_fields_set or _is_left_out(inner) or not self._is_own(inner):
                continue
            value = self._value(getattr(node, name), inner)
            if value is not None:
                said[name] = value
        return said

    def _key(self, key: Any) -> str:
        return self.naming.new(str(key))

    def _leaf(self, keys: tuple[str, ...]) -> Any:
        leaf = self._leaves[".".join(keys)]
        if leaf.kind in ("reference", "contact", "person", "id"):
            return [self.naming.new(str(one)) for one in leaf.value] if leaf.many else self.naming.new(str(leaf.value))
        if leaf.kind == "date":
            return self._date(leaf)
        if leaf.kind in CONFIRMABLE or leaf.fixed or leaf.kind == "code":
            return list(leaf.value) if leaf.many else leaf.value
        return self._text(leaf)

    def _date(self, leaf: Leaf) -> Any:
        if leaf.keys[-1] in DEEDS:
            return None
        day = date_for(leaf.keys, self.today, self.example.policy.rotation.weeks or 26)
        return [day] if leaf.many else day

    def _text(self, leaf: Leaf) -> Any:
        """A text in the place of the example's: the core's own, a title from an id, or a placeholder."""
        core = self._core_leaves.get(leaf.path)
        if core is not None and not any(key.isdecimal() for key in leaf.keys):  # else it is another entry's
            in_a_list = self.example.layer_of(leaf.keys) and leaf.path not in self.example.origins
            said = list(core.value) if core.many else core.value
            return said if in_a_list else None
        if leaf.keys[:2] == ("escalation", "contacts") and leaf.keys[-1] == "title":
            return title_of(self.naming.new(leaf.keys[2]))
        if leaf.kind == "phone":
            return PHONE
        if leaf.kind == "web":
            return f"https://{HOST}/"
        if leaf.kind == "mailbox":
            return f"to-be-given@{HOST}"
        if not leaf.many:
            return placeholder(self._what(leaf.keys))
        return [placeholder(f"{self._what(leaf.keys)} {place}") for place in range(1, len(leaf.value) + 1)]

    def _what(self, keys: tuple[str, ...]) -> str:
        """What a placeholder asks for: its key, and what it belongs to where that is one of several."""
        words = [self.naming.new(key) for key in keys[1:]]
        words = [str(int(word) + 1) if word.isdecimal() else word.replace("_", " ") for word in words]
        return f"{words[-1]} ({', '.join(words[-3:-1])})" if len(words) > 2 else words[-1]


def _is_left_out(keys: tuple[str, ...]) -> bool:
    if keys[-1] == "phone" and "contacts" in keys:
        return True  # pages then print a line to fill in
    return ".".join(keys) in _LEFT_OUT or keys[-2:] in _LEFT_OUT_FIELDS or keys[-1] == "slots"
