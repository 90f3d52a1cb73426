"""What tests/cases/records/ says of files, merging and folding; tests/scripts/record-*.test.mjs read the same files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from immerse.records import RecordRefused, fold, merge, parse, serialise
from immerse.records.canonical import canonical
from immerse.records.carry import carry
from immerse.records.entry_shapes import LONGEST_EVENT, LONGEST_TEXT, is_event, is_text

CASES = Path(__file__).parents[1] / "cases" / "records"


CARRYING = json.loads((CASES / "carrying.json").read_text("utf-8"))


def cases(name: str) -> Any:
    """A parameter for each case of a file."""
    found = CARRYING["cases"] if name == "carrying" else json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in found])


def told(error: pytest.ExceptionInfo[RecordRefused]) -> dict[str, Any]:
    fault = error.value.fault
    return {"code": fault.code, "place": fault.place, "values": dict(fault.values)}


@cases("reading")
def test_a_file_is_read(case: dict[str, Any]) -> None:
    content = case["text"] if "text" in case else bytes.fromhex(case["bytes"])
    if "canonical" in case:
        assert serialise(parse(content, case.get("client", ""))).decode() == case["canonical"]
        return
    with pytest.raises(RecordRefused) as refused:
        parse(content, case.get("client", ""))
    assert told(refused) == case["fault"]
    assert str(refused.value.fault)


@cases("merging")
def test_copies_are_merged(case: dict[str, Any]) -> None:
    one, other = (parse(json.dumps(case[name])) for name in ("one", "other"))
    if "fault" in case:
        with pytest.raises(RecordRefused) as refused:
            merge(one, other)
        assert told(refused) == case["fault"]
        return
    merged = merge(one, other)
    assert canonical(merged) == canonical(merge(other, one)) == canonical(case["merged"])
    assert canonical(merge(merged, one)) == canonical(case["merged"])


@cases("folding")
def test_a_record_is_folded(case: dict[str, Any]) -> None:
    assert fold(parse(json.dumps(case["record"]))) == case["state"]


@cases("carrying")
def test_a_state_is_carried_over_to_a_later_release(case: dict[str, Any]) -> None:
    items, maps = CARRYING["items"], CARRYING["maps"]
    assert carry(case["state"], items, maps, CARRYING["release"]) == {**case["state"], **case["carried"]}
    assert carry(case["state"], items, maps, "9.9.9") == case["state"]


def test_the_size_of_texts_and_events_is_counted_in_characters() -> None:
    assert is_text("\U0001f600" * LONGEST_TEXT) and not is_text("x" * (LONGEST_TEXT + 1)) and not is_text("")
    assert is_event("a.b." + "c" * (LONGEST_EVENT - 4)) and not is_event("a.b." + "c" * (LONGEST_EVENT - 3))


def test_a_file_of_more_than_five_mebibytes_is_not_read() -> None:
    with pytest.raises(RecordRefused) as refused:
        parse(b" " * (5 * 1024 * 1024 + 1))
    sentence = "the file has 5242881 bytes, and a record has at most 5242880"
    assert str(refused.value.fault) == sentence
