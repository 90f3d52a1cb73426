"""The facts and tables of a programme, in the order in which they are decided, and what each name can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from immerse.expressions.grammar import parse
from immerse.expressions.reading import Scope, read, reads_of_decision
from immerse.expressions.shapes import Kind, Shape
from immerse.expressions.terms import Expression, facts_of
from immerse.model.decision import Computed, DecisionRow, DecisionTable, Fact, Given, Outcome
from immerse.model.playbook import Playbook
from immerse.model.policy.crisis import SEVERITIES
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import PRIORITIES

CALM = "none"
"""The severity of what is no crisis, and what a table of the kind `output_order` gives where no row holds."""
NAMED: dict[str, tuple[str, ...]] = {"priority": PRIORITIES, "severity": (*SEVERITIES, CALM)}
"""Outcomes that later tables reach by their own name, and their values, the gravest first."""


def givens(outcome: Outcome) -> Iterator[tuple[str, Given]]:
    """(key, text) of everything in an outcome that may be computed."""
    fields = ("is_", "priority", "severity", "route", "tell_min", "clock", "approver", "playbook")
    for name in fields:
        value = getattr(outcome, name)
        if isinstance(value, Given):
            yield name.rstrip("_"), value


def computed(row: DecisionRow) -> Iterator[Computed]:
    """Every text of a row that holds an expression."""
    if row.if_ is not None:
        yield row.if_
    yield from (text for _, text in givens(row.then) if text.expression)


def settings_of(row: DecisionRow) -> frozenset[str]:
    """Keys of the settings on which a row's condition and outcome rest."""
    sources = [text.expression for text in computed(row)] + ([str(row.when)] if row.when is not None else [])
    return frozenset(key for source in sources for key in reads_of_decision(source))


def terms_of(table: DecisionTable) -> Iterator[Expression]:
    """Every expression in the rows of a table."""
    for row in table.rules:
        for text in computed(row):
            yield parse(text.expression, facts=True)


def _names_in(table: DecisionTable) -> frozenset[str]:
    found = {name for term in terms_of(table) for name in facts_of(term)}
    if table.order is not None and table.order.expression:
        found |= set(facts_of(parse(table.order.expression, facts=True))) - {str(table.id)}
    return frozenset(found)


def gives(table: DecisionTable) -> tuple[str, ...]:
    """The names that a table decides: its own, `priority`, `severity`."""
    outcomes = [row.then for row in table.rules]
    own = (str(table.id),) if any(outcome.is_ is not None for outcome in outcomes) else ()
    return own + tuple(name for name in NAMED if any(getattr(outcome, name) is not None for outcome in outcomes))


@dataclass(frozen=True)
class Vocabulary:
    """What the playbooks in hand declare; of two facts or tables with one name the first counts."""

    playbooks: tuple[Playbook, ...]
    contract: type[Policy]
    """Which settings there are."""

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Name -> fact."""
        found: dict[str, Fact] = {}
        for playbook in self.playbooks:
            for name, fact in playbook.facts.items():
                found.setdefault(str(name), fact)
        return found

    @cached_property
    def language(self) -> str:
        """The fact that takes its values from the languages of the centre; empty for none."""
        return next((name for name, fact in self.facts.items() if fact.from_ == "policy.centre.languages"), "")

    @cached_property
    def tables(self) -> tuple[DecisionTable, ...]:
        """In the order of deciding."""
        return tuple(table for playbook in self.playbooks for table in playbook.decision_tables)

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """Table -> facts, and what earlier tables decide, that its expressions name."""
        return {str(table.id): _names_in(table) for table in self.tables}

    @cached_property
    def owners(self) -> dict[str, str]:
        """Table -> id of the playbook that it stands in."""
        return {str(table.id): str(one.id) for one in self.playbooks for table in one.decision_tables}

    @cached_property
    def givers(self) -> dict[str, DecisionTable]:
        """What a table decides -> the first table that decides it."""
        found: dict[str, DecisionTable] = {}
        for table in self.tables:
            for name in gives(table):
                found.setdefault(name, table)
        return found

    def scope(self, table: DecisionTable) -> Scope:
        """What the expressions of a table may name: every fact, and what the tables before it decide."""
        known = {name: shape_of_fact(fact) for name, fact in self.facts.items()}
        for earlier in self.tables:
            if earlier is table:
                break
            scope = tuple(known.items())
            known |= {name: self._shape_of_result(earlier, name, scope) for name in gives(earlier)}
        return tuple(known.items())

    @cached_property
    def whole_scope(self) -> dict[str, Shape]:
        """What can be stated of an item: every fact, and what any table decides."""
        results = {
            name: self._shape_of_result(table, name, self.scope(table))
            for table in self.tables
            for name in gives(table)
        }
        return results | {name: shape_of_fact(fact) for name, fact in self.facts.items()}

    def _shape_of_result(self, table: DecisionTable, name: str, scope: Scope) -> Shape:
        """What a table, whose expressions may name what is in `scope`, can decide under one of its names."""
        if name in NAMED:
            return Shape(Kind.TEXT, choices=NAMED[name])
        shapes = [self._shape_of(row.then.is_, scope) for row in table.rules if row.then.is_ is not None]
        if all(shape.kind is Kind.TRUTH for shape in shapes):
            return Shape(Kind.TRUTH)
        if not all(shape.choices for shape in shapes):
            return Shape(Kind.TEXT)
        words = dict.fromkeys(str(choice) for shape in shapes for choice in shape.choices)
        return Shape(Kind.TEXT, choices=(*words, *((CALM,) if table.hit == "output_order" else ())))

    def _shape_of(self, value: bool | Given, scope: Scope) -> Shape:
        if isinstance(value, bool):
            return Shape(Kind.TRUTH)
        if not value.expression:
            return Shape(Kind.TEXT, choices=(str(value),))
        return read(value.expression, self.contract, scope).shape

    def needs(self, table: DecisionTable) -> tuple[frozenset[str], tuple[DecisionTable, ...]]:
        """(facts that it names, tables whose decisions it names)."""
        names = self.names[str(table.id)]
        tables = {self.givers[name].id for name in names if name in self.givers}
        return names & self.facts.keys(), tuple(one for one in self.tables if one.id in tables and one is not table)

    def closure(self, table: DecisionTable) -> tuple[frozenset[str], tuple[DecisionTable, ...]]:
        """(facts, tables) on which a table rests in the end, itself left out; the tables in the order of deciding."""
        facts, tables = self.needs(table)
        rest: set[str] = {str(one.id) for one in tables}
        for one in tables:
            deeper, below = self.closure(one)
            facts |= deeper
            rest |= {str(each.id) for each in below}
        return facts, tuple(one for one in self.tables if one.id in rest)


def shape_of_fact(fact: Fact) -> Shape:
    """What a fact can be, before any client is seen."""
    if fact.several:
        return Shape(Kind.LIST, item=Shape(Kind.TEXT, choices=tuple(map(str, fact.several))))
    if fact.values:
        return Shape(Kind.TEXT, choices=tuple(map(str, fact.values)))
    return Shape(Kind.TEXT if fact.from_ else Kind.TRUTH)
