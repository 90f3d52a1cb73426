"""JSON Schemas for editors."""

from __future__ import annotations

from typing import Any

import pytest
from immerse.loading.schemas import KINDS, json_schema
from immerse.problems import ImmerseError


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_schema_is_whole_and_holds_nothing_of_ours(name: str) -> None:
    schema = json_schema(name)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["properties"]) == set(KINDS[name].model_fields)
    assert schema["additionalProperties"] is False
    for part in _parts(schema):
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        assert "immerse" not in part


def _parts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [part for item in value for part in _parts(item)]
    if not isinstance(value, dict):
        return []
    return [value, *(part for item in value.values() for part in _parts(item))]


def test_the_schema_of_points_takes_plain_texts_and_days_are_texts() -> None:
    schema = json_schema("lesson")
    assert {"type": "string"} in schema["properties"]["objectives"]["items"]["oneOf"][0]["anyOf"]
    assert schema["properties"]["review_by"]["type"] == "string"


def test_the_schema_of_the_policy_takes_some_keys_of_a_mapping_and_whole_entries_of_a_list() -> None:
    schema = json_schema("policy")
    assert "required" not in schema["$defs"]["Target"]
    assert "required" not in schema["$defs"]["CrisisTimers"]
    assert "spoke_owner" in schema["$defs"]["Brand"]["required"]


def test_an_unknown_schema_names_those_there_are() -> None:
    with pytest.raises(ImmerseError, match="there is no schema 'lessons'; schemas: curriculum, module, lesson"):
        json_schema("lessons")
