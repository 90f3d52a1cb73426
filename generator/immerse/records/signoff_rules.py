"""The sign-off rules of a book, as `checklist.json` has them."""

from collections.abc import Mapping, Sequence
from typing import Any

RuleList = Sequence[Mapping[str, Any]]
"""`rules` of a book; unknown kinds are ignored."""


def rule_of(rules: RuleList, kind: str) -> Mapping[str, Any] | None:
    """The rule of a kind that occurs at most once; None if the book has none, so that nothing is required."""
    return next((rule for rule in rules if rule["kind"] == kind), None)
