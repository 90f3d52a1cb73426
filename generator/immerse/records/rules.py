"""The sign-off rules of a book, as `checklist.json` has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

RuleList = Sequence[Mapping[str, Any]]
"""`rules` of a book; unknown kinds are ignored."""


def rule_of(rules: RuleList, kind: str) -> Mapping[str, Any] | None:
    """The rule of a kind of which there is one; None if the book has none, so that it requires nothing."""
    return next((rule for rule in rules if rule["kind"] == kind), None)
