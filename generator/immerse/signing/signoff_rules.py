"""The sign-off rules of a book by their kind. Every rule is optional."""

from collections.abc import Mapping
from typing import Any

RuleJson = Mapping[str, Any]


class Rules:
    """The rules and duties of one book."""

    def __init__(self, book: Mapping[str, Any]) -> None:
        self._by_kind: dict[str, list[RuleJson]] = {}
        for rule in book["rules"]:
            self._by_kind.setdefault(rule["kind"], []).append(rule)
        self._first = {kind: rules[0] for kind, rules in self._by_kind.items()}
        self.duties: Mapping[str, list[str]] = book["duties"]
        self.regulated: bool = book["regulated"]

    def rule(self, kind: str) -> RuleJson | None:
        """The rule of a kind, None where the book has none."""
        return self._first.get(kind)

    def all(self, kind: str) -> list[RuleJson]:
        """All rules of a kind."""
        return self._by_kind.get(kind, [])

    def has_duty(self, duty: str, role: str) -> bool:
        """Whether a role has a duty: open, endorse, graduate, place, migrate, transcribe, void."""
        return role in self.duties.get(duty, ())
