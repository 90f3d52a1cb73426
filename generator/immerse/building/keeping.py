"""What is known of the site that stands in its place, so that of the next one only what is new is judged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from immerse.leaks import Proof
from immerse.output.judging import Judged
from immerse.store import NOTHING_KEPT, Store


@dataclass(frozen=True, slots=True)
class _Kept:
    words: bytes
    """A digest of what the site may not say."""
    cores: Mapping[str, str]
    """The words of lessons and playbooks because of which a word of another client may stand in it."""
    judged: Mapping[str, Judged]


class Keeper:
    """Knows the last site that was built into one place."""

    def __init__(self, store: Store = NOTHING_KEPT, *place: bytes, forget: bool = False) -> None:
        """`place` says which site it is, and where; with `forget` nothing is known of the one that stands."""
        self._store = store
        self._place = place
        self._forget = forget

    def judged(self, proof: Proof) -> Mapping[str, Judged]:
        """Path -> what was judged of it, where it was searched for the same words."""
        kept: _Kept | None = self._store.get("judged", *self._place) if self._place and not self._forget else None
        same = kept and kept.words == _words_of(proof) and proof.house.same_cores(kept.cores)
        return kept.judged if kept and same else {}

    def keep(self, proof: Proof, judged: Mapping[str, Judged]) -> None:
        """Remember what is known of the site that has just been put in place."""
        if not self._place:
            return
        kept = _Kept(_words_of(proof), dict(proof.house.cores), judged)
        self._store.put_later("judged", *self._place, value=lambda: kept)


NO_KEEPER = Keeper()


def _words_of(proof: Proof) -> bytes:
    """A digest of everything on which it depends whether a text may be said, but for words of the core."""
    return hashlib.sha256(repr((proof.client, sorted(proof.waived))).encode() + proof.house.index.digest).digest()
