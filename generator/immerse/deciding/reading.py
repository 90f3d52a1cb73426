"""Tables read for one client: the rows that stand, their expressions, and every value that was worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from immerse.deciding.faults import DecisionFault
from immerse.deciding.vocabulary import NAMED, givens, gives
from immerse.expressions.evaluating import evaluate, holds
from immerse.expressions.faults import ExpressionFault, MissingValue
from immerse.expressions.grammar import parse
from immerse.expressions.terms import Expression, facts_of
from immerse.model.decision import DecisionRow, DecisionTable, Given
from immerse.model.policy.policy import Policy
from immerse.model.text import Text
from immerse.problems import Location

_ALLOWED = NAMED | {"clock": ("wall", "cover")}
Truths = dict[tuple[Any, ...], bool]
"""Values of the facts that a condition names -> whether it holds for them."""
Question = tuple[tuple[str, ...], Truths]
"""The facts that a condition names, and what is known of it."""


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with every expression valued; empty where the row says nothing."""

    is_: bool | str | None = None
    priority: str = ""
    severity: str = ""
    route: str = ""
    tell_min: int | None = None
    clock: str = ""
    approver: str = ""
    playbook: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ReadRow:
    """A row with its expressions read."""

    row: DecisionRow
    condition: Expression | None
    outcome: tuple[tuple[str, Given, Expression | None], ...]
    names: tuple[str, ...]
    """What the outcome names; it is the same wherever these are."""
    asked: frozenset[str]
    """What the condition and the outcome name."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadTable:
    """A table with the rows that stand for one client."""

    table: DecisionTable
    rows: tuple[ReadRow, ...]
    order: Expression | None
    gives: tuple[str, ...]


def stands(when: Text | None, policy: Policy) -> bool:
    """Whether a condition over the policy holds; False where it cannot be said, which composing reports."""
    try:
        return when is None or holds(parse(str(when)), policy)
    except (ExpressionFault, MissingValue):
        return False


class Readings:
    """Reads tables for one client, and keeps what it found: facts are few and closed, so the same questions return."""

    def __init__(self, policy: Policy, client_id: str) -> None:
        self.policy = policy
        self.client_id = client_id
        self._tables: dict[tuple[str, Location], ReadTable] = {}
        self._questions: dict[Expression, Question] = {}
        self._results: dict[tuple[ReadRow, tuple[Any, ...]], Result] = {}

    def table(self, table: DecisionTable) -> ReadTable:
        """A table as it stands for the client."""
        key = str(table.id), table.location
        if key not in self._tables:
            rows = tuple(_read(row) for row in table.rules if stands(row.when, self.policy))
            order = parse(table.order.expression, facts=True) if table.order and table.order.expression else None
            self._tables[key] = ReadTable(table, rows, order, gives(table))
        return self._tables[key]

    def question(self, expression: Expression) -> Question:
        """What a condition names, and what is known of it; `holds` adds to that."""
        found = self._questions.get(expression)
        if found is None:
            found = self._questions[expression] = facts_of(expression), {}
        return found

    def holds(self, expression: Expression, facts: Mapping[str, Any], truths: Truths) -> bool:
        """Whether a condition of these `truths` holds for these facts."""
        values = tuple(facts.values())
        if values not in truths:
            truths[values] = holds(expression, self.policy, facts)
        return truths[values]

    def would_hold(self, expression: Expression, facts: Mapping[str, Any]) -> bool:
        """Whether a whole condition holds for one item, facts of several values included."""
        return holds(expression, self.policy, facts)

    def result(self, read: ReadRow, facts: Mapping[str, Any]) -> Result:
        """A row's outcome where these facts are known; raises DecisionFault where it has no value."""
        key = read, tuple(facts[name] for name in read.names)
        if key not in self._results:
            self._results[key] = self._valued(read, facts)
        return self._results[key]

    def _valued(self, read: ReadRow, facts: Mapping[str, Any]) -> Result:
        own = read.row.then.is_
        values: dict[str, Any] = {"tell_min": read.row.then.tell_min}
        for name, text, expression in read.outcome:
            with Located(text, self.client_id):
                value = _judged(name, text if expression is None else evaluate(expression, self.policy, facts))
            if name == "is":
                own = value
            else:
                values[name] = value
        return Result(own if isinstance(own, bool) or own is None else str(own), **values)

    def weight(self, read: ReadTable, result: Result) -> tuple[str, ...]:
        """What the entries of a table are sorted by, smallest first; the sort keeps the order of writing."""
        if read.order is None or read.table.order is None:
            return result.severity or "~", result.priority or "~"
        facts = {} if result.is_ is None else {str(read.table.id): result.is_}
        with Located(read.table.order, self.client_id):
            return (str(evaluate(read.order, self.policy, facts)),)


def _read(row: DecisionRow) -> ReadRow:
    condition = None if row.if_ is None else parse(str(row.if_), facts=True)
    outcome = tuple(
        (name, text, parse(text.expression, facts=True) if text.expression else None) for name, text in givens(row.then)
    )
    named = [name for _, _, expression in outcome if expression is not None for name in facts_of(expression)]
    asked = frozenset((*named, *(facts_of(condition) if condition is not None else ())))
    return ReadRow(row, condition, outcome, tuple(dict.fromkeys(named)), asked)


def _judged(name: str, value: Any) -> Any:
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
    if name in _ALLOWED and str(value) not in _ALLOWED[name]:
        raise ExpressionFault(f"{name} is {str(value)!r}", f"allowed: {', '.join(_ALLOWED[name])}")
    return str(value)


class Located:
    """Turns what an expression lacks into a fault at the place of its text."""

    __slots__ = ("_client_id", "_text")

    def __init__(self, text: Text, client_id: str) -> None:
        self._text = text
        self._client_id = client_id

    def __enter__(self) -> None:
        """Nothing is to be done yet."""

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, MissingValue):
            path = ".".join(map(str, fault.parts))
            message = f"{path} is not set for {self._client_id}; a decision reads it here"
            hint = f"set {path} in policy.yml; immerse explain {path} shows its form"
            raise DecisionFault(self._text.location, message, hint) from fault
        if isinstance(fault, ExpressionFault):
            message = f"{fault.message} ({self._client_id})"
            raise DecisionFault(self._text.location, message, fault.hint) from fault
