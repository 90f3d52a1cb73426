"""The value of an expression for one client; the nodes are evaluated here, no code is run."""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from immerse.expressions.columns import UNCONFIRMED
from immerse.expressions.expression_errors import ExpressionFault, MissingValue
from immerse.expressions.filters import apply_filter
from immerse.expressions.syntax_tree import (
    All,
    Comparison,
    Constant,
    Expression,
    FactTerm,
    Filtered,
    Listing,
    Not,
    Path,
)
from immerse.expressions.value_shapes import Kind, key_fields, shape_of_value
from immerse.model.base import Node
from immerse.model.policy.policy import Policy

FactValues = Mapping[str, Any]
"""The known facts of the item: name of a fact -> its value (true or false, a text, or several texts)."""
NO_FACTS: FactValues = {}


def evaluate(expression: Expression, policy: Policy, facts: FactValues = NO_FACTS) -> Any:
    """The value of `expression` in this policy, for an item with these facts.

    Raises:
        MissingValue: it needs a value that nobody set.
        ExpressionFault: a filter or a comparison cannot take the values it meets.
    """
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Listing):
        return tuple(item.value for item in expression.items)
    if isinstance(expression, FactTerm):
        return facts[expression.name]
    if isinstance(expression, Path):
        return look_up(expression, policy, facts)
    if isinstance(expression, Filtered):
        return _filtered(expression, policy, facts)
    if isinstance(expression, Comparison):
        return _compare(expression, policy, facts)
    if isinstance(expression, Not):
        return not holds(expression.of, policy, facts)
    if isinstance(expression, All):
        return holds(expression.left, policy, facts) and holds(expression.right, policy, facts)
    return holds(expression.left, policy, facts) or holds(expression.right, policy, facts)


def _filtered(expression: Filtered, policy: Policy, facts: FactValues) -> Any:
    try:
        value = evaluate(expression.of, policy, facts)
    except MissingValue as missing:
        if expression.name == "date" and missing.parts[-1] == "verified_on":
            return UNCONFIRMED
        raise
    return apply_filter(expression.name, value, expression.arguments, policy)


def holds(expression: Expression, policy: Policy, facts: FactValues = NO_FACTS) -> bool:
    """Whether a condition holds; raises ExpressionFault for a value that is neither true nor false."""
    value = evaluate(expression, policy, facts)
    if not isinstance(value, bool):
        raise ExpressionFault(f"a condition must be true or false, this is {shape_of_value(value).kind}")
    return value


def look_up(path: Path, policy: Policy, facts: FactValues = NO_FACTS) -> Any:
    """The value at the end of a path; raises MissingValue where a part of it is not set."""
    value: Any = policy
    parts: tuple[str | int, ...] = ()
    for part in path.parts:
        parts = (*parts, facts[part.name] if isinstance(part, FactTerm) else part)
        value = _step(value, parts[-1])
        if value is None:
            raise MissingValue(parts)
    return value


def _step(value: Any, part: str | int) -> Any:
    if isinstance(value, Node):
        return getattr(value, str(part)) if part in type(value).model_fields else None
    if isinstance(value, dict):
        return value.get(part)
    return item_named(value, part) if isinstance(value, tuple) else None


def item_named(items: tuple[Any, ...], part: Any) -> Any:
    """The item of a list with this number, or the first that has this value in one of `key_fields`; None for none."""
    if isinstance(part, int):
        return items[part] if -len(items) <= part < len(items) else None
    nodes = [item for item in items if isinstance(item, Node)]
    for field in key_fields(type(nodes[0])) if nodes else ():
        for item in nodes:
            value = getattr(item, field)
            if value == part or (isinstance(value, tuple) and part in value):
                return item
    return None


ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _compare(comparison: Comparison, policy: Policy, facts: FactValues) -> bool:
    if is_presence_test(comparison):
        return _is_set(comparison, policy, facts) == (comparison.operator == "!=")
    left, right = evaluate(comparison.left, policy, facts), evaluate(comparison.right, policy, facts)
    if comparison.operator in ("in", "not in"):
        return _is_in(left, right) == (comparison.operator == "in")
    if fault := comparison_fault(comparison.operator, _kind(left), _kind(right)):
        raise ExpressionFault(fault)
    if comparison.operator in ORDERINGS:
        return ORDERINGS[comparison.operator](left, right)
    return bool(left == right) == (comparison.operator == "==")


def is_presence_test(comparison: Comparison) -> bool:
    """True for `x == none` and `x != none`, the comparisons that allow a missing value."""
    none = Constant(None)
    return comparison.operator in ("==", "!=") and none in (comparison.left, comparison.right)


def _is_set(comparison: Comparison, policy: Policy, facts: FactValues) -> bool:
    try:
        values = (evaluate(comparison.left, policy, facts), evaluate(comparison.right, policy, facts))
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
    # In Python bool is an int; here true is not a number.
    if isinstance(value, bool):
        return Kind.TRUTH
    if isinstance(value, (int, float, Decimal)):
        return Kind.NUMBER
    return Kind.DAY if isinstance(value, date) else shape_of_value(value).kind


_COMPARABLE = (Kind.TEXT, Kind.NUMBER, Kind.TRUTH, Kind.DAY)


def comparison_fault(sign: str, left: Kind, right: Kind) -> str:
    """The fault of a comparison of two kinds; empty where it has none, or where a kind is not known yet."""
    if Kind.ANY in (left, right):
        return ""
    for kind in (left, right):
        if kind not in _COMPARABLE:
            return f"{kind} cannot be compared with {sign}"
    if left is not right:
        return f"{left} cannot be compared with {right}"
    if sign in ORDERINGS and left not in (Kind.NUMBER, Kind.DAY):
        return f"{left} has no order, so {sign} cannot be used"
    return ""
