"""Satisfiability of conditions by any policy: values of closed types are enumerated, others are free."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from immerse.expressions.combinations import Space, size_of, where
from immerse.expressions.evaluating import ORDERINGS, is_presence_test
from immerse.expressions.filtering import FILTERS
from immerse.expressions.paths import shape_at
from immerse.expressions.syntax_tree import All, Comparison, Constant, Either, Expression, Filtered, Listing, Not, Path
from immerse.expressions.value_shapes import Kind, Shape
from immerse.model.limits import Limit
from immerse.model.policy.policy import Policy

_MOST = 50_000
"""The greatest number of combinations that are tried; a condition with more counts as possible."""
_SOMETHING_ELSE = "\0"
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@lru_cache(maxsize=4096)
def can_hold(conditions: tuple[Expression, ...], contract: type[Policy]) -> bool:
    """False only where no policy makes all of these conditions true; they must have been analysed without fault."""
    trial = _Trial(contract)
    for condition in conditions:
        trial.collect(condition)
    columns = {term: tuple(sorted(values, key=repr)) for term, values in trial.terms.items()}
    if size_of(columns, {}) > _MOST:
        return True
    space = Space(columns, {})
    within = space.every
    for condition in conditions:
        within = where(condition, within, lambda atom, mask: trial.where(atom, mask, space))
    return bool(within)


class _Trial:
    """The terms of some conditions with every value to enumerate, under one contract of settings."""

    def __init__(self, contract: type[Policy]) -> None:
        self._contract = contract
        self.terms: dict[Expression, set[Any]] = {}

    def collect(self, condition: Expression) -> None:
        """Add the terms of a condition, each with its values."""
        if isinstance(condition, (All, Either)):
            self.collect(condition.left)
            self.collect(condition.right)
        elif isinstance(condition, Not):
            self.collect(condition.of)
        elif not isinstance(condition, Constant):
            term, _, constants = self._comparison(condition)
            self.terms.setdefault(term, set()).update(_values(self._shape(term), constants))

    def where(self, atom: Expression, within: int, space: Space) -> int:
        """The combinations of `within` in which a condition without `and`, `or` and `not` holds."""
        if isinstance(atom, Constant):
            return within if atom.value else 0
        term, sign, constants = self._comparison(atom)
        masks = space.masks[term].items()
        return within & sum(mask for value, mask in masks if _compared(value, sign, constants))

    def _shape(self, term: Expression) -> Shape:
        if isinstance(term, Path):
            return shape_at(term, self._contract)
        return Shape(FILTERS[term.name].gives) if isinstance(term, Filtered) else Shape(Kind.TRUTH)

    def _comparison(self, atom: Expression) -> tuple[Expression, str, tuple[Any, ...]]:
        """(term, operator, constants) where one side is fixed; the whole as a term without operator where it depends
        on two terms or on presence."""
        whole: tuple[Expression, str, tuple[Any, ...]] = (atom, "", ())
        if not isinstance(atom, Comparison) or is_presence_test(atom):
            return whole
        left, right, sign = atom.left, atom.right, atom.operator
        if isinstance(left, Constant) and sign not in ("in", "not in"):
            left, right, sign = right, left, _MIRRORED.get(sign, sign)
        if not isinstance(left, (Path, Filtered)) or (sign in _MIRRORED and self._shape(left).kind is not Kind.NUMBER):
            return whole
        if isinstance(right, Constant):
            return left, sign, (right.value,)
        return (left, sign, tuple(item.value for item in right.items)) if isinstance(right, Listing) else whole


def _values(shape: Shape, constants: Sequence[Any]) -> set[Any]:
    if shape.choices:
        return set(shape.choices)
    if shape.kind is Kind.TRUTH:
        return {True, False}
    if shape.kind is Kind.NUMBER:
        numbers = {constant + step for constant in (0, *constants) for step in (-1, -0.5, 0, 0.5, 1)}
        return _allowed_numbers(numbers, shape.limit) if shape.limit else numbers
    return {*constants, _SOMETHING_ELSE}


def _allowed_numbers(numbers: set[Any], limit: Limit) -> set[Any]:
    """The whole numbers among these that a limit allows, and its bounds."""
    least, most = limit.least, limit.most
    allowed = {number for number in numbers if number == int(number)}
    allowed = {number for number in allowed if (least is None or number >= least) and (most is None or number <= most)}
    return allowed | {bound for bound in (least, most) if bound is not None}


def _compared(value: Any, sign: str, constants: tuple[Any, ...]) -> bool:
    if not sign:
        return bool(value)
    if sign in ("in", "not in"):
        return (value in constants) == (sign == "in")
    if sign in ORDERINGS:
        return ORDERINGS[sign](value, constants[0])
    return bool(value == constants[0]) == (sign == "==")
