"""The people who may sign at a moment, by the dates of their keys."""

from collections.abc import Iterable, Mapping
from typing import Any


class Team:
    """Everybody in the register of signers except the trainee."""

    def __init__(self, signers: Iterable[Mapping[str, Any]], trainee: str) -> None:
        self._signers = [signer for signer in signers if signer["person"] != trainee]
        self._by_day: dict[str, list[Mapping[str, Any]]] = {}

    def size(self, at: str) -> int:
        """The number of people at a moment."""
        return len({signer["person"] for signer in self._valid(at[:10])})

    def has_any(self, roles: Iterable[str], at: str) -> bool:
        """Whether somebody has one of these roles at a moment."""
        return any(role in signer["roles"] for role in roles for signer in self._valid(at[:10]))

    def _valid(self, day: str) -> list[Mapping[str, Any]]:
        if day not in self._by_day:
            self._by_day[day] = [signer for signer in self._signers if _is_valid(signer, day)]
        return self._by_day[day]


def _is_valid(signer: Mapping[str, Any], day: str) -> bool:
    revoked = signer["revoked"]
    return bool(signer["from"] <= day <= signer["until"] and (revoked is None or day < revoked))
