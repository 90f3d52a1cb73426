"""How long 10,000 signed events take to verify and to fold, against their signatures alone, in one process."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from immerse.exporting.book_file import book_json
from immerse.model.site_view import View
from immerse.signing.folding import Published
from immerse.signing.jws import public_key, split, verifies
from immerse.signing.verification import Verifier
from joserfc.jws import deserialize_compact
from made_rotations import Making, people_for
from site_fixtures import edition

EVENTS = 10_000
CLIENT = "northgate"
START = datetime(2027, 1, 4, tzinfo=UTC)
NOW = "2028-01-01T00:00:00.000Z"


class Cohort:
    """Records of rotations from the first day to the placement, by a client's book, and what was published for them."""

    def __init__(self, events: int = EVENTS) -> None:
        book: dict[str, Any] = {**json.loads(book_json(edition(CLIENT, View.TRAINEE).book)), "agency_until": None}
        people = people_for(book)
        made = [Making(book, "1.0.0", people, f"p-7f0{number}", START).to("placed") for number in range(4)]
        times = -(-events // sum(len(record["events"]) for record in made))
        self.records = made * times
        self.events = [jws for record in self.records for jws in record["events"]]
        self.published = Published({"1.0.0": book}, {one.key.thumbprint(): one.as_signer() for one in people.values()})
        self.keys = {
            kid: public_key({"kty": "EC", "crv": "P-256", "x": one["x"], "y": one["y"]})
            for kid, one in self.published.signers.items()
        }
        self.taken = [(parts, self.keys[parts.kid]) for parts in map(split, self.events)]

    def verify(self) -> None:
        """Verify and fold all records."""
        verifier = Verifier(self.published)
        for record in self.records:
            assert verifier.verify(record, NOW).refusals == []

    def signatures(self) -> None:
        """Verify the signatures of events that were taken apart before."""
        assert all(verifies(parts, key) for parts, key in self.taken)

    def library(self) -> None:
        """Verify the same events as joserfc does."""
        for jws, (_, key) in zip(self.events, self.taken, strict=True):
            deserialize_compact(jws, key, ["ES256"])


def seconds(act: Callable[[], None]) -> float:
    """Processor time of an act."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def chapter(rounds: int = 3) -> list[str]:
    """The lines of docs/benchmarks.md."""
    cohort = Cohort()
    times = [(seconds(cohort.verify), seconds(cohort.signatures), seconds(cohort.library)) for _ in range(rounds)]
    alone = statistics.median(whole / bare for whole, bare, _ in times)
    library = statistics.median(whole / other for whole, _, other in times)
    own, bare, other = (statistics.median(column) for column in zip(*times, strict=True))
    return [
        "## Signed events",
        "",
        f"{len(cohort.events):,} events of {len(cohort.records)} whole rotations by {CLIENT}'s checklist, read, "
        f"verified and folded: {own:.2f} s. The signatures alone, of events that were taken apart before, take "
        f"{bare:.2f} s, so all of it takes {alone:.2f} times as long; joserfc, which takes each event apart as well, "
        f"takes {other:.2f} s to verify the same events, so it takes {library:.2f} times as long.",
    ]


if __name__ == "__main__":
    print("\n".join(chapter()))
