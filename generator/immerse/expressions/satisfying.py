"""Whether conditions can hold for any policy at all: closed types are tried out, the rest is free."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product
from math import prod
from typing import Any

from immerse.expressions.evaluating import is_presence_test
from immerse.expressions.filtering import FILTERS
from immerse.expressions.paths import shape_at
from immerse.expressions.shapes import Kind, Shape
from immerse.expressions.terms import All, Comparison, Constant, Either, Expression, Filtered, Listing, Not, Path

_MOST = 50_000
"""Assignments that are tried; a condition with more is taken to be possible."""
_SOMETHING_ELSE = "\0"
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@lru_cache(maxsize=4096)
def can_hold(conditions: tuple[Expression, ...]) -> bool:
    """False only where no policy makes all of these true; they must have been read without fault."""
    variables: dict[Expression, set[Any]] = {}
    for condition in conditions:
        _collect(condition, variables)
    domains = [sorted(values, key=repr) for values in variables.values()]
    if prod(map(len, domains)) > _MOST:
        return True
    names = list(variables)
    return any(
        all(_truth(condition, dict(zip(names, values, strict=True))) for condition in conditions)
        for values in islice(product(*domains), _MOST)
    )


def _collect(expression: Expression, variables: dict[Expression, set[Any]]) -> None:
    if isinstance(expression, (All, Either)):
        _collect(expression.left, variables)
        _collect(expression.right, variables)
    elif isinstance(expression, Not):
        _collect(expression.of, variables)
    elif isinstance(expression, Comparison) and (known := _against_constants(expression)):
        term, _, constants = known
        variables.setdefault(term, set()).update(_values(_shape(term), constants))
    elif isinstance(expression, Constant):
        return
    else:
        variables.setdefault(expression, set()).update(_values(_shape(expression), ()))


def _shape(term: Expression) -> Shape:
    if isinstance(term, Path):
        return shape_at(term)
    return Shape(FILTERS[term.name].gives) if isinstance(term, Filtered) else Shape(Kind.TRUTH)


def _values(shape: Shape, constants: Sequence[Any]) -> set[Any]:
    if shape.choices:
        return set(shape.choices)
    if shape.kind is Kind.TRUTH:
        return {True, False}
    if shape.kind is Kind.NUMBER:
        return {constant + step for constant in (0, *constants) for step in (-1, -0.5, 0, 0.5, 1)}
    return {*constants, _SOMETHING_ELSE}


def _against_constants(comparison: Comparison) -> tuple[Expression, str, tuple[Any, ...]] | None:
    """(term, operator, constants) where one side is fixed; None where it depends on two terms or on presence."""
    left, right, sign = comparison.left, comparison.right, comparison.operator
    if is_presence_test(comparison):
        return None
    if isinstance(left, Constant) and sign not in ("in", "not in"):
        left, right, sign = right, left, _MIRRORED.get(sign, sign)
    if not isinstance(left, (Path, Filtered)) or (sign in _MIRRORED and _shape(left).kind is not Kind.NUMBER):
        return None
    if isinstance(right, Constant):
        return left, sign, (right.value,)
    return (left, sign, tuple(item.value for item in right.items)) if isinstance(right, Listing) else None


def _truth(expression: Expression, values: dict[Expression, Any]) -> bool:
    if isinstance(expression, All):
        return _truth(expression.left, values) and _truth(expression.right, values)
    if isinstance(expression, Either):
        return _truth(expression.left, values) or _truth(expression.right, values)
    if isinstance(expression, Not):
        return not _truth(expression.of, values)
    if isinstance(expression, Constant):
        return bool(expression.value)
    if isinstance(expression, Comparison) and (known := _against_constants(expression)):
        term, sign, constants = known
        return _compared(values[term], sign, constants)
    return bool(values[expression])


def _compared(value: Any, sign: str, constants: tuple[Any, ...]) -> bool:
    if sign in ("in", "not in"):
        return (value in constants) == (sign == "in")
    constant = constants[0]
    if sign in ("==", "!="):
        return bool(value == constant) == (sign == "==")
    ordered = {"<": value < constant, "<=": value <= constant, ">": value > constant, ">=": value >= constant}
    return bool(ordered[sign])
