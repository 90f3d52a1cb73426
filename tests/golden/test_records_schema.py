"""The JSON Schema of a record takes what the reader takes, and says no to most of what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

from immerse.records import parse
from immerse.records.schema import record_schema
from json_schema import faults

READING = json.loads((Path(__file__).parents[1] / "cases" / "records" / "reading.json").read_text("utf-8"))


def test_the_schema_takes_every_record_that_is_read() -> None:
    schema = record_schema()
    taken = [parse(case["text"]) for case in READING if "canonical" in case]
    assert len(taken) > 15
    assert [list(faults(record, schema, schema)) for record in taken] == [[] for _ in taken]


def test_the_schema_refuses_what_has_another_shape() -> None:
    schema = record_schema()
    wrong = [case for case in READING if case.get("fault", {}).get("code") == "wrong"]
    only_read = {
        "a thirteenth month", "a day of February", "a day that is none", "an item twice", "a text twice to erase",
        "more right than asked", "evidence that replaces itself", "evidence taken back that never was",
        "a text that turns its direction", "a text that isolates", "a text with a control character",
        "a text with a carriage return", "a client with an end of line",
    }  # fmt: skip
    missed = {case["case"] for case in wrong if not list(faults(json.loads(case["text"]), schema, schema))}
    assert missed <= only_read, missed - only_read
    assert len(wrong) > 50
