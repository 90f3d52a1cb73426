"""A record verified as a whole: which events count, what they say together, and why others do not count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.jwk import ECKey

from immerse.records.format import Record
from immerse.signing.events import Event
from immerse.signing.folding import Fold, Published, folded, told
from immerse.signing.jws import Parts, public_key, verifies
from immerse.signing.rotation import RotationState
from immerse.signing.trusting import Refusal, Trusted, trusted


@dataclass(frozen=True, slots=True)
class Verified:
    """What a record says that counts."""

    events: tuple[Event, ...]
    """Events with a valid signature of somebody who may sign, in their order; a rule may refuse some of them."""
    rotation: RotationState
    fold: Fold
    refused: tuple[Refusal, ...]
    """Events that do not count, whatever the rules say."""

    @property
    def refusals(self) -> list[dict[str, str]]:
        """Every event that means nothing, with the code of its reason: those that do not count, then those that a
        rule refuses."""
        return [*(one.as_json() for one in self.refused), *self.fold["refused"]]


class Verifier:
    """Verifies records of one client; holds the keys of its signers."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._keys: dict[str, ECKey] = {}

    def verify(self, record: Record, now: str) -> Verified:
        """Verify a record.

        Args:
            now: The reader's moment, in UTC.
        """
        found = self.trusted(record)
        rotation = folded(found.events, self._published)
        said = told(rotation, found.events, record["texts"], now)
        return Verified(found.events, rotation, said, found.refused)

    def trusted(self, record: Record) -> Trusted:
        """Which events of a record count, before any rule is asked."""
        return trusted(record, self._published.books, self._published.signers, self._is_signed)

    def _is_signed(self, parts: Parts, signer: Mapping[str, Any]) -> bool:
        kid = signer["key"]
        if kid not in self._keys:
            self._keys[kid] = public_key({"kty": "EC", "crv": "P-256", "x": signer["x"], "y": signer["y"]})
        return verifies(parts, self._keys[kid])
