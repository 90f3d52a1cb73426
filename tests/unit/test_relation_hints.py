"""The hint of a broken relation names values that the field's own bounds allow."""

from __future__ import annotations

from typing import Annotated

import pytest
from immerse.model.base import Node
from immerse.model.limits import Limit
from immerse.model.policy.relations import Relation


class Pair(Node):
    low: Annotated[int, Limit(0, 100)]
    high: Annotated[int, Limit(0, 100)]


@pytest.mark.parametrize(
    ("low", "high", "blames_upper", "hint"),
    [
        (50, 3, True, "50 or more"),
        (100, 3, True, "100"),
        (5, 3, False, "3 or less"),
        (5, 0, False, "0"),
    ],
)
def test_a_hint_asks_for_nothing_beyond_the_bounds(low: int, high: int, blames_upper: bool, hint: str) -> None:
    broken = Relation("low", "high", blames_upper=blames_upper).broken_in(Pair(low=low, high=high), "pair")
    assert [one.hint for one in broken] == [hint]
