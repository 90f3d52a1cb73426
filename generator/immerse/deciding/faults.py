"""Why a table cannot be decided."""

from __future__ import annotations

from immerse.problems import Location

RULE = "decision"
"""The rule under which everything about decision tables is reported."""


class DecisionFault(Exception):
    """Something about a table, or about the facts stated of an item, that has to be mended first.

    `location` is None where whoever stated the facts knows the place better.
    """

    def __init__(self, location: Location | None, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.location = location
        self.message = message
        self.hint = hint
