"""Tables decided over a space of combinations: which row decides where, and with what result.

One item is a space of one combination, so that the answer to an item and the check of all combinations are the same
steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from immerse.deciding.faults import DecisionFault
from immerse.deciding.space import Single, Space
from immerse.deciding.vocabulary import CALM, NAMED, givens, gives
from immerse.expressions.evaluating import evaluate, holds
from immerse.expressions.faults import ExpressionFault, MissingValue
from immerse.expressions.grammar import parse
from immerse.expressions.terms import All, Comparison, Constant, Either, Expression, Fact, Not, facts_of
from immerse.model.decision import DecisionRow, DecisionTable
from immerse.model.policy.policy import Policy
from immerse.model.text import Text

_Found = tuple[DecisionRow, "Result", int]
_ALLOWED = NAMED | {"clock": ("wall", "cover")}


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with one of its results."""

    row: DecisionRow
    result: Result
    holds: int
    """The combinations in which the row holds with this result."""
    decides: int
    """Those of them in which no other row goes before it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a table says over a whole space."""

    table: DecisionTable
    rows: tuple[DecisionRow, ...]
    """The rows that stand for this client."""
    entries: tuple[Entry, ...]
    """In the order of weight for `priority` and `output_order`, else as written."""
    gap: int
    """The combinations for which no row holds."""
    overlaps: tuple[tuple[DecisionRow, DecisionRow, int], ...]
    """Pairs of rows that hold together, and where; judged for `unique` only."""


def rows_for(table: DecisionTable, policy: Policy) -> tuple[DecisionRow, ...]:
    """The rows whose `when:` holds for a client; what a `when:` lacks is reported by composing."""
    return tuple(row for row in table.rules if stands(row.when, policy))


def stands(when: Text | None, policy: Policy) -> bool:
    """Whether a condition over the policy holds; False where it cannot be said."""
    try:
        return when is None or holds(parse(str(when)), policy)
    except (ExpressionFault, MissingValue):
        return False


