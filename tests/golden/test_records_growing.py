"""A record that grows in the page entry by entry says and is judged as one that is read whole."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from immerse.records import fold, parse, serialise
from immerse.records.canonical import canonical
from immerse.records.format import digest_of
from record_scripts import answers
from tenth import IS_FUZZ

RECORDS = 1000 if IS_FUZZ else 100
JUDGING = json.loads((Path(__file__).parents[1] / "cases" / "records" / "judging.json").read_text("utf-8"))
ITEMS = [item["id"] for item in JUDGING["book"]["items"]]
KINDS = [kind["id"] for kind in JUDGING["book"]["kinds"]]
SALT, WORDS = "0" * 32, "Night shift"
SAID = digest_of(SALT, WORDS)
DIGEST = f"d2:sha256:{'1' * 64}"


def entry(chance: Random, number: int, count: int) -> dict[str, Any]:
    """An entry at its own minute; evidence replaces another entry now and then, an earlier or a later one."""
    item = chance.choice(ITEMS)
    day = f"2026-11-{chance.randrange(1, 30):02d}"
    replaced = chance.choice([one for one in range(count) if one != number])
    piece = {
        "items": chance.sample(ITEMS, chance.randrange(1, 3)),
        "kind": chance.choice(KINDS),
        "title": SAID,
        "day": day,
        "shift": None,
        "simulated": chance.random() < 0.3,
        "link": None,
        "file": None,
        "replaces": f"{replaced:032x}" if chance.random() < 0.5 else None,
        "removed": False,
    }
    start = {"name": None, "day": day, "track": "six", "path": "newcomer", "release": "draft", "book": DIGEST}
    made: dict[str, dict[str, Any]] = {
        "evidence": piece | {"removed": piece["replaces"] is not None and chance.random() < 0.3},
        "claim": {"item": item, "digest": DIGEST, "rev": 1, "release": "draft"},
        "unclaim": {"item": item},
        "note": {"item": item, "text": chance.choice([None, SAID])},
        "task": {"task": "T-1", "done": chance.random() < 0.5, "day": day, "release": "draft"},
        "start": start,
        "erase": {"texts": [SAID]},
        "mood": {},
    }
    kind = chance.choices([*made], [12, 4, 2, 1, 1, 1, 1, 1])[0]
    at = f"2026-12-01T08:{number:02d}:00.000Z"
    return {"id": f"{number:032x}", "at": at, "type": kind, **made[kind]}


def question(seed: int) -> dict[str, Any]:
    """A record, how many of its entries are there at first, and in which order the others come."""
    chance = Random(seed)
    count = chance.randrange(2, 30)
    entries = [entry(chance, number, count) for number in range(count)]
    record = {"schema": "immerse.record/1", "rot": "0" * 32, "client": "northgate", "entries": entries}
    texts = {SAID: {"salt": SALT, "text": WORDS}}
    order = list(range(count))
    if chance.random() < 0.3:
        chance.shuffle(order)
    file = serialise(parse(json.dumps(record | {"events": [], "texts": texts}))).decode()
    asked = {"do": "grown", "file": file, "texts": texts, "order": order, "held": chance.randrange(count)}
    return asked | {"book": JUDGING["book"], "today": "2026-12-20"}


def test_a_record_that_grows_says_and_is_judged_as_one_that_is_read_whole() -> None:
    asked = [question(seed) for seed in range(RECORDS)]
    told = answers(asked)
    for one, its in zip(told, asked, strict=True):
        assert (one["file"], one["state"]) == (its["file"], canonical(fold(parse(its["file"]))))
        assert one["verdict"] == one["anew"]
    assert sum(one["partly"] for one in told) > 4 * RECORDS, "most entries are to be taken by themselves"
