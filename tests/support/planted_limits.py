"""Values just over and just at each limit that the contract declares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from immerse.model.base import Node
from immerse.model.limits import Bounds
from immerse.model.periods import later
from immerse.model.policy.contract import ContractField, FieldValue, declaring, entry_names, fields_of, values_of
from immerse.model.policy.limits import Expected, Justified, NeedsEntries, Stricter
from immerse.model.policy.policy import Policy
from immerse.model.policy.relations import Different, Relation
from immerse.model.policy.sides import Side
from immerse.model.policy.value_types import ValueType
from planted_client import UNCHANGED, Keys, Plant, plain

Relations = tuple[tuple[ContractField | None, Relation | Different], ...]
"""Each with the field below whose values it holds; None for the whole policy."""
Pair = tuple[Plant, Plant]
"""(just over a limit, just at it)"""


def planted_bounds(policy: Policy, fields: tuple[ContractField, ...]) -> Iterator[Pair]:
    """Both bounds of every number, of the characters of every text and of the entries of every list of these fields."""
    for field in fields:
        for bound, step in zip(bounds_of(field.type), (-1, 1), strict=True):
            if bound is not None:
                path, name = first_path(field, policy), ".".join(field.keys)
                value = next(values_of(field, policy)).value
                over, at = _of_size(value, bound + step), _of_size(value, bound)
                yield Plant(f"{name} {bound + step}", path, over), Plant(f"{name} {bound}", path, at)


def bounds_of(kind: ValueType) -> tuple[int | None, int | None]:
    """The bounds that a type declares, of a number or of the length of a text or list."""
    bounds = kind.declared(Bounds) or Bounds()
    return bounds.least, bounds.most


def _of_size(value: Any, size: int) -> Any:
    """A number, or a text or list of a length, in place of a value; a list repeats its entries."""
    if isinstance(value, tuple):
        return [plain(value[number % len(value)]) for number in range(size)]
    return "a" * size if isinstance(value, str) else size


def planted_expectations(policy: Policy) -> Iterator[Pair]:
    """Every value that a rule expects."""
    for field in fields_of(Policy):
        if expected := field.type.declared(Expected):
            path, name = first_path(field, policy), ".".join(field.keys)
            wrong: Any = False if expected.value is True else None
            right: Any = UNCHANGED
            if expected.least is not None:
                wrong, right = expected.least - 1, expected.least
            elif expected.excludes:
                wrong, right = [expected.excludes], ["projects"]
            elif expected.value == "client":
                wrong = "agency"
            yield Plant(f"{name} wrong", path, wrong), Plant(f"{name} right", path, right)


def planted_choices(policy: Policy) -> Iterator[Pair]:
    """Every choice that needs more entries of a list than the policy has."""
    for field, needs in declaring(Policy, NeedsEntries):
        path, value = first_path(field, policy), next(values_of(field, policy)).value
        yield Plant(f"{needs.choice} {needs}", path, needs.choice), Plant(str(value), path, value)


def planted_relations(policy: Policy, relations: Relations) -> Iterator[Pair]:
    """Every relation, those that loading judges too; of entries that follow one another every pair but the last, whose
    value another relation may bind."""
    for field, relation in relations:
        holders = values_of(field, policy) if field else [FieldValue("", policy, policy, "")]
        pairs = [list(relation.sides_in(holder.value, holder.path)) for holder in holders]
        found = [pair for pair in pairs if pair]
        name = f"{'.'.join(field.keys) if field else ''}: {relation.sentence(Policy)}"
        assert found, f"{name} holds for no value of the whole policy"
        for lower, upper in found[-1][:-1] or found[-1]:
            at, over, right = planted_side(relation, lower, upper)
            path = path_of(at, policy)
            beside = tuple(path_of(side.at.path, policy) for side in (lower, upper) if side.at.path)
            yield Plant(f"{name}, broken", path, over, beside=beside), Plant(name, path, right, beside=beside)


def planted_side(relation: Relation | Different, lower: Side, upper: Side) -> tuple[str, Any, Any]:
    """(path of the value that is reported, one that just breaks the relation, one that just keeps it)."""
    if isinstance(relation, Different):
        return lower.at.path, upper.value, lower.value
    step = 0 if relation.strict else 1
    if relation.blames_upper:
        return upper.at.path, _less(lower.value, step), _less(lower.value, step - 1)
    most = later(upper.value, months=relation.months) if relation.months else upper.value
    most = lower.share_of(most)
    if relation.times > 1:
        return lower.at.path, most // relation.times + 1, most // relation.times
    return lower.at.path, _less(most, -step), _less(most, 1 - step)


def planted_looseness(policy: Policy, core: Policy) -> Iterator[Pair]:
    """Every value that may be looser than the core default where somebody answers for it."""
    for field in fields_of(Policy):
        stricter = field.type.declared(Stricter)
        if stricter is None or not stricter.answerable:
            continue
        possible = (
            (at, _looser(stricter, at.value)) for at in values_of(field, core) if isinstance(at.node, Justified)
        )
        for at, looser in [pair for pair in possible if pair[1] is not None][:1]:
            path = path_of(at.path, policy)
            yield Plant(f"{at.path} looser", path, looser, True), Plant(at.path, path, plain(at.value), True)


def _looser(stricter: Stricter, value: Any) -> Any:
    if stricter.order:
        following = stricter.order[stricter.order.index(value) + 1 :]
        return following[0] if following else None
    return value - 1 if stricter.more else value + 1


def _less(value: Any, by: int) -> Any:
    return value - timedelta(by) if isinstance(value, date) else value - by


def first_path(field: ContractField, policy: Node) -> Keys:
    """The keys, and the numbers in lists, of the first value of a field."""
    named = next(values_of(field, policy), None)
    if named is None:
        raise AssertionError(f"{'.'.join(field.keys)} has no value in the whole policy: add one to ADDED")
    return path_of(named.path, policy)


def path_of(named: str, policy: Any) -> Keys:
    """A path with ids of entries as one with their numbers."""
    found: list[str | int] = []
    at: Any = policy
    for key in named.split("."):
        if isinstance(at, tuple):
            number = entry_names(at).index(key)
            found.append(number)
            at = at[number]
        else:
            found.append(key)
            at = at[key] if isinstance(at, dict) else getattr(at, key)
    return tuple(found)
