"""Analysis of an expression without a client: the settings it reads, the kind of its value, its faults."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from immerse.expressions.evaluating import comparison_fault, is_presence_test
from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.filtering import filter_named
from immerse.expressions.parsed_expressions import parse
from immerse.expressions.paths import is_for_mentors, setting_key, shape_at
from immerse.expressions.syntax_tree import (
    Comparison,
    Constant,
    Expression,
    FactTerm,
    Filtered,
    Listing,
    Not,
    Path,
    paths_of,
)
from immerse.expressions.value_shapes import ANYTHING, Kind, Shape, shape_of_value
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import marked
from immerse.model.policy.setting_marks import EXEMPT
from immerse.words.near_misses import did_you_mean


class Diagnostic(NamedTuple):
    """One fault of an expression; `fragment` is the part of it to point at."""

    message: str
    hint: str = ""
    fragment: str = ""


class Reading(NamedTuple):
    """The analysis of an expression without a client; `expression` is None where it cannot be parsed."""

    expression: Expression | None
    shape: Shape
    reads: tuple[str, ...]
    """Setting keys, sorted; `client.name` and `client.words` are left out."""
    faults: tuple[Diagnostic, ...]
    shows_hidden: str = ""
    """A path whose value no site shows."""
    shows_mentors: str = ""
    """A path whose value trainees may not see."""


NameScope = tuple[tuple[str, Shape], ...]
"""The facts that a decision table may name, each with its possible values."""


@lru_cache(maxsize=8192)
def read(source: str, contract: type[Policy], scope: NameScope = ()) -> Reading:
    """Read an expression of a text or of a `when:`; with a scope, one of a decision table.
    `contract` defines the settings."""
    try:
        expression = parse(source, facts=bool(scope))
    except ExpressionFault as fault:
        return Reading(None, ANYTHING, (), (_kept(fault),))
    judge = _Judge(contract, scope)
    shape = judge.shape_of(expression)
    reads = tuple(sorted(judge.reads.difference(marked(EXEMPT))))
    return Reading(expression, shape, reads, tuple(judge.faults), judge.hidden, judge.mentors)


@lru_cache(maxsize=8192)
def read_condition(source: str, contract: type[Policy], scope: NameScope = ()) -> Reading:
    """Read the expression of a `when:` or an `if:`, which must be true or false."""
    reading = read(source, contract, scope)
    if reading.faults or reading.shape.kind in (Kind.TRUTH, Kind.ANY):
        return reading
    fault = Diagnostic(f"a condition must be true or false, this is {reading.shape.kind}", "compare it with a value")
    return Reading(reading.expression, reading.shape, reading.reads, (fault,))


@lru_cache(maxsize=8192)
def reads_of_decision(source: str) -> frozenset[str]:
    """Setting keys that an expression of a decision table reads; none where it cannot be read or there is none."""
    if not source:
        return frozenset()
    try:
        expression = parse(source, facts=True)
    except ExpressionFault:
        return frozenset()
    return frozenset(setting_key(path) for path in paths_of(expression)).difference(marked(EXEMPT))


def _kept(fault: ExpressionFault) -> Diagnostic:
    return Diagnostic(fault.message, fault.hint, fault.fragment)


class _Judge:
    """Walks one expression and collects the settings that it reads and its faults."""

    def __init__(self, contract: type[Policy], scope: NameScope) -> None:
        self.contract = contract
        self.scope = dict(scope)
        self.reads: set[str] = set()
        self.faults: list[Diagnostic] = []
        self.hidden = ""
        self.mentors = ""

    def shape_of(self, expression: Expression) -> Shape:
        """The kind of value that an expression returns."""
        if isinstance(expression, Constant):
            return shape_of_value(expression.value)
        if isinstance(expression, Listing):
            return Shape(Kind.LIST)
        if isinstance(expression, FactTerm):
            return self._fact(expression)
        if isinstance(expression, Path):
            return self._path(expression)
        if isinstance(expression, Filtered):
            return self._filtered(expression)
        if isinstance(expression, Comparison):
            self._compare(expression)
        elif isinstance(expression, Not):
            self._truth(expression.of)
        else:
            self._truth(expression.left)
            self._truth(expression.right)
        return Shape(Kind.TRUTH)

    def _fact(self, fact: FactTerm) -> Shape:
        if fact.name in self.scope:
            return self.scope[fact.name]
        words = {choice for shape in self.scope.values() for choice in (*shape.choices, *(shape.item or shape).choices)}
        hint = did_you_mean(fact.name, self.scope, f"facts here: {', '.join(self.scope)}")
        hint = f'put a word in quotes: "{fact.name}"' if fact.name in words else hint
        self.faults.append(Diagnostic(f"there is no fact {fact.name!r} here", hint, fact.name))
        return ANYTHING

    def _path(self, path: Path) -> Shape:
        for part in path.parts:
            if isinstance(part, FactTerm) and (kind := self._fact(part).kind) not in (Kind.TEXT, Kind.ANY):
                message = f"{kind} cannot be used as a key"
                self.faults.append(Diagnostic(message, "use a fact that is one word", part.name))
        try:
            shape = shape_at(path, self.contract)
        except ExpressionFault as fault:
            self.faults.append(_kept(fault))
            return ANYTHING
        self.reads.add(setting_key(path))
        if shape.hidden:
            self.hidden = str(path)
        if is_for_mentors(path, self.contract):
            self.mentors = str(path)
        return shape

    def _filtered(self, expression: Filtered) -> Shape:
        shape = self.shape_of(expression.of)
        try:
            step = filter_named(expression.name)
            step.judge(shape, expression.arguments)
            self.reads.update(step.all_reads(expression.arguments))
        except ExpressionFault as fault:
            self.faults.append(_kept(fault))
            return ANYTHING
        return Shape(step.gives)

    def _truth(self, expression: Expression) -> None:
        shape = self.shape_of(expression)
        if shape.kind not in (Kind.TRUTH, Kind.ANY):
            message = f"and, or, not need true or false, not {shape.kind}"
            self.faults.append(Diagnostic(message, "compare it with a value"))

    def _compare(self, comparison: Comparison) -> None:
        left, right = self.shape_of(comparison.left), self.shape_of(comparison.right)
        if is_presence_test(comparison):
            return
        if comparison.operator in ("in", "not in"):
            self.faults += _membership_faults(comparison, left, right)
            return
        if fault := comparison_fault(comparison.operator, left.kind, right.kind):
            self.faults.append(Diagnostic(fault, fragment=_name(comparison.left) or _name(comparison.right)))
            return
        self.faults += _choice_faults(comparison.left, left, _constants(comparison.right))
        self.faults += _choice_faults(comparison.right, right, _constants(comparison.left))


def _name(expression: Expression) -> str:
    """A path or a fact as it was written, to point at; empty for anything else."""
    return str(expression) if isinstance(expression, (Path, FactTerm)) else ""


def _membership_faults(comparison: Comparison, left: Shape, right: Shape) -> Iterator[Diagnostic]:
    if right.kind not in (Kind.LIST, Kind.MAP, Kind.ANY):
        message = f"in needs a list or a map on its right, not {right.kind}"
        yield Diagnostic(message, 'write in ["one", "two"]', _name(comparison.right))
        return
    if left.kind not in (Kind.TEXT, Kind.NUMBER, Kind.TRUTH, Kind.ANY):
        yield Diagnostic(f"in needs a text or a number on its left, not {left.kind}", fragment=_name(comparison.left))
        return
    if isinstance(comparison.right, Listing):
        for item in comparison.right.items:
            if fault := comparison_fault("in", left.kind, shape_of_value(item.value).kind):
                yield Diagnostic(fault)
        yield from _choice_faults(comparison.left, left, _constants(comparison.right))
    elif right.kind is Kind.MAP:
        yield from _choice_faults(comparison.right, Shape(Kind.TEXT, right.keys), _constants(comparison.left))
    elif right.item is not None:
        if fault := comparison_fault("in", left.kind, right.item.kind):
            yield Diagnostic(fault)
        yield from _choice_faults(comparison.right, right.item, _constants(comparison.left))


def _constants(expression: Expression) -> tuple[Any, ...]:
    if isinstance(expression, Constant):
        return (expression.value,)
    return tuple(item.value for item in expression.items) if isinstance(expression, Listing) else ()


def _choice_faults(named: Expression, shape: Shape, constants: tuple[Any, ...]) -> Iterator[Diagnostic]:
    allowed = [str(choice) for choice in shape.choices]
    for constant in constants if allowed else ():
        if constant not in shape.choices:
            hint = f"{did_you_mean(str(constant), allowed)} allowed: {', '.join(allowed)}".lstrip()
            name = f"'{_name(named)}'" if _name(named) else "it"
            yield Diagnostic(f"{name} is never {constant!r}", hint, str(constant))


def placeholder_fault(reading: Reading, for_mentors: bool) -> Diagnostic | None:
    """The fault because of which the value of an expression cannot be shown in a text; None where it has none."""
    if path := reading.shows_hidden:
        return Diagnostic(f"'{path}' is never shown on a site", "use it in a condition only", path)
    if (path := reading.shows_mentors) and not for_mentors:
        hint = "move it into a mentor field, or use it in a condition"
        return Diagnostic(f"'{path}' is shown to mentors only", hint, path)
    advice = _UNSHOWABLE.get(reading.shape.kind)
    return Diagnostic(f"{reading.shape.kind} cannot be part of a sentence", advice) if advice else None


_UNSHOWABLE = {
    Kind.LIST: "use a filter: list, any_of, bullets, count or table",
    Kind.MAP: "use a filter: list, count, table or wording",
    Kind.RECORD: "name one value of it, or use a filter such as table",
    Kind.TRUTH: "use it in when:, or write | yes_no",
    Kind.DAY: "write | date",
    Kind.NOTHING: "name a setting",
}
