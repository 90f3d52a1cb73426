"""The space in which a table is checked: every combination of its facts, crossed with every joint result of the tables
that it depends on.

Results of earlier tables are combined only where some combination of facts leads to them together, so a check over the
space covers every combination of all facts below it. Earlier tables that share no fact are evaluated separately,
because each result of one can occur with each of the other.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import prod
from typing import Any, NamedTuple

from immerse.deciding.client_tables import ClientTables
from immerse.deciding.table_evaluator import TableEvaluator
from immerse.deciding.vocabulary import elements_asked
from immerse.expressions.combinations import LARGEST, BitPatterns, Space, size_of
from immerse.model.decision import DecisionTable
from immerse.model.ruling import DecisionFault, Value

Elements = Mapping[str, tuple[str, ...]]
"""Fact of several values -> those of its elements that matter."""


class _JointResult(NamedTuple):
    """One way in which earlier tables can decide together, with the values of the facts that the later table shares."""

    mask: int
    values: dict[str, Any]
    present: dict[tuple[str, str], bool]
    """(fact, element) -> whether the fact has the element."""


class _EarlierTables(NamedTuple):
    """Earlier tables that depend on each other, evaluated over all their facts."""

    space: Space
    results: tuple[_JointResult, ...]


class TableSpace(NamedTuple):
    """The space in which one table is checked."""

    evaluator: TableEvaluator
    combinations: int
    """The number of combinations of facts that it covers."""
    earlier: Mapping[str, _EarlierTables]
    """Column of the space -> the tables whose joint results it numbers."""

    def example(self, mask: int) -> dict[str, Value]:
        """The facts of the plainest combination of a mask."""
        facts: dict[str, Value] = {}
        direct = self.evaluator.space.example(mask)
        for column, earlier in self.earlier.items():
            facts |= earlier.space.example(earlier.results[direct.pop(column)].mask)
        for name, value in direct.items():
            before = facts.get(name)
            facts[name] = (*before, *value) if isinstance(value, tuple) and isinstance(before, tuple) else value
        return facts


class TableSpaces:
    """Makes the space of each table of one client."""

    def __init__(self, tables: ClientTables, patterns: BitPatterns | None = None) -> None:
        """Share `patterns` between the clients of one run.

        Raises:
            DecisionFault: the policy lists no values for a fact.
        """
        self.tables = tables
        self._vocabulary = tables.vocabulary
        self._patterns = patterns or BitPatterns()
        self._domains = {name: tables.domain(name) for name in tables.facts_asked}
        self._spaces: dict[tuple[frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]], tuple[Space, set[str]]] = {}
        """(facts, their elements) -> space, and the tables that were evaluated in it."""

    def of(self, table: DecisionTable) -> TableSpace:
        """The space of a table; raises DecisionFault where an earlier table has no result, or for too many facts."""
        facts, earlier_tables = self._vocabulary.all_inputs(table)
        inputs = self._vocabulary.direct_inputs(table)[0]
        asked = self._elements((table,))
        groups: dict[str, _EarlierTables] = {}
        remaining = {name: asked.get(name, ()) for name in inputs}
        for number, tables in enumerate(self._grouped(earlier_tables)):
            group = self._evaluated(tables, table, inputs, asked)
            groups[str(number)] = group
            for name in inputs & (group.space.masks.keys() | group.space.flags.keys()):
                known = group.space.flags.get(name, {})
                remaining[name] = tuple(element for element in remaining[name] if element not in known)
        free = {name for name in inputs if not any(name in group.space.masks for group in groups.values())}
        columns = {column: tuple(range(len(group.results))) for column, group in groups.items()}
        space = self._space(free, remaining, table, columns)
        for column, group in groups.items():
            _bind(space, column, group.results)
        combinations = prod(self._count(name) for name in facts)
        return TableSpace(TableEvaluator(self.tables, space), combinations, groups)

    def _grouped(self, tables: tuple[DecisionTable, ...]) -> list[tuple[DecisionTable, ...]]:
        """The tables in groups that share no fact and no result."""
        groups: list[tuple[set[str], tuple[DecisionTable, ...]]] = []
        for table in tables:
            names = {*self._vocabulary.names[str(table.id)], *table.gives}
            touched = [group for group in groups if group[0] & names]
            groups = [group for group in groups if not group[0] & names]
            merged = names.union(*(group[0] for group in touched))
            groups.append((merged, (*(member for group in touched for member in group[1]), table)))
        order = {str(table.id): position for position, table in enumerate(tables)}
        return [tuple(sorted(group, key=lambda table: order[str(table.id)])) for _, group in groups]

    def _evaluated(
        self, tables: tuple[DecisionTable, ...], table: DecisionTable, inputs: frozenset[str], asked: Elements
    ) -> _EarlierTables:
        facts = {name for earlier in tables for name in self._vocabulary.direct_inputs(earlier)[0]}
        space = self._shared_space(frozenset(facts), tables, table)
        named = self._vocabulary.names[str(table.id)]
        results = [name for earlier in tables for name in earlier.gives if name in named]
        return _EarlierTables(space, tuple(_joint_results(space, [*results, *sorted(inputs & facts)], asked)))

    def _shared_space(self, facts: frozenset[str], tables: tuple[DecisionTable, ...], table: DecisionTable) -> Space:
        """The space of these facts with these tables evaluated in it, made once for all tables that depend on it."""
        elements = self._elements(tables)
        key = (facts, tuple(sorted(elements.items())))
        if key not in self._spaces:
            self._spaces[key] = (self._space(facts, elements, table, {}), set())
        space, evaluated = self._spaces[key]
        evaluator = TableEvaluator(self.tables, space)
        for earlier in tables:
            if earlier.id not in evaluated:
                evaluator.evaluate(earlier)
                evaluated.add(earlier.id)
        return space

    def _count(self, name: str) -> int:
        values = self._domains[name]
        return 1 << len(values) if self._vocabulary.facts[name].several else len(values)

    def _elements(self, tables: Iterable[DecisionTable]) -> Elements:
        """The elements that these tables ask for, of facts of several values; the others change nothing."""
        asked = {pair for table in tables for pair in elements_asked(table)}
        several = [name for name, fact in self._vocabulary.facts.items() if fact.several]
        return {
            name: tuple(str(element) for element in self._domains.get(name, ()) if (name, element) in asked)
            for name in several
        }

    def _space(
        self, names: Iterable[str], elements: Elements, table: DecisionTable, first: Mapping[str, tuple[int, ...]]
    ) -> Space:
        several = sorted(name for name in names if self._vocabulary.facts[name].several)
        columns: dict[str, tuple[Any, ...]] = dict(first)
        columns |= {name: self._domains[name] for name in sorted(names) if name not in several}
        flags = {name: elements[name] for name in several}
        size = size_of(columns, flags)
        if size > LARGEST:
            message = f"{table.id} depends on {size:,} combinations of facts; at most {LARGEST:,} can be checked"
            hint = "move several facts into a table of their own, or use fewer facts"
            raise DecisionFault(table.location, message, hint)
        return Space(columns, flags, self._patterns)


def _joint_results(space: Space, names: list[str], asked: Elements) -> list[_JointResult]:
    joint = [_JointResult(space.every, {}, {})]
    for name in names:
        for element in asked.get(name, ()) if name in space.flags else ():
            if (mask := space.flags[name].get(element)) is not None:
                joint = [
                    _JointResult(part, result.values, result.present | {(name, element): is_present})
                    for result in joint
                    for is_present, part in _split(result.mask, mask)
                    if part
                ]
        if name in space.masks:
            joint = [
                _JointResult(part, result.values | {name: value}, result.present)
                for result in joint
                for value, mask in space.masks[name].items()
                if (part := result.mask & mask)
            ]
    return joint


def _split(mask: int, element: int) -> Iterator[tuple[bool, int]]:
    """The combinations of a mask without an element, and those with it."""
    within = mask & element
    yield False, mask ^ within
    yield True, within


def _bind(space: Space, column: str, results: tuple[_JointResult, ...]) -> None:
    """Make the joint results that a column numbers known in a space."""
    for number, result in enumerate(results):
        mask = space.masks[column][number]
        for name, value in result.values.items():
            masks = space.masks.setdefault(name, {})
            masks[value] = masks.get(value, 0) | mask
        for (name, element), is_present in result.present.items():
            flags = space.flags.setdefault(name, {})
            flags[element] = flags.get(element, 0) | (mask if is_present else 0)
