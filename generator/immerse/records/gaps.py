"""What is missing, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from immerse.records.judging import Gap
from immerse.records.words import say

_WHOLE = frozenset({"module-pieces", "simulated", "simulated-none"})


def gap_phrases(gaps: Sequence[Gap], numbers: Mapping[str, Any]) -> list[str]:
    """A phrase for each thing that is missing.

    What further pieces can bring together stands in one phrase: `one more observed piece, from another shift`.

    Args:
        gaps: Of one item or one module.
        numbers: `sr` of the book.
    """
    values = {"days": numbers["recent_days"], "percent": numbers["simulated_percent"]}
    whole = [_alone(gap, values) for gap in gaps if gap["code"] in _WHOLE]
    own = [gap for gap in gaps if gap["code"] not in _WHOLE]
    if not own:
        return whole
    first, *rest = own
    form = "it" if first["n"] == 1 else "them"
    together = [say(f"judge.of-{form}.{gap['code']}", **values, n=gap["n"]) for gap in rest if gap["n"] <= first["n"]]
    alone = [_alone(gap, values) for gap in rest if gap["n"] > first["n"]]
    return [", ".join([_alone(first, values), *together]), *alone, *whole]


def _alone(gap: Gap, values: Mapping[str, int]) -> str:
    return say(f"judge.gap.{gap['code']}", **values, n=gap["n"])
