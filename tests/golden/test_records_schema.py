"""The JSON Schema of a record takes what the reader takes, and says no to most of what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

from immerse.records import parse
from immerse.records.schema import record_schema
from jsonschema import Draft202012Validator

READING = json.loads((Path(__file__).parents[1] / "cases" / "records" / "reading.json").read_text("utf-8"))
SCHEMA = Draft202012Validator(record_schema())


def test_the_schema_takes_every_record_that_is_read() -> None:
    taken = [parse(case["text"]) for case in READING if "canonical" in case]
    assert len(taken) > 15
    assert [list(SCHEMA.iter_errors(record)) for record in taken] == [[] for _ in taken]


def test_the_schema_refuses_what_has_another_shape() -> None:
    wrong = [case for case in READING if case.get("fault", {}).get("code") == "wrong"]
    only_read = {
        "a day of February", "a day that is none",
        "more right than asked", "evidence that replaces itself", "evidence taken back that never was",
        "a text that turns its direction", "a text that isolates", "a text with a control character",
        "a text with a carriage return", "a client with an end of line",
    }  # fmt: skip
    missed = {case["case"] for case in wrong if SCHEMA.is_valid(json.loads(case["text"]))}
    assert missed == only_read
    assert len(wrong) > 50
