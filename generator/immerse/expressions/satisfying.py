"""Whether conditions can hold for any policy at all: closed types are tried out, the rest is free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

from immerse.expressions.evaluating import is_presence_test
from immerse.expressions.filtering import FILTERS
from immerse.expressions.paths import shape_at
from immerse.expressions.shapes import Kind, Shape
from immerse.expressions.terms import All, Comparison, Constant, Either, Expression, Filtered, Listing, Not, Path
from immerse.model.policy.policy import Policy

_MOST = 50_000
"""Assignments that are tried; a condition with more is taken to be possible."""
_SOMETHING_ELSE = "\0"
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@lru_cache(maxsize=4096)
def can_hold(conditions: tuple[Expression, ...], contract: type[Policy]) -> bool:
    """False only where no policy makes all of these true; they must have been read without fault."""
    trial = _Trial(contract)
    tests = [trial.test_of(condition) for condition in conditions]
    domains = [sorted(values, key=repr) for values in trial.terms.values()]
    if prod(map(len, domains)) > _MOST:
        return True
    return any(all(test(values) for test in tests) for values in product(*domains))


_Test = Callable[[tuple[Any, ...]], bool]
"""Whether a condition holds where the terms have these values, in their order."""


class _Trial:
    """The terms of some conditions with every value worth trying, under one contract of settings."""

    def __init__(self, contract: type[Policy]) -> None:
        self._contract = contract
        self.terms: dict[Expression, set[Any]] = {}

    def test_of(self, expression: Expression) -> _Test:
        """The expression as a question to values; its terms are kept."""
        if isinstance(expression, (All, Either)):
            left, right = self.test_of(expression.left), self.test_of(expression.right)
            if isinstance(expression, All):
                return lambda values: left(values) and right(values)
            return lambda values: left(values) or right(values)
        if isinstance(expression, Not):
            of = self.test_of(expression.of)
            return lambda values: not of(values)
        if isinstance(expression, Constant):
            held = bool(expression.value)
            return lambda values: held
        if isinstance(expression, Comparison) and (known := self._against_constants(expression)):
            term, sign, constants = known
            place = self._place_of(term, constants)
            return lambda values: _compared(values[place], sign, constants)
        place = self._place_of(expression, ())
        return lambda values: bool(values[place])

    def _place_of(self, term: Expression, constants: tuple[Any, ...]) -> int:
        """Which of the values is a term's."""
        self.terms.setdefault(term, set()).update(_values(self._shape(term), constants))
        return [*self.terms].index(term)

    def _shape(self, term: Expression) -> Shape:
        if isinstance(term, Path):
            return shape_at(term, self._contract)
        return Shape(FILTERS[term.name].gives) if isinstance(term, Filtered) else Shape(Kind.TRUTH)

    def _against_constants(self, comparison: Comparison) -> tuple[Expression, str, tuple[Any, ...]] | None:
        """(term, operator, constants) where one side is fixed; None where it depends on two terms or on presence."""
        left, right, sign = comparison.left, comparison.right, comparison.operator
        if is_presence_test(comparison):
            return None
        if isinstance(left, Constant) and sign not in ("in", "not in"):
            left, right, sign = right, left, _MIRRORED.get(sign, sign)
        if not isinstance(left, (Path, Filtered)) or (sign in _MIRRORED and self._shape(left).kind is not Kind.NUMBER):
            return None
        if isinstance(right, Constant):
            return left, sign, (right.value,)
        return (left, sign, tuple(item.value for item in right.items)) if isinstance(right, Listing) else None


def _values(shape: Shape, constants: Sequence[Any]) -> set[Any]:
    if shape.choices:
        return set(shape.choices)
    if shape.kind is Kind.TRUTH:
        return {True, False}
    if shape.kind is Kind.NUMBER:
        return {constant + step for constant in (0, *constants) for step in (-1, -0.5, 0, 0.5, 1)}
    return {*constants, _SOMETHING_ELSE}


def _compared(value: Any, sign: str, constants: tuple[Any, ...]) -> bool:
    if sign in ("in", "not in"):
        return (value in constants) == (sign == "in")
    constant = constants[0]
    if sign in ("==", "!="):
        return bool(value == constant) == (sign == "==")
    ordered = {"<": value < constant, "<=": value <= constant, ">": value > constant, ">=": value >= constant}
    return bool(ordered[sign])
