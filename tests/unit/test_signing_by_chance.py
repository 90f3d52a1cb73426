"""Histories made by chance are folded to the same bytes in both languages; genuine ones are accepted whole.

`make fuzz` makes ten times as many: 1,000 histories of each sort.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from immerse.records.canonical import canonical
from immerse.signing.bodies import BODIES
from immerse.signing.events import by_moment
from immerse.signing.folding import Published, fold
from immerse.signing.moving import map_digest
from made_histories import text
from made_signoff import book, signers
from record_scripts import answers_of
from signing_chance import Genuine
from signing_histories import later_book
from signing_steps import MAP, NOW
from signing_wild import Wild, odd
from tenth import IS_FUZZ

TIMES = 10 if IS_FUZZ else 1
HISTORIES = 100 * TIMES
SENTENCES = {"a": "A  b", "b": "A b ", "c": "\ufeffA b"}
TEXTS = {text(name): {"salt": "0" * 32, "text": words} for name, words in SENTENCES.items()}
Asked = dict[str, Any]


def asked_for(seed: int) -> Asked:
    """A wild history, what was published, and what of it may come before `fold`."""
    published = odd(seed)
    items = {(ver, item["id"]) for ver, one in published.books.items() for item in one["items"]}
    events = [
        event
        for event in Wild(seed).play().events
        if event["kid"] in published.signers
        and ("digest" not in event["body"] or (event["ver"], event["body"]["item"]) in items)
    ]
    said = {"books": published.books, "signers": published.signers, "maps": published.maps}
    return {"do": "folded", "events": sorted(events, key=by_moment), "published": said, "texts": TEXTS, "now": NOW}


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    return [asked_for(seed) for seed in range(HISTORIES)]


def folded(one: Asked) -> dict[str, Any]:
    return fold(one["events"], Published(**one["published"]), one["texts"], one["now"])


def test_wild_histories_are_folded_to_the_same_bytes_in_both_languages(asked: list[Asked]) -> None:
    for seed, (one, told) in enumerate(zip(asked, answers_of("signing-by-line.mjs", asked), strict=True)):
        assert canonical(folded(one)) == told["fold"], seed


def test_wild_histories_hold_all_kinds_of_events_counted_and_refused(asked: list[Asked]) -> None:
    counted: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for one in asked:
        refused = {found["event"]: found["code"] for found in folded(one)["refused"]}
        codes.update(refused.values())
        counted.update(event["type"] for event in one["events"] if event["event"] not in refused)
    assert counted.keys() == BODIES.keys()
    assert len(codes) >= 30


def test_genuine_histories_are_accepted_whole() -> None:
    published = Published({"1.0.0": book(), "1.1.0": later_book()}, signers(), {map_digest(MAP): MAP})
    ends: Counter[str] = Counter()
    for seed in range(HISTORIES):
        history = Genuine(seed).play()
        said = fold(sorted(history.events, key=by_moment), published, {}, NOW)
        assert said["refused"] == [], seed
        ends[said["status"]] += 1
    assert ends.keys() >= {"open", "graduated", "placed", "voided"}