class Reckoning:
    """Decides tables one after another in one space; what they decide can then be named like a fact."""

    def __init__(self, policy: Policy, client_id: str, space: Space) -> None:
        self.policy = policy
        self.client_id = client_id
        self.space = space

    def decide(self, table: DecisionTable) -> Answer:
        """What a table says everywhere in the space.

        Raises:
            DecisionFault: an expression has no value somewhere, or one that is not allowed where it stands.
        """
        rows = rows_for(table, self.policy)
        places: list[int] = []
        left = self.space.every
        for row in rows:
            found = self._where(row, left)
            places.append(found)
            if table.hit == "first":
                left &= ~found
        results = [one for row, place in zip(rows, places, strict=True) for one in self._results(row, place)]
        if table.hit in ("priority", "output_order"):
            results.sort(key=lambda one: self._weight(table, one[1]))
        answer = Answer(table, rows, *_shared_out(results, self.space.every), tuple(_overlaps(table, rows, places)))
        self._bind(answer)
        return answer

    def _where(self, row: DecisionRow, within: int) -> int:
        if row.if_ is None:
            return within
        with _located(row.if_, self.client_id):
            return self._mask(parse(str(row.if_), facts=True), within)

    def _mask(self, expression: Expression, within: int) -> int:
        """The combinations of `within` in which a condition holds; the right side of `and` and `or` is looked at only
        where the left side leaves it open."""
        if not within:
            return 0
        if isinstance(expression, All):
            return self._mask(expression.right, self._mask(expression.left, within))
        if isinstance(expression, Either):
            left = self._mask(expression.left, within)
            return left | self._mask(expression.right, within & ~left)
        if isinstance(expression, Not):
            return within & ~self._mask(expression.of, within)
        if isinstance(expression, Comparison) and isinstance(expression.right, Fact):
            flags = self.space.flags.get(expression.right.name)
            if flags is not None and isinstance(expression.left, Constant):
                there = flags[str(expression.left.value)]
                return within & (there if expression.operator == "in" else ~there)
        found = 0
        for facts, mask in self._known(facts_of(expression), within):
            if holds(expression, self.policy, facts):
                found |= mask
        return found

    def _known(self, names: Iterable[str], within: int) -> Iterator[tuple[dict[str, Single], int]]:
        """Every set of values that these facts have together somewhere in `within`, and where."""
        found: list[tuple[dict[str, Single], int]] = [({}, within)]
        for name in dict.fromkeys(names):
            found = [
                (facts | {name: value}, mask & there)
                for facts, mask in found
                for value, there in self.space.masks[name].items()
                if mask & there
            ]
        return iter(found if within else [])

    def _results(self, row: DecisionRow, place: int) -> Iterator[_Found]:
        texts = [text for _, text in givens(row.then) if text.expression]
        names = [name for text in texts for name in facts_of(parse(text.expression, facts=True))]
        together: dict[Result, int] = {}
        for facts, mask in self._known(names, place):
            result = self.result(row, facts)
            together[result] = together.get(result, 0) | mask
        yield from ((row, result, mask) for result, mask in together.items())

    def result(self, row: DecisionRow, facts: Mapping[str, Any]) -> Result:
        """A row's outcome where these facts are known; raises DecisionFault where it has no value."""
        values: dict[str, Any] = {"is": row.then.is_, "tell_min": row.then.tell_min}
        for name, text in givens(row.then):
            with _located(text, self.client_id):
                value = evaluate(parse(text.expression, facts=True), self.policy, facts) if text.expression else text
                values[name] = _judged(name, value)
        own = values.pop("is")
        return Result(own if isinstance(own, bool) or own is None else str(own), **values)

    def _weight(self, table: DecisionTable, result: Result) -> tuple[str, ...]:
        """What the entries of a table are sorted by, smallest first; the sort keeps the order of writing."""
        if table.order is None or not table.order.expression:
            return result.severity or "~", result.priority or "~"
        with _located(table.order, self.client_id):
            facts = {} if result.is_ is None else {str(table.id): result.is_}
            return (str(evaluate(parse(table.order.expression, facts=True), self.policy, facts)),)

    def _bind(self, answer: Answer) -> None:
        for name in gives(answer.table):
            if name in self.space.masks:
                continue  # somebody stated it
            field = name if name in NAMED else "is_"
            found: dict[Single, int] = {}
            for entry in answer.entries:
                value = getattr(entry.result, field)
                if entry.decides and value not in (None, ""):
                    found[value] = found.get(value, 0) | entry.decides
            if answer.gap and answer.table.hit == "output_order":
                found[CALM] = found.get(CALM, 0) | answer.gap
            self.space.masks[name] = found


def _shared_out(results: list[_Found], every: int) -> tuple[tuple[Entry, ...], int]:
    """Entries of which each decides what those before it left, and what is left in the end."""
    entries = []
    left = every
    for row, result, mask in results:
        entries.append(Entry(row, result, mask, mask & left))
        left &= ~mask
    return tuple(entries), left


def _overlaps(
    table: DecisionTable, rows: tuple[DecisionRow, ...], places: list[int]
) -> Iterator[tuple[DecisionRow, DecisionRow, int]]:
    if table.hit != "unique":
        return
    for index, row in enumerate(rows):
        for other in range(index):
            if both := places[index] & places[other]:
                yield rows[other], row, both


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


@contextmanager
def _located(text: Text, client_id: str) -> Iterator[None]:
    """Turns what an expression lacks into a fault at the place of its text."""
    try:
        yield
    except MissingValue as missing:
        path = ".".join(map(str, missing.parts))
        message = f"{path} is not set for {client_id}; a decision reads it here"
        raise DecisionFault(text.location, message, f"set {path} in policy.yml") from missing
    except ExpressionFault as fault:
        raise DecisionFault(text.location, f"{fault.message} ({client_id})", fault.hint) from fault
