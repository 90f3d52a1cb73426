"""The values and tables of the policy contract that a client may be asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from immerse.model.base import Node
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import Leaf, field_leaf, setting_leaf
from immerse.model.policy.registry import marked, settings_of
from immerse.model.policy.setting_marks import OF_PUBLISHER
from immerse.model.policy.value_types import ValueType, field_type


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the contract. `leaf` describes it; its keys contain `*` for an entry of a table."""

    leaf: Leaf
    by: Literal["", "language", "country", "level", "key"] = ""
    """The noun for the keys, where the value is a mapping of single values: a text by language."""

    @property
    def path(self) -> str:
        """`escalation.contacts.*.phone`."""
        return ".".join(self.leaf.keys)


@dataclass(frozen=True, slots=True)
class EntryTable:
    """A list or mapping of entries."""

    keys: tuple[str, ...]
    """Its path: `centre.channels`; with `*` if it is in each entry of another table."""
    is_mapping: bool
    names: tuple[str, ...]
    """The names that entries may have, where the contract fixes them: P1 to P4."""
    has_id: bool
    """Each entry has a short name, given by the person who adds it."""
    columns: tuple[Field, ...]

    @property
    def path(self) -> str:
        """`centre.channels`."""
        return ".".join(self.keys)


@lru_cache(maxsize=8)
def contract_of(kind: type[Policy]) -> tuple[Field | EntryTable, ...]:
    """Every value and table that somebody can be asked for, in the order of the contract."""
    settings = (setting for key, setting in settings_of(kind).items() if key not in marked(OF_PUBLISHER))
    return tuple(leaf for setting in settings for leaf in _below(setting_leaf(setting)))


def _below(leaf: Leaf) -> Iterator[Field | EntryTable]:
    item = leaf.type.item
    if model := leaf.type.model:
        for name in model.model_fields:
            yield from _below(field_leaf(leaf, model, name))
    elif item and item.model:
        yield from _table(leaf, item, item.model)
    else:
        plain = leaf._replace(type=item, many=leaf.type.kind == "list") if item else leaf
        if not plain.fixed:
            yield Field(plain, _by(leaf.type.key) if leaf.type.key else "")


def _table(leaf: Leaf, item: ValueType, entry: type[Node]) -> Iterator[EntryTable]:
    below = list(_below(leaf._replace(keys=(*leaf.keys, "*"), type=item)))
    key = leaf.type.key
    has_id = "id" in entry.model_fields and entry.model_fields["id"].is_required()
    named = key or (field_type(entry, "id") if has_id else None)
    columns = tuple(field for field in below if isinstance(field, Field) and field.leaf.keys[-1] != "id")
    names = tuple(map(str, named.choices)) if named else ()
    yield EntryTable(leaf.keys, key is not None, names, named is not None, columns)
    yield from (table for table in below if isinstance(table, EntryTable))


def _by(key: ValueType) -> Literal["language", "country", "level", "key"]:
    match key.kind:
        case "choice":
            return "level"
        case "language" | "country" as kind:
            return kind
    return "key"
