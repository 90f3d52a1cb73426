"""The facts and tables of a programme in the order of evaluation, and the possible values of each name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from immerse.expressions.parsed_expressions import parse
from immerse.expressions.reading import NameScope, read, reads_of_decision
from immerse.expressions.syntax_tree import Comparison, Constant, Expression, FactTerm, facts_of, walk
from immerse.expressions.value_shapes import Kind, Shape
from immerse.model.decision import NAMED_OUTCOMES, NO_SEVERITY, DecisionRow, DecisionTable, Fact, Given
from immerse.model.playbook import Playbook
from immerse.model.policy.policy import Policy


def settings_of(row: DecisionRow) -> frozenset[str]:
    """Keys of the settings that a row's conditions and outcome read."""
    sources = [text.expression for text in row.computed()] + ([str(row.when)] if row.when is not None else [])
    return frozenset(key for source in sources for key in reads_of_decision(source))


def elements_asked(table: DecisionTable) -> Iterator[tuple[str, str]]:
    """(fact of several values, element) wherever an expression of the table asks whether the fact has the element."""
    for node in (node for term in _terms_of(table) for node in walk(term)):
        if isinstance(node, Comparison) and isinstance(node.left, Constant) and isinstance(node.right, FactTerm):
            yield node.right.name, str(node.left.value)


def _terms_of(table: DecisionTable) -> Iterator[Expression]:
    yield from (parse(text.expression, facts=True) for row in table.rules for text in row.computed())


def _names_in(table: DecisionTable) -> frozenset[str]:
    names = {name for term in _terms_of(table) for name in facts_of(term)}
    if table.order is not None and table.order.expression:
        names |= set(facts_of(parse(table.order.expression, facts=True))) - {str(table.id)}
    return frozenset(names)


@dataclass(frozen=True)
class Vocabulary:
    """The facts and tables of these playbooks; of two with the same name the first counts."""

    playbooks: tuple[Playbook, ...]
    contract: type[Policy]
    """The contract, which defines the settings."""

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Name -> fact."""
        facts: dict[str, Fact] = {}
        for playbook in self.playbooks:
            for name, fact in playbook.facts.items():
                facts.setdefault(str(name), fact)
        return facts

    @cached_property
    def language(self) -> str:
        """The fact that takes its values from the languages of the centre; empty for none."""
        return next((name for name, fact in self.facts.items() if fact.from_ == "policy.centre.languages"), "")

    @cached_property
    def tables(self) -> tuple[DecisionTable, ...]:
        """The tables in the order of evaluation."""
        return tuple(table for playbook in self.playbooks for table in playbook.decision_tables)

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """Table -> facts, and results of earlier tables, that its expressions name."""
        return {str(table.id): _names_in(table) for table in self.tables}

    @cached_property
    def owners(self) -> dict[str, str]:
        """Table -> id of its playbook."""
        return {str(table.id): str(playbook.id) for playbook in self.playbooks for table in playbook.decision_tables}

    @cached_property
    def givers(self) -> dict[str, DecisionTable]:
        """Name of a result -> the first table that decides it."""
        givers: dict[str, DecisionTable] = {}
        for table in self.tables:
            for name in table.gives:
                givers.setdefault(name, table)
        return givers

    def scope(self, table: DecisionTable) -> NameScope:
        """The names that the expressions of a table may use: every fact, and the results of the tables before it."""
        known = {name: shape_of_fact(fact) for name, fact in self.facts.items()}
        for earlier in self.tables:
            if earlier is table:
                break
            scope = tuple(known.items())
            known |= {name: self._shape_of_result(earlier, name, scope) for name in earlier.gives}
        return tuple(known.items())

    @cached_property
    def whole_scope(self) -> dict[str, Shape]:
        """The names that can be stated of an item: every fact, and the results of all tables."""
        names = ((table, name) for table in self.tables for name in table.gives)
        results = {name: self._shape_of_result(table, name, self.scope(table)) for table, name in names}
        return results | {name: shape_of_fact(fact) for name, fact in self.facts.items()}

    def _shape_of_result(self, table: DecisionTable, name: str, scope: NameScope) -> Shape:
        """The possible values of one result of a table, if its expressions may use the names in `scope`."""
        if name in NAMED_OUTCOMES:
            return Shape(Kind.TEXT, choices=NAMED_OUTCOMES[name])
        shapes = [self._shape_of(row.then.is_, scope) for row in table.rules if row.then.is_ is not None]
        if all(shape.kind is Kind.TRUTH for shape in shapes):
            return Shape(Kind.TRUTH)
        if not all(shape.choices for shape in shapes):
            return Shape(Kind.TEXT)
        words = dict.fromkeys(str(choice) for shape in shapes for choice in shape.choices)
        return Shape(Kind.TEXT, choices=(*words, *((NO_SEVERITY,) if table.hit == "output_order" else ())))

    def _shape_of(self, value: bool | Given, scope: NameScope) -> Shape:
        if isinstance(value, bool):
            return Shape(Kind.TRUTH)
        if not value.expression:
            return Shape(Kind.TEXT, choices=(str(value),))
        return read(value.expression, self.contract, scope).shape

    def direct_inputs(self, table: DecisionTable) -> tuple[frozenset[str], tuple[DecisionTable, ...]]:
        """(facts that it names, tables whose results it names)."""
        names = self.names[str(table.id)]
        ids = {self.givers[name].id for name in names if name in self.givers}
        tables = tuple(earlier for earlier in self.tables if earlier.id in ids and earlier is not table)
        return names & self.facts.keys(), tables

    def all_inputs(self, table: DecisionTable) -> tuple[frozenset[str], tuple[DecisionTable, ...]]:
        """(facts, earlier tables) on which a table depends, directly or through other tables; in the order of
        evaluation."""
        facts, tables = self.direct_inputs(table)
        ids: set[str] = {str(earlier.id) for earlier in tables}
        for earlier in tables:
            more_facts, more_tables = self.all_inputs(earlier)
            facts |= more_facts
            ids |= {str(earlier.id) for earlier in more_tables}
        return facts, tuple(earlier for earlier in self.tables if earlier.id in ids)


def shape_of_fact(fact: Fact) -> Shape:
    """The possible values of a fact, for any client."""
    if fact.several:
        return Shape(Kind.LIST, item=Shape(Kind.TEXT, choices=tuple(map(str, fact.several))))
    if fact.values:
        return Shape(Kind.TEXT, choices=tuple(map(str, fact.values)))
    return Shape(Kind.TEXT if fact.from_ else Kind.TRUTH)
