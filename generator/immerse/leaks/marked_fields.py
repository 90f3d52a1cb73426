"""The fields that are marked as a client's own, in the contracts of its files."""

from functools import cache

from immerse.leaks.owned_word import NAMES
from immerse.model.base import Node
from immerse.model.identifying import Identifies, NamesGroup, WordKind
from immerse.model.ids import DroppableId, ExtensibleId, ReplaceableId
from immerse.model.policy.contract import declaring, fields_of, is_hidden
from immerse.model.policy.policy import Policy

_Mark = Identifies | NamesGroup


def mark_of(keys: tuple[str, ...], contract: type[Node]) -> _Mark | None:
    """The mark of the field that the keys of a value lead to; None for a field without one.

    A key that is not in the contract counts as the field of its name, where all fields of that name are marked.
    """
    for path, mark in _marked(contract).get(keys[-1], ()):
        if len(path) == len(keys) and all(part in ("*", key) for part, key in zip(path, keys, strict=True)):
            return mark
    return _by_name(contract).get(keys[-1])


@cache
def _marked(contract: type[Node]) -> dict[str, list[tuple[tuple[str, ...], _Mark]]]:
    """Name of a field -> the keys of the fields with that name, `*` for any key or number, and their marks."""
    by_name: dict[str, list[tuple[tuple[str, ...], _Mark]]] = {}
    for kind in (Identifies, NamesGroup):
        for field, mark in declaring(contract, kind):
            by_name.setdefault(field.keys[-1], []).append((field.keys, mark))
    return by_name


@cache
def _by_name(contract: type[Node]) -> dict[str, _Mark]:
    """Name -> the mark that every field of this name has."""
    names = [field.keys[-1] for field in fields_of(contract)]
    return {name: marks[0][1] for name, marks in _marked(contract).items() if len(marks) == names.count(name)}


@cache
def kinds_by_name() -> dict[str, WordKind]:
    """Name of a marked field of a policy -> what its value is, where the file around it cannot be read."""
    marks = {name: mark for name, ((_, mark), *_) in _marked(Policy).items() if isinstance(mark, Identifies)}
    certain = {name: mark.kind for name, mark in marks.items() if not mark.only_names}
    return {name: WordKind.NAME if kind in NAMES else kind for name, kind in certain.items()}


@cache
def settings_with_numbers() -> frozenset[str]:
    """The settings with a telephone number that nobody is shown."""
    numbers = (field for field, mark in declaring(Policy, Identifies) if mark.kind is WordKind.NUMBER)
    return frozenset(".".join(field.keys[:2]) for field in numbers if is_hidden(field.model, field.name))


@cache
def naming_fields(contract: type[Node]) -> tuple[str, ...]:
    """The fields that name a lesson or playbook, or a part of one, which an overlay changes."""
    types = {field.name: field.type.annotation for field in fields_of(contract)}
    return tuple(name for name, kind in types.items() if kind in (ExtensibleId, ReplaceableId, DroppableId))
