"""Which way a text runs."""

from __future__ import annotations

import re
import unicodedata

_STRONG_RIGHT = ("R", "AL")
_MAY_RUN_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def may_run_left(text: str) -> bool:
    """Whether a text has a letter of a script that is written from right to left."""
    return bool(_MAY_RUN_LEFT.search(text))


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of a text that has a direction is of a script written from right to left."""
    if not may_run_left(text):
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in _STRONG_RIGHT or direction == "L":
            return direction in _STRONG_RIGHT
    return False
