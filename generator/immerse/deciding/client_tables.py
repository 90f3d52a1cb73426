"""The decision tables that apply to one client, with their expressions parsed and every result kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from immerse.deciding.fact_values import Domain, domain_of, usual_value
from immerse.deciding.vocabulary import Vocabulary, settings_of
from immerse.expressions.evaluating import evaluate, holds
from immerse.expressions.expression_errors import ExpressionFault, MissingValue
from immerse.expressions.parsed_expressions import parse
from immerse.expressions.reading import reads_of_decision
from immerse.expressions.syntax_tree import Expression, facts_of
from immerse.expressions.value_shapes import Kind
from immerse.model.base import OneOf, T, alternatives
from immerse.model.decision import CLOSED_OUTCOMES, DecisionRow, DecisionTable, Given
from immerse.model.drill import DrillItem
from immerse.model.edition import Client
from immerse.model.playbook import Playbook
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.ruling import DecisionFault, Value
from immerse.model.text import Text
from immerse.problems import Location


class RowResult(NamedTuple):
    """The results of a row, with every expression evaluated; a field is empty where the row gives no value."""

    is_: bool | str | None = None
    priority: str = ""
    severity: str = ""
    route: str = ""
    tell_min: int | None = None
    clock: str = ""
    approver: str = ""
    playbook: str = ""

    def approved_by_another(self, policy: Policy) -> RowResult:
        """The result in which nobody approves their own text: the deputy of the approver does, or nobody."""
        escalation = policy.escalation
        if not self.approver or not escalation.is_same_person(self.approver, self.route):
            return self
        deputy = escalation.deputy_of(self.approver)
        return self._replace(approver="" if not deputy or escalation.is_same_person(deputy, self.route) else deputy)


@dataclass(frozen=True, slots=True, eq=False)
class ParsedRow:
    """A row with its expressions parsed."""

    row: DecisionRow
    condition: Expression | None
    outcome: tuple[tuple[str, Given, Expression | None], ...]
    names: tuple[str, ...]
    """The facts and results that the outcome depends on."""
    all_names: frozenset[str]
    """The names in the condition and the outcome."""


@dataclass(frozen=True, slots=True, eq=False)
class ParsedTable:
    """A table with the rows that apply to one client."""

    table: DecisionTable
    rows: tuple[ParsedRow, ...]
    order: Expression | None


@dataclass(frozen=True, slots=True)
class ParsedCondition:
    """A condition without `and`, `or` and `not`, with the results for the facts that it was evaluated for."""

    expression: Expression
    names: tuple[str, ...]
    """The facts and results that it names."""
    results: dict[tuple[Any, ...], bool] = field(default_factory=dict)

    def holds(self, policy: Policy, facts: Mapping[str, Any]) -> bool:
        """Whether it holds; `facts` are exactly those that it names, in the order of `names`."""
        values = tuple(facts.values())
        if values not in self.results:
            self.results[values] = holds(self.expression, policy, facts)
        return self.results[values]


def applies(when: Text | None, policy: Policy) -> bool:
    """Whether a condition over the policy holds; False where it has no value, which composing reports."""
    try:
        return when is None or holds(parse(str(when)), policy)
    except (ExpressionFault, MissingValue):
        return False


def shown_items(programme: Programme, policy: Policy) -> Iterator[tuple[str, str, DrillItem]]:
    """As `Programme.items`, but only what one client's people see."""
    yield from ((str(inject.id), str(inject.id), inject) for inject in shown(programme.injects(), policy))
    for drill in shown(programme.drills(), policy):
        yield from ((f"{drill.id}/{card.id}", str(drill.id), card) for card in shown(drill.cards, policy))


def shown(entries: Iterable[T | OneOf[T]], policy: Policy) -> Iterator[T]:
    """The blocks that apply; of a choice the first alternative, whose `otherwise` is the last."""
    for entry in entries:
        yield from [block for block in alternatives((entry,)) if applies(block.when, policy)][:1]


def _applicable(playbooks: tuple[Playbook, ...], client: Client) -> Vocabulary:
    """The facts and tables that apply to one client."""
    applicable = []
    for playbook in playbooks:
        if applies(playbook.when, client.policy):
            tables = tuple(table for table in playbook.decision_tables if applies(table.when, client.policy))
            same = len(tables) == len(playbook.decision_tables)
            applicable.append(playbook if same else playbook.model_copy(update={"decision_tables": tables}))
    return Vocabulary(tuple(applicable), type(client.policy))


