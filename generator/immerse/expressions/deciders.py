"""The values that decided a condition for one client: without them the result would have been different."""

from typing import Any, NamedTuple

from immerse.expressions.evaluating import evaluate, holds, is_presence_test
from immerse.expressions.expression_errors import MissingValue
from immerse.expressions.syntax_tree import All, Comparison, Either, Expression, Filtered, Not, Path
from immerse.model.policy.policy import Policy


class Decider(NamedTuple):
    """One value that a condition read."""

    path: Path
    """The path of the value in the policy."""
    value: Any
    """The value that the condition compared; None where nobody set it."""
    is_count: bool = False
    """Whether the value is the number of entries of the list at the path."""
    is_presence: bool = False
    """Whether the condition only asked if the value is set."""


def deciders(condition: Expression, policy: Policy) -> tuple[Decider, ...]:
    """The values that made a condition true or false in this policy, in the order of writing, each once.

    Of two parts joined by `and`, the part that does not hold decided; of two joined by `or`, the part that holds.

    Raises:
        MissingValue: the condition needs a value that nobody set.
        ExpressionFault: a filter or a comparison cannot take the values it meets.
    """
    return tuple({(decider.path, decider.is_count): decider for decider in _deciders(condition, policy)}.values())


def _deciders(condition: Expression, policy: Policy) -> list[Decider]:
    if isinstance(condition, Not):
        return _deciders(condition.of, policy)
    if isinstance(condition, All | Either):
        left = holds(condition.left, policy)
        if left is isinstance(condition, Either):  # the right part is not evaluated
            return _deciders(condition.left, policy)
        right = _deciders(condition.right, policy)
        return right if holds(condition.right, policy) is not left else [*_deciders(condition.left, policy), *right]
    if isinstance(condition, Comparison):
        presence = is_presence_test(condition)
        sides = (condition.left, condition.right)
        return [decider for side in sides for decider in _operand(side, policy, presence=presence)]
    return _operand(condition, policy)


def _operand(operand: Expression, policy: Policy, *, presence: bool = False) -> list[Decider]:
    counts = isinstance(operand, Filtered) and operand.name == "count"
    path = operand
    while isinstance(path, Filtered):
        path = path.of
    if not isinstance(path, Path):
        return []
    try:
        value = evaluate(operand, policy)
    except MissingValue:
        value = None
    return [Decider(path, value, counts, presence)]
