"""Relations between values of a policy, declared on the model that holds both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise, product
from operator import eq
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import model_validator

from immerse.model.base import Node
from immerse.model.id_marks import StandsInFor
from immerse.model.periods import later
from immerse.model.policy.contract import ContractField, FieldValue, fields_of, unit_of, values_of
from immerse.model.policy.limits import ABOVE, refusal
from immerse.model.policy.sides import Keys, Side, in_words, reported_path, sides_at
from immerse.model.policy.value_types import field_type
from immerse.words.english import join, times

Same = Callable[[Any, Any], bool]

NEXT = "next"
"""As `upper` of a relation: `lower` in the next entry of the mapping or list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What relations of all kinds declare besides the values that they compare."""

    always: bool = False
    """Whether the rule judges it where no text of the programme reads the setting: pages and records use its values."""
    when: str = ""
    """A field that must be true for the relation to count."""
    unless: str = ""
    """A field; where it is set, the relation does not count."""
    why: str = ""
    """The reason, to follow `because`, where the rule does not say it."""

    def counts_in(self, holder: Any, path: str) -> bool:
        """Whether the relation counts in a model at `path`."""
        needed = sides_at(self.when, holder, path) if self.when else []
        excluding = sides_at(self.unless, holder, path) if self.unless else []
        return all(side and side.value for side in needed) and not any(excluding)

    def _end(self, above: str) -> str:
        conditions = f" if `{above}{self.when}` is true" if self.when else ""
        conditions += f" unless `{above}{self.unless}` is given" if self.unless else ""
        return f"{conditions}, because {self.why}" if self.why else conditions


@dataclass(frozen=True, slots=True)
class Relation(Declaration):
    """`lower` must not be more than `upper`; each is a number, a day or a sum (`sides.py`)."""

    lower: Keys
    upper: Keys
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

    @property
    def reported_at(self) -> str:
        """The path below the model of the value that is reported."""
        return reported_path(self.upper if self.blames_upper and self.upper != NEXT else self.lower)

    def sentence(self, model: type[Node], above: str = "") -> str:
        """The relation in Markdown; `above` is the path of `model`, which declares it, with its last point."""
        end = self._end(above)
        if self.upper == NEXT:
            order = "rises" if self.strict else "does not fall"
            return f"`{above}{self.lower}` {order} from one entry to the next{end}"
        is_day = self.upper in _days_of(model)
        lower, upper = in_words(self.lower, above, is_day=is_day), self._with_months(in_words(self.upper, above))
        lower = f"{times(self.times)} {lower}" if self.times > 1 else lower
        if isinstance(self.lower, int):
            return f"{upper} is {'more than' if self.strict else 'at least'} {lower}{end}"
        if is_day:
            return f"{lower} is {'before' if self.strict else 'not after'} {upper}{end}"
        return f"{lower} is {'less than' if self.strict else 'at most'} {upper}{end}"

    def broken_in(self, holder: Any, path: str, same: Same = eq) -> Iterator[Broken]:
        """Where the relation does not hold in a model at `path`; `same` is for names of people."""
        turned, before = replace(self, blames_upper=not self.blames_upper), list[Side]()
        for lower, upper in self.sides_in(holder, path):
            before = [*before, lower] if self.upper == NEXT else [lower]
            if broken := self._broken(lower, upper):
                also = join(one.at.path for side in before if (one := self._broken(side, upper)))
                other_way = turned._broken(lower, upper) if lower.name and upper.name and not self.unless else None
                yield broken._replace(turned=other_way and other_way._replace(beside=f"{also} {broken.hint}"))

    def sides_in(self, holder: Any, path: str) -> Iterator[tuple[Side, Side]]:
        """The values to compare in a model at `path`: (lower, upper) of each pair of which both are set."""
        if self.counts_in(holder, path):
            lowers = sides_at(self.lower, holder, path)
            pairs = pairwise(lowers) if self.upper == NEXT else product(lowers, sides_at(self.upper, holder, path))
            yield from ((lower, upper) for lower, upper in pairs if lower and upper)

    def _broken(self, lower: Side, upper: Side) -> Broken | None:
        low = lower.value * self.times if self.times > 1 else lower.value
        high = later(upper.value, months=self.months) if self.months else upper.value
        if low < high or (low == high and not self.strict):
            return None
        blamed, other, bound = (upper, lower, low) if self.blames_upper else (lower, upper, high)
        compared, hint, nearest = self._words(bound, blamed)
        twice = f"{times(self.times)} " if self.times > 1 else ""
        must = f"{twice}that must be" if twice and not self.blames_upper else "it must be"
        if blamed.value != blamed.at.value:
            must = f"{blamed.name} ({blamed.value}) must be"
        name = f"{twice}{other.name}" if self.blames_upper else self._with_months(other.name)
        amount = f"{blamed.at.value} {unit_of(type(blamed.at.node), blamed.at.name)}".rstrip()
        fault = f"is {amount}; {must} {compared} " + (f"{name} ({bound})" if name else str(bound))
        return Broken(self.rule, blamed.at, other.at, fault, hint, self.blames_upper, nearest=nearest)

    def _with_months(self, upper: str) -> str:
        return f"{upper} plus {self.months} months" if self.months else upper

    def _words(self, bound: date | int, blamed: Side) -> tuple[str, str, Any]:
        """(the required comparison with the bound, the value to write in words, the value)."""
        up, strict = self.blames_upper, self.strict
        more, less = ("later", "earlier") if isinstance(bound, date) else ("more", "less")
        no_less, no_more = (f"no {less} than", f"no {more} than") if more == "later" else ("at least", "at most")
        compared = (f"{more} than" if strict else no_less) if up else (f"{less} than" if strict else no_more)
        room, step = blamed.share_of(bound), ((1 if up else -1) if strict else 0)
        limit = field_type(type(blamed.at.node), blamed.at.name).limit
        nearest = later(room, days=step) if isinstance(room, date) else (room + step) // (1 if up else self.times)
        is_last = nearest == (limit.most if up else limit.least)
        hint = str(nearest) if is_last else f"{nearest} or {more if up else less}"
        return compared, hint + (f", or give {self.unless}" if self.unless else ""), nearest


@dataclass(frozen=True, slots=True)
class Different(Declaration):
    """`field` must not name the same person as `other`, or the same thing of another kind; both are paths."""

    field: str
    """The one that is reported."""
    other: str
    """Empty for the key of the mapping below which the model stands: a contact's own id."""
    rule: str = ""
    """As for a `Relation`."""
    what: str = "person"
    """The noun for what both name."""

    @property
    def reported_at(self) -> str:
        """The path below the model of the value that is reported."""
        return self.field

    def sentence(self, model: type[Node], above: str = "") -> str:
        """The relation in Markdown; `above` is the path of the model that declares it, with its last point."""
        other = in_words(self.other, above) if self.other else f"`{above.removesuffix('.')}`"
        return f"{in_words(self.field, above)} is a different {self.what} from {other}{self._end(above)}"

    def broken_in(self, holder: Any, path: str, same: Same = eq) -> Iterator[Broken]:
        """Where the relation does not hold in a model at `path`; `same` tells whether two names mean one person."""
        for one, other in self.sides_in(holder, path):
            if same(one.value, other.value):
                known = f" ({str(other.value)!r})" if self.other and one.value != other.value else ""
                fault = f"is {str(one.value)!r}, the same {self.what} as {other.name}{known}"
                yield Broken(self.rule, one.at, other.at, fault, f"name a different {self.what}")

    def sides_in(self, holder: Any, path: str) -> Iterator[tuple[Side, Side]]:
        """The values to compare in a model at `path`: each pair of which both are set."""
        if self.counts_in(holder, path):
            pairs = product(sides_at(self.field, holder, path), sides_at(self.other, holder, path))
            yield from ((one, other) for one, other in pairs if one and other)


