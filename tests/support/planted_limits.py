"""Values just over and just at each limit that the contract declares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from immerse.model.base import Node
from immerse.model.periods import later
from immerse.model.policy.contract import ContractField, declaring, entry_names, fields_of, values_of
from immerse.model.policy.limits import Expected, Justified, Length, Limit, NeedsEntries, Stricter
from immerse.model.policy.policy import Policy
from immerse.model.policy.relations import Related, Relation, relations_of
from immerse.model.policy.value_types import ValueType
from planted_client import UNCHANGED, Keys, Plant, plain

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
    limit = kind.declared(Limit) or kind.declared(Length)
    return (limit.least, limit.most) if limit else (kind.constraint("min_length"), kind.constraint("max_length"))


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


def planted_relations(policy: Policy) -> Iterator[Pair]:
    """Every relation, those that loading judges too."""
    for relation, path in _relations(policy):
        prefix = f"{path}." if path else ""
        lower, upper = _at(policy, prefix + relation.lower), _at(policy, prefix + relation.upper)
        name = relation.sentence(prefix)
        least = 0 if relation.strict else 1
        if relation.blames_upper:
            at = path_of(prefix + relation.upper, policy)
            yield Plant(f"{name}, broken", at, _less(lower, least)), Plant(name, at, _less(lower, least - 1))
        else:
            at = path_of(prefix + relation.lower, policy)
            limit = later(upper, months=relation.months) if relation.months else upper
            over, right = _less(limit, -least), _less(limit, 1 - least)
            if relation.times > 1:
                over, right = limit // relation.times + 1, limit // relation.times
            yield Plant(f"{name}, broken", at, over), Plant(name, at, right)


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


def _relations(policy: Policy) -> Iterator[tuple[Relation, str]]:
    """Every relation with the path of one value that it holds for."""
    for field, relation in relations_of(Policy):
        holders = [at.path for at in values_of(field, policy)] if field else [""]
        if isinstance(relation, Relation):
            fitting = [path for path in holders if _is_set(policy, relation, path)]
            yield relation, fitting[-1]
        else:
            for pair in relation.relations(next(values_of(field, policy)).value if field else {}):
                if _is_set(policy, pair, holders[0]):
                    yield pair, holders[0]
    for field in fields_of(Policy):
        if field.type.model and issubclass(field.type.model, Related):
            for relation in field.type.model.relations:
                holders = [at.path for at in values_of(field, policy) if _is_set(policy, relation, at.path)]
                if not relation.rule:
                    assert holders, (
                        f"{'.'.join(field.keys)}: {relation.sentence()} holds for no value of the whole policy"
                    )
                    yield relation, holders[0]


def _is_set(policy: Policy, relation: Relation, path: str) -> bool:
    return all(_at(policy, f"{path}.{key}" if path else key) is not None for key in (relation.lower, relation.upper))


def _at(policy: Any, named: str) -> Any:
    at: Any = policy
    for key in named.split("."):
        if key == "*":
            return sum(getattr(at, name) for name in type(at).model_fields)
        if isinstance(at, tuple):
            at = at[entry_names(at).index(key)]
        else:
            at = at.get(key) if isinstance(at, dict) else getattr(at, key)
        if at is None:
            return None
    return at


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
