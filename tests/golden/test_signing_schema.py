"""The JSON Schema of signed events takes what the reader takes, and refuses what has another shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from immerse.records.record_faults import RecordRefused
from immerse.signing.bodies import BODIES, PAYLOAD, judge_payload
from immerse.signing.schema import event_schema
from jsonschema import Draft202012Validator

CASES = json.loads((Path(__file__).parents[1] / "cases" / "signing" / "folding.json").read_text("utf-8"))
PAYLOADS = [{name: event[name] for name in PAYLOAD} for event in CASES["events"].values()]
SCHEMA = Draft202012Validator(event_schema())


def is_taken(payload: dict[str, Any]) -> bool:
    """Whether the reader takes a payload."""
    try:
        judge_payload(payload)
    except RecordRefused:
        return False
    return True


def test_the_schema_takes_every_event_that_is_read() -> None:
    assert {payload["type"] for payload in PAYLOADS} == set(BODIES)
    assert all(is_taken(payload) for payload in PAYLOADS)
    assert [list(SCHEMA.iter_errors(payload)) for payload in PAYLOADS] == [[] for _ in PAYLOADS]


def test_each_member_that_is_missing_wrong_or_more_is_refused_by_both() -> None:
    samples = {payload["type"]: payload for payload in PAYLOADS}
    checked = 0
    for payload in samples.values():
        body = payload["body"]
        changed = [{**payload, name: {"x": 1}} for name in PAYLOAD]
        changed += [{**payload, "more": 1}, {**payload, "body": {**body, "more": 1}}]
        changed += [{**payload, "body": {**body, name: {"x": 1}}} for name in body]
        changed += [{name: value for name, value in payload.items() if name != left} for left in PAYLOAD]
        changed += [{**payload, "body": {key: body[key] for key in body if key != left}} for left in body]
        for one in changed:
            checked += 1
            assert not is_taken(one), one
            assert not SCHEMA.is_valid(one), one
    assert checked > 300
