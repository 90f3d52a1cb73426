"""What can be asked of a client: the values and the tables of the policy contract, whatever a client says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from immerse.model.base import Node
from immerse.model.policy.contract import bare
from immerse.model.policy.formats import Jurisdiction, LanguageTag
from immerse.model.policy.paths import Leaf, field_leaf, typed
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import settings_of

NOT_ASKED = frozenset({"site.release", "site.publish", "client.id"})
"""Settings that belong to whoever publishes, and that no department is asked for."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the contract. `leaf` says what may stand there; its keys hold `*` for an entry of a table."""

    leaf: Leaf
    by: Literal["", "language", "country", "level", "key"] = ""
    """What the value is given for, where it is a mapping of single values: a text by language."""

    @property
    def path(self) -> str:
        """`escalation.contacts.*.phone`."""
        return ".".join(self.leaf.keys)


@dataclass(frozen=True, slots=True)
class EntryTable:
    """A list or mapping of entries."""

    keys: tuple[str, ...]
    """Where it stands: `centre.channels`; with `*` where it stands in each entry of another one."""
    is_mapping: bool
    names: tuple[str, ...]
    """The names that entries may have, where the contract fixes them: P1 to P4."""
    has_id: bool
    """Each entry is called by a short name that whoever adds one gives it."""
    columns: tuple[Field, ...]

    @property
    def path(self) -> str:
        """`centre.channels`."""
        return ".".join(self.keys)


@lru_cache(maxsize=8)
def contract_of(kind: type[Policy]) -> tuple[Field | EntryTable, ...]:
    """Every value and table that somebody can be asked for, in the order of the contract."""
    found: list[Field | EntryTable] = []
    for key, setting in settings_of(kind).items():
        if key in NOT_ASKED:
            continue
        about = Leaf(tuple(key.split(".")), setting, None, "text", False, setting.doc, optional=True, given=False)
        found += _below(about, setting.annotation, ())
    return tuple(found)


def _below(about: Leaf, annotation: Any, metadata: tuple[Any, ...]) -> Iterator[Field | EntryTable]:
    annotation, metadata = bare(annotation, metadata)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if _is_group(annotation):
        for name, field in annotation.model_fields.items():
            yield from _below(field_leaf(about, annotation, name), field.annotation, tuple(field.metadata))
    elif origin in (dict, tuple):
        inner, found = bare(arguments[1] if origin is dict else arguments[0], ())
        if _is_group(inner):
            yield from _table(about, inner, arguments[0] if origin is dict else None)
        elif origin is dict:
            yield from _if_open(Field(typed(about, inner, found), _by(arguments[0])))
        else:
            yield from _if_open(Field(typed(replace(about, many=True), inner, found)))
    else:
        yield from _if_open(Field(typed(about, annotation, metadata)))


def _if_open(field: Field) -> Iterator[Field]:
    if not field.leaf.fixed:
        yield field


def _table(about: Leaf, entry: type[Node], key: Any) -> Iterator[EntryTable]:
    below = list(_below(replace(about, keys=(*about.keys, "*")), entry, ()))
    has_id = "id" in entry.model_fields and entry.model_fields["id"].is_required()
    columns = tuple(one for one in below if isinstance(one, Field) and one.leaf.keys[-1] != "id")
    names = _choices(key) if key is not None else _choices(entry.model_fields["id"].annotation) if has_id else ()
    yield EntryTable(about.keys, key is not None, names, has_id or key is not None, columns)
    yield from (one for one in below if isinstance(one, EntryTable))


def _is_group(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Node)


def _choices(annotation: Any) -> tuple[str, ...]:
    kind, _ = bare(annotation, ())
    return tuple(map(str, get_args(kind))) if get_origin(kind) is Literal else ()


def _by(key: Any) -> Literal["language", "country", "level", "key"]:
    kind, _ = bare(key, ())
    if get_origin(kind) is Literal:
        return "level"
    if isinstance(kind, type) and issubclass(kind, LanguageTag):
        return "language"
    return "country" if isinstance(kind, type) and issubclass(kind, Jurisdiction) else "key"
