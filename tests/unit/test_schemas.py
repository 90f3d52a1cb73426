"""JSON Schemas for editors: what they hold, and what `immerse schema` writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import Done, Immerse
from editor_schemas import as_editors_read, files_of_kind
from immerse.loading.schemas import KINDS, json_schema
from immerse.problems import ImmerseError
from jsonschema import Draft202012Validator
from site_fixtures import REPOSITORY

OTHERS = ("generator/immerse/starter/workspace", "tests/cases/base_workspace", "tests/cases/other_subject")
WORKSPACES = [REPOSITORY / path for path in OTHERS]
WITHOUT = ("waivers", "answers", "signers", "settings")
"""Kinds of which these workspaces have no file."""


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


def test_all_schemas_are_written_at_once(workspace: Path, immerse: Immerse) -> None:
    done = immerse("schema", "--out", "other")
    kinds = [*KINDS, "record", "event"]
    assert done == Done(0, "".join(f"other/{kind}.json\n" for kind in kinds), "")
    for kind in kinds:
        assert Path("other", f"{kind}.json").read_text("utf-8") == immerse("schema", kind).out
    assert immerse("schema").code == immerse("schema", "look", "--out", "other").code == 2


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_accepts_the_files_of_workspaces_and_refuses_a_misspelt_key(immerse: Immerse, name: str) -> None:
    done = immerse("schema", name)
    assert (done.code, done.err) == (0, "")
    schema = json.loads(done.out)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    paths = [path for root in WORKSPACES for path in files_of_kind(root, name)]
    assert paths or name in WITHOUT
    for path in paths:
        assert list(validator.iter_errors(as_editors_read(path))) == [], path
        assert not validator.is_valid(as_editors_read(path) | {"sumary": 1}), path


def test_the_help_of_schema_names_every_kind_of_file(immerse: Immerse) -> None:
    named = re.search(r"NAME is one of: ([^.]*)\.", immerse("schema", "--help").out)
    assert named
    assert re.split(r",\s+", named.group(1)) == [*KINDS, "record", "event"]
