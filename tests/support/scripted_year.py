"""Twenty-six weeks of daily use of a checklist by chance: claims, evidence, notes, tasks, pages and practice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from immerse.records import Record
from immerse.records.entries import Changes

DAY_ONE = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
WEEKS = 26
RELEASE = "draft"
WORDS = tuple(
    word
    for line in (
        "reply queue handover sample mentor priority refund outage thread complaint draft shift calm clock answered",
        "twice before noon with the night team after the second warning because nobody had read it",
    )
    for word in line.split()
)


class ScriptedYear:
    """A record and what was done to make it."""

    def __init__(self, client: str, book: Mapping[str, Any], seed: int = 26) -> None:
        self._chance = Random(seed)
        self._book = book
        self._now = DAY_ONE
        self.done: Counter[str] = Counter()
        empty: Record = {
            "schema": "immerse.record/1",
            "rot": f"{seed:032x}",
            "client": client,
            "entries": [],
            "events": [],
            "texts": {},
        }
        self._changes = Changes(empty, lambda: self._now, self._chance.randbytes)
        self._items = [item["id"] for item in book["items"] if not item["computed"]]
        self._add(
            "start",
            name="JD",
            day="2026-06-01",
            track=book["track"],
            path="newcomer",
            release=RELEASE,
            book=book["digest"],
        )
        for day in range(7 * WEEKS):
            if day % 7 < 5:
                self._now = DAY_ONE + timedelta(days=day)
                self._day(day)

    @property
    def record(self) -> Record:
        """The record at the end."""
        return self._changes.record

    def _add(self, type_: str, **members: Any) -> None:
        self._now += timedelta(minutes=self._chance.randrange(1, 20))
        self._changes.add(type_, **members)
        self.done[type_] += 1

    def _words(self, most: int) -> str:
        return " ".join(self._chance.choices(WORDS, k=self._chance.randrange(4, most)))

    def _day(self, day: int) -> None:
        today = self._now.date().isoformat()
        for _ in range(self._chance.randrange(1, 4)):
            self._evidence(today)
        self._add("note", item=self._chance.choice(self._items), text=self._words(40))
        page = f"lesson:TRI-L{self._chance.randrange(1, 60)}"
        self._add("read", page=page, digest=f"sha256:{self._chance.randrange(2**64):064x}", release=RELEASE)
        self._score()
        self._score()
        for item in self._chance.sample(self._items, k=1 if day % 7 < 2 else 0):
            self._add("claim", item=item, digest=f"d2:sha256:{'1' * 64}", rev=1, release=RELEASE)
        if day % 7 == 4:
            self._add("task", task=f"T-{self._chance.randrange(1, 99)}", done=True, day=today, release=RELEASE)
            self._correct(today)

    def _score(self) -> None:
        self._add("score", deck="mixed", right=self._chance.randrange(41), of=40, release=RELEASE)

    def _evidence(self, today: str) -> None:
        self._add(
            "evidence",
            items=self._chance.sample(self._items, k=self._chance.randrange(1, 4)),
            kind=self._chance.choice(self._book["kinds"])["id"],
            title=self._words(16),
            day=today,
            shift=self._chance.choice(("Early", "Late", "Night")),
            simulated=self._chance.random() < 0.3,
            link=f"https://files.example/{self._chance.randrange(10**6)}" if self._chance.random() < 0.3 else None,
            file=None,
            replaces=None,
            removed=False,
        )

    def _correct(self, today: str) -> None:
        """The last piece of a week is written anew."""
        last = next(entry for entry in reversed(self.record["entries"]) if entry["type"] == "evidence")
        self._changes.replace_evidence(last, {"title": self._words(16), "day": today})
        self.done["replaced"] += 1