class ClientTables:
    """Parses the tables for one client and caches every result; facts have few values, so results are used often."""

    def __init__(self, playbooks: tuple[Playbook, ...], client: Client) -> None:
        self.client = client
        self.policy = client.policy
        self.vocabulary = _applicable(playbooks, client)
        self._domains: dict[str, Domain] = {}
        self._tables: dict[tuple[str, Location], ParsedTable] = {}
        self._conditions: dict[Expression, ParsedCondition] = {}
        self._results: dict[tuple[ParsedRow, tuple[Any, ...]], RowResult] = {}

    @cached_property
    def facts_asked(self) -> tuple[str, ...]:
        """The facts that some table names."""
        names = frozenset().union(*self.vocabulary.names.values())
        return tuple(name for name in self.vocabulary.facts if name in names)

    @cached_property
    def usual_values(self) -> dict[str, Value | None]:
        """Fact that some table names -> its value where nobody states it; None where it must be stated. Raises as
        `domain` does."""
        return {name: usual_value(self.vocabulary.facts[name], self.domain(name)) for name in self.facts_asked}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that can be stated: the facts that a table names, then the results of the tables."""
        return (*self.facts_asked, *self.vocabulary.givers)

    def domain(self, name: str) -> Domain:
        """The values that a fact or a result can have, the usual one first; raises DecisionFault where the policy
        lists none."""
        if name not in self._domains:
            fact = self.vocabulary.facts.get(name)
            if fact is not None:
                self._domains[name] = domain_of(fact, self.policy)
            else:
                shape = self.vocabulary.whole_scope[name]
                self._domains[name] = (True, False) if shape.kind is Kind.TRUTH else shape.choices
        return self._domains[name]

    def table(self, table: DecisionTable) -> ParsedTable:
        """A table with the rows that apply to the client."""
        key = str(table.id), table.location
        if key not in self._tables:
            rows = tuple(_parsed(row) for row in table.rules if applies(row.when, self.policy))
            order = parse(table.order.expression, facts=True) if table.order and table.order.expression else None
            self._tables[key] = ParsedTable(table, rows, order)
        return self._tables[key]

    def condition(self, expression: Expression) -> ParsedCondition:
        """A condition without `and`, `or` and `not`."""
        known = self._conditions.get(expression)
        if known is None:
            known = self._conditions[expression] = ParsedCondition(expression, facts_of(expression))
        return known

    def result(self, parsed: ParsedRow, facts: Mapping[str, Any]) -> RowResult:
        """The results of a row for these facts; raises DecisionFault where an expression has no value."""
        key = parsed, tuple(facts[name] for name in parsed.names)
        if key not in self._results:
            self._results[key] = self._evaluated(parsed, facts)
        return self._results[key]

    def _evaluated(self, parsed: ParsedRow, facts: Mapping[str, Any]) -> RowResult:
        answer = parsed.row.then.is_
        values: dict[str, Any] = {"tell_min": parsed.row.then.tell_min}
        for name, text, expression in parsed.outcome:
            with located(text, self.client.id):
                value = _validated(name, text if expression is None else evaluate(expression, self.policy, facts))
            if name == "is":
                answer = value
            else:
                values[name] = value
        return RowResult(answer if isinstance(answer, bool) or answer is None else str(answer), **values)

    def sort_key(self, parsed: ParsedTable, result: RowResult) -> tuple[str, ...]:
        """The sort key of a result of a table; equal ones keep the order of writing."""
        if parsed.order is None or parsed.table.order is None:
            return result.severity or "~", result.priority or "~"
        facts = {} if result.is_ is None else {str(parsed.table.id): result.is_}
        with located(parsed.table.order, self.client.id):
            return (str(evaluate(parsed.order, self.policy, facts)),)

    def settings_read(self, parsed: ParsedRow, shown_where: str) -> tuple[str, ...]:
        """Keys of the settings that a row depends on, sorted; `shown_where` is the condition that showed it."""
        facts = self.vocabulary.facts
        sources = [facts[name].from_ for name in parsed.all_names if name in facts]
        from_facts = {key for source in sources if source for key in reads_of_decision(source.expression)}
        return tuple(sorted(settings_of(parsed.row) | reads_of_decision(shown_where) | from_facts))


def _parsed(row: DecisionRow) -> ParsedRow:
    condition = None if row.if_ is None else parse(str(row.if_), facts=True)
    outcome = tuple(
        (name, text, parse(text.expression, facts=True) if text.expression else None) for name, text in row.then.given()
    )
    names = [name for _, _, expression in outcome if expression is not None for name in facts_of(expression)]
    all_names = frozenset((*names, *(facts_of(condition) if condition is not None else ())))
    return ParsedRow(row, condition, outcome, tuple(dict.fromkeys(names)), all_names)


def _validated(name: str, value: Any) -> Any:
    if name == "tell_min":
        if isinstance(value, str) and value.isdigit():
            return int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ExpressionFault(f"tell_min must be a number of minutes, is {value!r}")
        return value
    if isinstance(value, bool) and name == "is":
        return value
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise ExpressionFault(f"{name} must be one word, is {value!r}")
    if name in CLOSED_OUTCOMES and str(value) not in CLOSED_OUTCOMES[name]:
        raise ExpressionFault(f"{name} is {str(value)!r}", f"allowed: {', '.join(CLOSED_OUTCOMES[name])}")
    return str(value)


@contextmanager
def located(text: Text, client_id: str) -> Iterator[None]:
    """Raise the errors of an expression as a DecisionFault at the location of its text."""
    try:
        yield
    except MissingValue as missing:
        message = f"{missing} is not set for {client_id}; a decision reads it here"
        raise DecisionFault(text.location, message, missing.hint()) from missing
    except ExpressionFault as fault:
        raise DecisionFault(text.location, f"{fault.message} ({client_id})", fault.hint) from fault
