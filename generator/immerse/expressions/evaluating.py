"""The value of an expression for one client: a walk over its nodes, nothing is run."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from immerse.expressions.faults import ExpressionFault, MissingValue
from immerse.expressions.filters import apply_filter
from immerse.expressions.grammar import (
    All,
    Comparison,
    Constant,
    Expression,
    Filtered,
    Listing,
    Not,
    Path,
)
from immerse.expressions.shapes import Kind, shape_of_value
from immerse.model.base import Node
from immerse.model.policy.policy import Policy


def evaluate(expression: Expression, policy: Policy) -> Any:
    """The value of `expression` in this policy.

    Raises:
        MissingValue: it needs a value that nobody set.
        ExpressionFault: a filter or a comparison cannot take the values it meets.
    """
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Listing):
        return tuple(item.value for item in expression.items)
    if isinstance(expression, Path):
        return look_up(expression, policy)
    if isinstance(expression, Filtered):
        return apply_filter(expression.name, evaluate(expression.of, policy), expression.arguments, policy)
    if isinstance(expression, Comparison):
        return _compare(expression, policy)
    if isinstance(expression, Not):
        return not holds(expression.of, policy)
    if isinstance(expression, All):
        return holds(expression.left, policy) and holds(expression.right, policy)
    return holds(expression.left, policy) or holds(expression.right, policy)


def holds(expression: Expression, policy: Policy) -> bool:
    """Whether a condition holds; anything but true or false is a fault."""
    value = evaluate(expression, policy)
    if not isinstance(value, bool):
        raise ExpressionFault(f"a condition must be true or false, this is {shape_of_value(value).kind}")
    return value


def look_up(path: Path, policy: Policy) -> Any:
    """The value at the end of a path; raises MissingValue where it stops short."""
    value: Any = policy
    for depth, part in enumerate(path.parts, start=1):
        value = _step(value, part)
        if value is None:
            raise MissingValue(path.parts[:depth])
    return value


def _step(value: Any, part: str | int) -> Any:
    if isinstance(value, Node):
        return getattr(value, str(part)) if part in type(value).model_fields else None
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, tuple) and isinstance(part, int):
        return value[part] if -len(value) <= part < len(value) else None
    return None


_ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _compare(comparison: Comparison, policy: Policy) -> bool:
    if is_presence_test(comparison):
        return _is_set(comparison, policy) == (comparison.operator == "!=")
    left, right = evaluate(comparison.left, policy), evaluate(comparison.right, policy)
    if comparison.operator in ("in", "not in"):
        return _is_in(left, right) == (comparison.operator == "in")
    if fault := comparison_fault(comparison.operator, _kind(left), _kind(right)):
        raise ExpressionFault(fault)
    if comparison.operator in _ORDERINGS:
        return _ORDERINGS[comparison.operator](left, right)
    return bool(left == right) == (comparison.operator == "==")


def is_presence_test(comparison: Comparison) -> bool:
    """True for `x == none` and `x != none`: the one comparison that a missing value does not stop."""
    none = Constant(None)
    return comparison.operator in ("==", "!=") and none in (comparison.left, comparison.right)


def _is_set(comparison: Comparison, policy: Policy) -> bool:
    try:
        values = (evaluate(comparison.left, policy), evaluate(comparison.right, policy))
    except MissingValue:
        return False
    return any(value is not None for value in values)


def _is_in(left: Any, right: Any) -> bool:
    if not isinstance(right, (tuple, dict)):
        raise ExpressionFault(f"in needs a list or a map on its right, not {_kind(right)}")
    if _kind(left) not in (Kind.TEXT, Kind.NUMBER, Kind.TRUTH):
        raise ExpressionFault(f"in needs a text or a number on its left, not {_kind(left)}")
    return any(_kind(left) is _kind(item) and left == item for item in right)


def _kind(value: Any) -> Kind:
    # bool is an int in Python; here true is no number.
    if isinstance(value, bool):
        return Kind.TRUTH
    if isinstance(value, (int, float, Decimal)):
        return Kind.NUMBER
    return Kind.DAY if isinstance(value, date) else shape_of_value(value).kind


_COMPARABLE = (Kind.TEXT, Kind.NUMBER, Kind.TRUTH, Kind.DAY)


def comparison_fault(sign: str, left: Kind, right: Kind) -> str:
    """What is wrong with comparing two kinds; empty where nothing is, or where one is known only later."""
    if Kind.ANY in (left, right):
        return ""
    for kind in (left, right):
        if kind not in _COMPARABLE:
            return f"{kind} cannot be compared with {sign}"
    if left is not right:
        return f"{left} cannot be compared with {right}"
    if sign in _ORDERINGS and left not in (Kind.NUMBER, Kind.DAY):
        return f"{left} has no order, so {sign} cannot be used"
    return ""
