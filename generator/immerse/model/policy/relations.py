"""Relations between numbers or days of a policy, declared on the model that holds both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import model_validator

from immerse.model.base import Node
from immerse.model.periods import later
from immerse.model.policy.contract import ContractField, FieldValue, fields_of, unit_of, values_of
from immerse.model.policy.limits import refusal


@dataclass(frozen=True, slots=True)
class Relation:
    """`lower` must not be more than `upper`; each is a path of keys below the model that declares the relation, or
    with `*` at its end the sum of what is there."""

    lower: str
    upper: str
    rule: str = ""
    """The rule that reports it in `immerse check`; a relation without one is judged while loading."""
    strict: bool = False
    """Whether `lower` must be less than `upper`."""
    blames_upper: bool = False
    """Whether a broken relation is reported at `upper`."""
    times: int = 1
    """The factor of `lower`."""
    months: int = 0
    """Months after the day `upper` that are still allowed."""
    when: str = ""
    """A field that must be true for the relation to count."""

    def sentence(self, above: str = "", *, of_days: bool = False) -> str:
        """The relation in Markdown; `above` is the path of the model that declares it, with its last point."""
        lower, upper = _named(above + self.lower, quote="`"), _named(above + self.upper, self.months, "`")
        lower = f"{self.times} times {lower}" if self.times > 1 else lower
        if of_days:
            return f"{lower} is {'before' if self.strict else 'not after'} {upper}"
        return f"{lower} is {'less than' if self.strict else 'at most'} {upper}"


@dataclass(frozen=True, slots=True)
class Rising:
    """Marks a mapping whose values must not fall from one entry to the next."""

    fields: tuple[str, ...]
    """The fields of each entry that must not fall."""
    rule: str

    def __str__(self) -> str:
        return f"{', '.join(self.fields)} must not fall from one entry to the next"

    def relations(self, entries: Iterable[Any]) -> Iterator[Relation]:
        """The relation of each field in an entry to that field in the next one."""
        for entry, following in pairwise(entries):
            yield from (Relation(f"{entry}.{name}", f"{following}.{name}", self.rule) for name in self.fields)


class Related(Node):
    """A model that refuses values which break one of its `relations`."""

    relations: ClassVar[tuple[Relation, ...]] = ()

    @model_validator(mode="after")
    def _keep_relations(self) -> Self:
        for relation in self.relations:
            if not relation.rule and (broken := _broken(relation, self, "")):
                raise refusal(broken.fault, at=broken.at.path)
        return self


class Broken(NamedTuple):
    """A relation that does not hold."""

    rule: str
    at: FieldValue
    """The value that is reported."""
    other: FieldValue
    """The value that it is compared with."""
    fault: str
    """The requirement, for the end of a sentence: `must be at most holding_min (60), is 90`."""
    hint: str
    """The value closest to the present one that would be right."""


def broken_relations(policy: Node) -> Iterator[Broken]:
    """The relations with a rule that a policy breaks, in the order of the contract."""
    for field, relation in relations_of(type(policy)):
        for holder in values_of(field, policy) if field else (FieldValue("", policy, policy, ""),):
            declared = [relation] if isinstance(relation, Relation) else relation.relations(holder.value)
            yield from filter(None, (_broken(relation, holder.value, holder.path) for relation in declared))


@cache
def relations_of(contract: type[Node]) -> tuple[tuple[ContractField | None, Relation | Rising], ...]:
    """The relations with a rule, each with the field below whose values it holds; None for the contract itself."""
    relations: list[tuple[ContractField | None, Relation | Rising]] = [
        (None, relation) for relation in _relations(contract)
    ]
    for field in fields_of(contract):
        if field.type.model:
            relations += [(field, relation) for relation in _relations(field.type.model)]
        if rising := field.type.declared(Rising):
            relations.append((field, rising))
    return tuple(relations)


def _relations(model: type[Node]) -> tuple[Relation, ...]:
    return tuple(relation for relation in getattr(model, "relations", ()) if relation.rule)


def _named(path: str, months: int = 0, quote: str = "") -> str:
    named = f"{'the sum of ' if path.endswith('.*') else ''}{quote}{path.removesuffix('.*')}{quote}"
    return f"{named} plus {months} months" if months else named


def _broken(relation: Relation, holder: Any, path: str) -> Broken | None:
    lower, upper = _value(holder, relation.lower, path), _value(holder, relation.upper, path)
    if lower is None or upper is None or (relation.when and not _value(holder, relation.when, path)):
        return None
    low = lower.value * relation.times if relation.times > 1 else lower.value
    high = later(upper.value, months=relation.months) if relation.months else upper.value
    if low < high or (low == high and not relation.strict):
        return None
    above = f"{path}." if path else ""
    if relation.blames_upper:
        at, compared_with, bound, bound_name = upper, lower, low, _named(above + relation.lower)
    else:
        at, compared_with, bound, bound_name = lower, upper, high, _named(above + relation.upper, relation.months)
    compared, hint = _words(relation, bound)
    must = f"{relation.times} times that must be" if relation.times > 1 else "it must be"
    amount = f"{at.value} {unit_of(type(at.node), at.name)}".rstrip()
    return Broken(relation.rule, at, compared_with, f"is {amount}; {must} {compared} {bound_name} ({bound})", hint)


def _words(relation: Relation, bound: date | int) -> tuple[str, str]:
    """(the required comparison with the bound, the value to write)."""
    up, strict = relation.blames_upper, relation.strict
    step = (1 if up else -1) if strict else 0
    if isinstance(bound, date):
        compared = {(1, 1): "later than", (1, 0): "no earlier than", (0, 1): "earlier than", (0, 0): "no later than"}
        return compared[up, strict], f"{later(bound, days=step)} or {'later' if up else 'earlier'}"
    compared = {(1, 1): "more than", (1, 0): "at least", (0, 1): "less than", (0, 0): "at most"}
    return compared[up, strict], f"{(bound + step) // (1 if up else relation.times)} or {'more' if up else 'less'}"


def _value(holder: Any, keys: str, path: str) -> FieldValue | None:
    """The number or day at a path below `holder`, a sum for `*`; None where a part of the way is not set."""
    at = FieldValue(path, holder, holder, "")
    for key in keys.split("."):
        if key == "*":
            return at._replace(value=sum(getattr(at.value, name) for name in type(at.value).model_fields))
        value = at.value.get(key) if isinstance(at.value, dict) else getattr(at.value, key)
        if value is None:
            return None
        node, name = (at.node, at.name) if isinstance(at.value, dict) else (at.value, key)
        at = FieldValue(f"{at.path}.{key}" if at.path else key, value, node, name)
    return at
