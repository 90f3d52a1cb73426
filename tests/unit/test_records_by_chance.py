"""Records made by chance, in both languages: merged in any order, damaged, and changed on several devices.

`make fuzz` makes ten times as many: 1,000 pairs and triples, 500 hostile files, 300 sequences.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from immerse.records import Record, RecordRefused, fold, merge, parse, serialise
from immerse.records.books import book_from
from immerse.records.calendars import calendar
from immerse.records.canonical import canonical
from made_records import Chance, hostile
from record_model import Model
from record_scripts import answers
from tenth import IS_FUZZ

TIMES = 10 if IS_FUZZ else 1
MERGES, HOSTILE, SEQUENCES, CALENDARS = 100 * TIMES, 50 * TIMES, 30 * TIMES, 10 * TIMES


def merged(records: list[Record]) -> Record:
    """The records put together in their order."""
    first, *others = records
    for other in others:
        first = merge(first, other)
    return first


@pytest.fixture(scope="module")
def groups() -> list[list[str]]:
    """Pairs and triples of records of one rotation, as files."""
    found = []
    for seed in range(MERGES):
        chance = Chance(seed)
        found.append([serialise(parse(json.dumps(chance.record()))).decode() for _ in range(2 + seed % 2)])
    return found


def test_copies_merge_to_the_same_bytes_in_any_order_and_language(groups: list[list[str]]) -> None:
    orders = [(list(order), files) for files in groups for order in permutations(range(len(files)))]
    told = answers([{"do": "merged", "files": [files[at] for at in order]} for order, files in orders])
    seen: dict[str, tuple[str, str]] = {}
    for (order, files), one in zip(orders, told, strict=True):
        whole = merged([parse(files[at]) for at in order])
        own = (serialise(whole).decode(), canonical(fold(whole)))
        assert own == (one["file"], one["state"]) == seen.setdefault("".join(files), own)


def test_merging_again_and_in_groups_changes_nothing(groups: list[list[str]]) -> None:
    for files in groups:
        records = [parse(file) for file in files]
        whole = serialise(merged(records))
        assert serialise(merge(parse(whole), records[-1])) == whole
        assert serialise(merge(records[0], merged(records[1:]))) == whole
        assert serialise(parse(whole)) == whole


def test_erased_texts_do_not_come_back(groups: list[list[str]]) -> None:
    erasing = 0
    for files in groups:
        records = [parse(file) for file in files]
        erased = {digest for one in records for entry in one["entries"] for digest in entry.get("texts", ())}
        for order in permutations(records):
            assert not erased & merged([*order])["texts"].keys()
        erasing += any(erased & one["texts"].keys() for one in records)
    assert erasing >= MERGES // 10


def test_hostile_files_are_refused_alike_and_harm_nothing() -> None:
    made = [hostile(seed) for seed in range(HOSTILE)]
    asked = [(content.rstrip(b" "), len(content) - len(content.rstrip(b" "))) for _, content, _ in made]
    told = answers([{"do": "read", "hex": own.hex(), "blanks": blanks} for own, blanks in asked])
    for seed, ((done, content, must_refuse), one) in enumerate(zip(made, told, strict=True)):
        assert read(content) == (one["fault"], one["file"]), (seed, done)
        assert not one["isTouched"], (seed, done)
        assert one["fault"] or not must_refuse, (seed, done)


def read(content: bytes) -> tuple[dict[str, Any] | None, str | None]:
    """What this side says of a file: the fault with a sentence for it, or the record as it is written."""
    try:
        return None, serialise(parse(content)).decode()
    except RecordRefused as error:
        assert "{" not in str(error.fault)
        return {"code": error.fault.code, "place": error.fault.place, "values": dict(error.fault.values)}, None


def test_calendars_have_the_same_bytes_in_both_languages() -> None:
    judging = json.loads((Path(__file__).parents[1] / "cases" / "records" / "judging.json").read_text("utf-8"))
    (record,) = (one["record"] for one in judging["cases"] if one["case"] == "the first day")
    books = [odd_words(Random(seed), judging["book"]) for seed in range(CALENDARS)]
    told = answers([{"do": "days", "file": json.dumps(record), "book": book} for book in books])
    for book, one in zip(books, told, strict=True):
        assert calendar(parse(json.dumps(record)), book_from(json.dumps(book), "book.json")).decode() == one["text"]


def odd_words(chance: Random, book: dict[str, Any]) -> dict[str, Any]:
    """The book with titles and texts of signs that a calendar escapes, in lines of any length."""
    signs = ("\\", "^", ";", ",", "\n", "N", "n", ":", '"', "a", " ", "ä", "\u20ac", "\U0001f600", "\u2028", "\t")
    words = ("".join(chance.choices(signs, k=chance.randrange(1, 200))) for _ in range(1000))
    tasks = [task | {"title": next(words), "text": next(words)} for task in book["tasks"]]
    gates = [gate | {"title": next(words)} for gate in book["gates"]]
    return book | {"tasks": tasks, "gates": gates, "client_name": next(words)}


def test_changes_on_several_devices_come_to_what_a_small_model_says() -> None:
    models = [Model(Random(seed)) for seed in range(SEQUENCES)]
    told = answers([{"do": "played", "devices": model.devices, "steps": model.steps} for model in models])
    for model, one in zip(models, told, strict=True):
        state = fold(parse(one["file"]))
        assert canonical(state) == one["state"]
        assert model.of(state) == model.expected
