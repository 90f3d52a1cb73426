"""A record verified as a whole: the events that count, their fold, and why others do not count."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from joserfc.jwk import ECKey

from immerse.records.format import Record
from immerse.signing.events import Event
from immerse.signing.folding import Fold, Published, fold_of, folded
from immerse.signing.jws import Parts, public_key, verifies
from immerse.signing.rotation_state import RotationState
from immerse.signing.trusting import Refusal, Trusted, trusted


@dataclass(frozen=True, slots=True)
class Verified:
    """The part of a record that counts."""

    events: tuple[Event, ...]
    """Events with a valid signature of somebody who may sign, in their order; a rule may refuse some of them."""
    rotation: RotationState
    fold: Fold
    refused: tuple[Refusal, ...]
    """Events that are refused before any rule is applied."""

    @property
    def refusals(self) -> list[dict[str, str]]:
        """The events that do not count, with the code of the reason; those that a rule refuses come last."""
        return [*map(asdict, self.refused), *self.fold["refused"]]


class Verifier:
    """Verifies records of one client; holds the keys of its signers."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._keys: dict[str, ECKey] = {}

    def verify(self, record: Record, now: str) -> Verified:
        """Verify a record at the reader's moment, in UTC."""
        trusted = self.trusted(record)
        rotation = folded(trusted.events, self._published)
        fold = fold_of(rotation, trusted.events, record["texts"], now)
        return Verified(trusted.events, rotation, fold, trusted.refused)

    def trusted(self, record: Record) -> Trusted:
        """The events of a record that count, before any rule is applied."""
        return trusted(record, self._published.books, self._published.signers, self._is_signed)

    def _is_signed(self, parts: Parts, signer: Mapping[str, Any]) -> bool:
        kid = signer["key"]
        if kid not in self._keys:
            self._keys[kid] = public_key({"kty": "EC", "crv": "P-256", "x": signer["x"], "y": signer["y"]})
        return verifies(parts, self._keys[kid])
