"""Checks facts and tables as declared, for any client: names, values, expressions, and the facts that items state."""

from collections.abc import Iterator
from typing import Any

from immerse.deciding.misspelt_outcomes import misspelt_outcomes
from immerse.deciding.vocabulary import Vocabulary
from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.parsed_expressions import parse
from immerse.expressions.paths import shape_at
from immerse.expressions.placeholders import fault_location
from immerse.expressions.reading import NameScope, read, read_condition
from immerse.expressions.syntax_tree import All, Comparison, Constant, Either, Expression, FactTerm, Not, Path, facts_of
from immerse.expressions.value_shapes import Kind, Shape, key_fields
from immerse.model.decision import CLOSED_OUTCOMES, NAMED_OUTCOMES, Computed, DecisionRow, DecisionTable, Formula
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.ruling import DECISION_RULE, as_typed
from immerse.model.text import Text
from immerse.problems import Location, Problem
from immerse.words.near_misses import did_you_mean


def declaration_problems(vocabulary: Vocabulary) -> Iterator[Problem]:
    """The problems of the facts and tables of a programme, for any client."""
    yield from _duplicates(vocabulary)
    for playbook in vocabulary.playbooks:
        subject = str(playbook.id)
        for name, fact in playbook.facts.items():
            if fact.from_ is not None:
                yield from _source(str(name), fact.from_, subject, vocabulary.contract)
        for table in playbook.decision_tables:
            yield from _table(table, vocabulary, subject)
    yield from misspelt_outcomes(vocabulary)


def _problem(place: Location, message: str, hint: str, subject: str) -> Problem:
    return Problem(place, DECISION_RULE, message, hint=hint, subject=subject)


def _duplicates(vocabulary: Vocabulary) -> Iterator[Problem]:
    first: dict[str, tuple[str, Location]] = {}
    for playbook in vocabulary.playbooks:
        claims = [(str(name), "fact", name.location) for name in playbook.facts]
        claims += [(str(table.id), "table", table.id.location) for table in playbook.decision_tables]
        for name, kind, place in claims:
            earlier = first.setdefault(name, (kind, place))
            if earlier[1] is not place:
                message = f"{name!r} is already a {earlier[0]}, at {earlier[1]}"
                yield _problem(place, message, f"rename this {kind}, or delete it", str(playbook.id))
    for name in NAMED_OUTCOMES:
        for table in vocabulary.tables:
            giver = vocabulary.givers[name] if name in table.gives else table
            if giver is not table:
                message = f"{table.id} gives {name}, which {giver.id} already gives"
                yield _problem(table.location, message, "let one table give it", vocabulary.owners[str(table.id)])


def _source(name: str, path: Text, subject: str, contract: type[Policy]) -> Iterator[Problem]:
    try:
        expression = parse(str(path))
        shape = shape_at(expression, contract) if isinstance(expression, Path) else Shape(Kind.TEXT)
    except ExpressionFault as fault:
        place = fault_location(path, 0, str(path), fault.fragment)
        yield _problem(place, fault.message, fault.hint, subject)
        return
    listed = shape.kind is Kind.LIST and shape.item and shape.item.model and key_fields(shape.item.model)
    if shape.kind is not Kind.MAP and not listed:
        hint = "write a map of the policy, such as policy.escalation.hard_triggers, or a list of things with an id"
        yield _problem(path.location, f"the values of {name} cannot be taken from {path}", hint, subject)


def _table(table: DecisionTable, vocabulary: Vocabulary, subject: str) -> Iterator[Problem]:
    scope = vocabulary.scope(table)
    for row in table.rules:
        yield from _row(row, scope, subject, vocabulary.contract)
    if table.order is not None:
        values = [row.then.is_ for row in table.rules if row.then.is_ is not None]
        kind = Kind.TRUTH if values and all(isinstance(value, bool) for value in values) else Kind.TEXT
        yield from _expression(table.order, (*scope, (str(table.id), Shape(kind))), subject, vocabulary.contract)
    own_values = {row.then.is_ is not None for row in table.rules}
    if len(own_values) > 1:
        bare = next(row for row in table.rules if row.then.is_ is None)
        message = f"row {bare.id} has no is:, but other rows of {table.id} have one"
        yield _problem(bare.then.location, message, "write is: in every row", subject)
    if table.hit == "output_order" and True not in own_values:
        message = f"{table.id} has hit: output_order, so its rows need is:"
        yield _problem(table.location, message, "give each row an is:, or write hit: first", subject)
    if table.order is not None and table.hit in ("first", "unique"):
        message = f"order: has no meaning with hit: {table.hit}"
        yield _problem(table.order.location, message, "delete it, or write hit: priority", subject)


