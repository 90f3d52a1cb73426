"""The space in which a table is judged: every combination of its facts, crossed with every way in which the tables
before it can have decided.

What earlier tables decide is not crossed blindly: only those of their decisions stand together that some combination
of facts really brings about. So a judgement over the ground holds for every combination of all facts below it, however
many there are. Earlier tables that share no fact are looked at apart, since each goes with each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod

from immerse.deciding.domains import Domain, domain_of
from immerse.deciding.faults import DecisionFault
from immerse.deciding.reading import Readings
from immerse.deciding.reckoning import Reckoning
from immerse.deciding.space import LARGEST, Patterns, Single, Space
from immerse.deciding.vocabulary import Vocabulary, gives, terms_of
from immerse.expressions.terms import All, Comparison, Constant, Either, Expression, Fact, Not
from immerse.model.decision import DecisionTable
from immerse.model.policy.policy import Policy
from immerse.model.ruling import Value

Elements = Mapping[str, tuple[str, ...]]
_Wanted = tuple[frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which earlier tables can have decided, with the shared facts that go with it."""

    mask: int
    values: dict[str, Single]
    there: dict[tuple[str, str], bool]


@dataclass(frozen=True, slots=True)
class _Base:
    """Earlier tables that hang together, decided over all their facts."""

    space: Space
    ways: tuple[_Way, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where one table is judged."""

    reckoning: Reckoning
    combinations: int
    """How many combinations of facts it stands for."""
    bases: Mapping[str, _Base]
    """Column of the space that numbers the ways -> what they are ways of."""

    def example(self, mask: int) -> dict[str, Value]:
        """The facts of the plainest combination of a mask."""
        found: dict[str, Value] = {}
        own = self.reckoning.space.example(mask)
        for column, base in self.bases.items():
            way = own.pop(column)
            assert isinstance(way, int)
            found |= _facts_of(base.space.example(base.ways[way].mask))
        for name, value in _facts_of(own).items():
            earlier = found.get(name)
            shared = isinstance(value, tuple) and isinstance(earlier, tuple)
            found[name] = (*_several(earlier), *_several(value)) if shared else value
        return found


def _facts_of(example: Mapping[str, Value | int]) -> dict[str, Value]:
    return {name: value for name, value in example.items() if isinstance(value, (bool, str, tuple))}


def _several(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


class Grounds:
    """Makes the ground of each table for one client."""

    def __init__(
        self, vocabulary: Vocabulary, policy: Policy, client_id: str, patterns: Patterns | None = None
    ) -> None:
        """`patterns` are shared by the clients of one run."""
        self.vocabulary = vocabulary
        self._patterns: Patterns = {} if patterns is None else patterns
        self.readings = Readings(policy, client_id)
        named = frozenset().union(*vocabulary.names.values())
        self.domains: dict[str, Domain] = {
            name: domain_of(fact, policy) for name, fact in vocabulary.facts.items() if name in named
        }
        self._spaces: dict[_Wanted, tuple[Space, set[str]]] = {}
        """What is asked -> its space, and the tables that are decided in it."""

    def of(self, table: DecisionTable) -> Ground:
        """The ground of a table; raises DecisionFault where an earlier table has no answer, or for too many facts."""
        facts, below = self.vocabulary.closure(table)
        own = self.vocabulary.needs(table)[0]
        wanted = self._elements((table,))
        bases: dict[str, _Base] = {}
        local = {name: wanted.get(name, ()) for name in own}
        for number, tables in enumerate(self._together(below)):
            base = self._base(tables, table, own, wanted)
            bases[str(number)] = base
            for name in own & (base.space.masks.keys() | base.space.flags.keys()):
                there = base.space.flags.get(name, {})
                local[name] = tuple(one for one in local[name] if one not in there)
        apart = {name for name in own if not any(name in base.space.masks for base in bases.values())}
        columns: dict[str, tuple[Single, ...]] = {key: tuple(range(len(base.ways))) for key, base in bases.items()}
        space = self._space(apart, local, table, columns)
        for key, base in bases.items():
            _bind(space, key, base.ways)
        combinations = prod(self._count(name) for name in facts)
        return Ground(Reckoning(self.readings, space), combinations, bases)

    def _together(self, tables: tuple[DecisionTable, ...]) -> list[tuple[DecisionTable, ...]]:
        """The tables in groups that share no fact and no decision."""
        groups: list[tuple[set[str], tuple[DecisionTable, ...]]] = []
        for table in tables:
            names = {*self.vocabulary.names[str(table.id)], *gives(table)}
            touched = [group for group in groups if group[0] & names]
            groups = [group for group in groups if not group[0] & names]
            merged = names.union(*(group[0] for group in touched))
            groups.append((merged, (*(one for group in touched for one in group[1]), table)))
        order = {str(table.id): place for place, table in enumerate(tables)}
        return [tuple(sorted(group, key=lambda one: order[str(one.id)])) for _, group in groups]

    def _base(
        self, tables: tuple[DecisionTable, ...], table: DecisionTable, own: frozenset[str], wanted: Elements
    ) -> _Base:
        facts = {name for one in tables for name in self.vocabulary.needs(one)[0]}
        space = self._decided(frozenset(facts), tables, table)
        named = self.vocabulary.names[str(table.id)]
        decided = [name for one in tables for name in gives(one) if name in named]
        return _Base(space, tuple(_ways(space, [*decided, *sorted(own & facts)], wanted)))

    def _decided(self, facts: frozenset[str], tables: tuple[DecisionTable, ...], table: DecisionTable) -> Space:
        """The space of these facts with these tables decided in it; one space serves every table that rests on it."""
        elements = self._elements(tables)
        key = (facts, tuple(sorted(elements.items())))
        if key not in self._spaces:
            self._spaces[key] = (self._space(facts, elements, table, {}), set())
        space, decided = self._spaces[key]
        reckoning = Reckoning(self.readings, space)
        for one in tables:
            if one.id not in decided:
                reckoning.decide(one)
                decided.add(one.id)
        return space

    def _count(self, name: str) -> int:
        values = self.domains[name]
        return 1 << len(values) if self.vocabulary.facts[name].several else len(values)

    def _elements(self, tables: Iterable[DecisionTable]) -> Elements:
        """The elements that these tables ask for, of facts of several values; the others change nothing."""
        asked = {pair for table in tables for term in terms_of(table) for pair in _asked(term)}
        several = [name for name, fact in self.vocabulary.facts.items() if fact.several]
        return {name: tuple(str(one) for one in self.domains.get(name, ()) if (name, one) in asked) for name in several}

    def _space(
        self, names: Iterable[str], elements: Elements, table: DecisionTable, first: Mapping[str, tuple[Single, ...]]
    ) -> Space:
        several = sorted(name for name in names if self.vocabulary.facts[name].several)
        columns = dict(first) | {name: self.domains[name] for name in sorted(names) if name not in several}
        flags = {name: elements[name] for name in several}
        size = prod(map(len, columns.values())) << sum(map(len, flags.values()))
        if size > LARGEST:
            message = f"{table.id} rests on {size:,} combinations of facts at once; at most {LARGEST:,} can be judged"
            hint = "let a table of its own decide what several facts come to, or make facts fewer"
            raise DecisionFault(table.location, message, hint)
        return Space(columns, flags, self._patterns)


def _asked(expression: Expression) -> Iterator[tuple[str, str]]:
    if isinstance(expression, (All, Either)):
        yield from _asked(expression.left)
        yield from _asked(expression.right)
    elif isinstance(expression, Not):
        yield from _asked(expression.of)
    elif (
        isinstance(expression, Comparison)
        and isinstance(expression.left, Constant)
        and isinstance(expression.right, Fact)
    ):
        yield expression.right.name, str(expression.left.value)


def _ways(base: Space, names: list[str], wanted: Elements) -> list[_Way]:
    ways = [_Way(base.every, {}, {})]
    for name in names:
        for element in wanted.get(name, ()) if name in base.flags else ():
            if (there := base.flags[name].get(element)) is not None:
                ways = [
                    _Way(mask, way.values, way.there | {(name, element): is_there})
                    for way in ways
                    for is_there, mask in _parted(way.mask, there)
                    if mask
                ]
        if name in base.masks:
            ways = [
                _Way(mask, way.values | {name: value}, way.there)
                for way in ways
                for value, there in base.masks[name].items()
                if (mask := way.mask & there)
            ]
    return ways


def _parted(mask: int, there: int) -> tuple[tuple[bool, int], tuple[bool, int]]:
    """The combinations of a mask in which something is not there, and those in which it is."""
    within = mask & there
    return (False, mask ^ within), (True, within)


def _bind(space: Space, column: str, ways: tuple[_Way, ...]) -> None:
    for number, way in enumerate(ways):
        here = space.masks[column][number]
        for name, value in way.values.items():
            masks = space.masks.setdefault(name, {})
            masks[value] = masks.get(value, 0) | here
        for (name, element), is_there in way.there.items():
            flags = space.flags.setdefault(name, {})
            flags[element] = flags.get(element, 0) | (here if is_there else 0)
