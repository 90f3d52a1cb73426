"""The sign-off rules of a book, as `checklist.json` has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Rules = Sequence[Mapping[str, Any]]
"""`rules` of a book; what a program does not know among them it passes over."""


def rule_of(rules: Rules, kind: str) -> Mapping[str, Any] | None:
    """The rule of a kind of which there is one; None where the book has none, so that nothing of that sort is asked."""
    return next((rule for rule in rules if rule["kind"] == kind), None)
