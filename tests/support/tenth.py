"""A seeded tenth of cases that are many: a count is for `make fuzz`, which tries all of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from random import Random
from typing import TypeVar

Case = TypeVar("Case")

IS_FUZZ = "IMMERSE_FUZZ_EXAMPLES" in os.environ
"""Whether `make fuzz` runs, which tries all that there is; otherwise a part of it is tried."""


def tenth(cases: Sequence[Case], seed: object) -> list[Case]:
    """A tenth of the cases, at least one, in their order; all of them with `make fuzz`.

    Args:
        cases: Of one kind, so that any of them stands for the others.
        seed: Words that tell this choice from others.
    """
    if IS_FUZZ:
        return list(cases)
    chosen = Random(str(seed)).sample(range(len(cases)), -(-len(cases) // 10))
    return [cases[number] for number in sorted(chosen)]