@cache
def _days_of(model: type[Node]) -> frozenset[str]:
    return frozenset(".".join(field.keys) for field in fields_of(model) if field.type.kind == "date")


class Related(Node):
    """A model that refuses values which break one of its `relations`."""

    relations: ClassVar[tuple[Relation | Different, ...]] = ()

    @model_validator(mode="after")
    def _keep_relations(self) -> Self:
        for relation in self.relations:
            for broken in relation.broken_in(self, ABOVE) if not relation.rule else ():
                at = broken.at.path.removeprefix(f"{ABOVE}.")
                raise refusal(f"{broken.at.path} {broken.fault}", at=at, hint=broken.hint)
        return self


class Broken(NamedTuple):
    """A relation that does not hold."""

    rule: str
    at: FieldValue
    """The value that is reported."""
    other: FieldValue
    """The value that it is compared with."""
    fault: str
    """The fault, to follow the path of the value: `is 90; it must be at most crisis.timers.holding_min (60)`."""
    hint: str
    """The value closest to the present one that would be right."""
    too_small: bool = False
    """Whether the reported value must be more, and the other one less."""
    always: bool = False
    """Whether the rule judges it where no text reads the setting."""
    nearest: Any = None
    """The value that the hint names; None for names."""
    turned: Broken | None = None
    """The same, reported at the other value; None where that is a number or need not change."""
    beside: str = ""
    """What would be right as well where the reported value stays."""


def broken_relations(policy: Node, same: Same) -> Iterator[Broken]:
    """The relations with a rule that a policy breaks, in the order of the contract; `same` tells whether two contacts
    are one person."""
    for field, relation in relations_of(type(policy)):
        if relation.rule:
            for holder in values_of(field, policy) if field else (FieldValue("", policy, policy, ""),):
                broken = relation.broken_in(holder.value, holder.path, same)
                yield from (one._replace(always=relation.always) for one in broken)


@cache
def relations_of(contract: type[Node]) -> tuple[tuple[ContractField | None, Relation | Different], ...]:
    """All relations, each with the field below whose values it holds; None for the contract itself."""
    holders = ((None, contract), *((field, field.type.model) for field in fields_of(contract)))
    return tuple((field, relation) for field, model in holders if model for relation in declared_on(model))


@cache
def declared_on(model: type[Node]) -> tuple[Relation | Different, ...]:
    """The relations of a model's fields. That a deputy is somebody else (L-23) follows from the mark `StandsInFor`."""
    marks = ((name, field_type(model, name).declared(StandsInFor)) for name in model.model_fields)
    deputies = (Different(name, mark.name, "L-23", always=True) for name, mark in marks if mark)
    return (*getattr(model, "relations", ()), *deputies)