def _row(row: DecisionRow, scope: NameScope, subject: str, contract: type[Policy]) -> Iterator[Problem]:
    for text in row.computed():
        yield from _expression(text, scope, subject, contract)
    for name, text in row.then.given():
        if not text.expression and name in CLOSED_OUTCOMES and text not in CLOSED_OUTCOMES[name]:
            hint = f"allowed: {', '.join(CLOSED_OUTCOMES[name])}"
            yield _problem(text.location, f"{name} is {str(text)!r}", hint, subject)


def _expression(text: Computed, scope: NameScope, subject: str, contract: type[Policy]) -> Iterator[Problem]:
    source = text.expression
    if not source:
        return
    offset = text.find(source)
    reading = (read_condition if isinstance(text, Formula) else read)(source, contract, scope)
    for fault in reading.faults:
        place = fault_location(text, offset, source, fault.fragment)
        yield _problem(place, fault.message, fault.hint, subject)
    if reading.expression is not None and not reading.faults:
        several = {name for name, shape in scope if shape.kind is Kind.LIST}
        names = _compared(reading.expression) if isinstance(text, Formula) else facts_of(reading.expression)
        for name in (name for name in names if name in several):
            message, hint = f"{name} holds several values at once", f'write "..." in {name} under if:'
            yield _problem(fault_location(text, offset, source, name), message, hint, subject)


def _compared(condition: Expression) -> Iterator[str]:
    """The facts of a condition that are not tested with `"..." in fact`."""
    if isinstance(condition, (All, Either)):
        yield from _compared(condition.left)
        yield from _compared(condition.right)
    elif isinstance(condition, Not):
        yield from _compared(condition.of)
    elif not (
        isinstance(condition, Comparison)
        and condition.operator in ("in", "not in")
        and isinstance(condition.left, Constant)
        and isinstance(condition.right, FactTerm)
    ):
        yield from facts_of(condition)


def statement_problems(programme: Programme, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Facts of injects and cards that no playbook declares, and values that they can never have."""
    scope, facts = vocabulary.whole_scope, vocabulary.facts.items()
    required = [name for name, fact in facts if fact.usual is None and not fact.from_ and not fact.several]
    for _, subject, item in programme.items():
        for name, value in item.facts.items():
            if name not in scope:
                yield _problem(name.location, f"there is no fact {str(name)!r}", _near(name, scope), subject)
            elif fault := _value_fault(str(name), value, scope[name]):
                place = value.location if isinstance(value, Text) else item.location_of("facts")
                yield _problem(place, *fault, subject)
        if item.facts and vocabulary.tables:
            missing = [name for name in required if name not in item.facts]
            if missing and not set(item.facts) & set(vocabulary.givers):
                message = f"{', '.join(missing)} must be stated"
                hint = "add it to facts:, because it has no usual value"
                yield _problem(item.location_of("facts"), message, hint, subject)


def _value_fault(name: str, value: Any, shape: Shape) -> tuple[str, str] | None:
    if shape.kind is Kind.TRUTH:
        return None if isinstance(value, bool) else (f"{name} is true or false, not {as_typed(value)!r}", "")
    choices = shape.item.choices if shape.item else shape.choices
    words = value if isinstance(value, tuple) else (value,)
    if isinstance(value, tuple) and shape.kind is not Kind.LIST:
        return f"{name} is one word, not several", ""
    for word in words:
        if choices and (isinstance(word, bool) or word not in choices):
            return f"{name} is never {as_typed(word)!r}", _near(as_typed(word), dict.fromkeys(choices, shape))
    return None


def _near(word: str, known: dict[str, Shape]) -> str:
    if not known:
        return "no fact is declared; a playbook declares facts under facts:"
    return did_you_mean(word, known, f"there is: {', '.join(known)}")
