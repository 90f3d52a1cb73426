"""JSON Schemas of the files of a workspace, for editors that complete and check YAML while it is typed."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema, WithDefaultSchema

from immerse.loading.annotations import names_by_key
from immerse.loading.file_kinds import KINDS, kind_of
from immerse.model.base import Node
from immerse.model.policy.custom import CustomSettings
from immerse.model.policy.policy import Policy
from immerse.model.policy.relations import declared_on
from immerse.model.policy.stand_ins import policy_file
from immerse.problems import ImmerseError
from immerse.words.docstrings import field_doc
from immerse.words.english import capitalized


class _Described(GenerateJsonSchema):
    """Describes each field with its docstring."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """The schema of one model, with descriptions."""
        described = super().model_schema(schema)
        model = schema["cls"]
        if issubclass(model, Node):
            names = names_by_key(model)
            for key, field in described.get("properties", {}).items():
                if doc := field_doc(model, names[key]):
                    field["description"] = doc
            declared = [capitalized(relation.sentence(model)) for relation in declared_on(model)]
            if declared:
                described["description"] = " ".join([described["description"], *(f"{one}." for one in declared)])
        return described

    def get_default_value(self, schema: WithDefaultSchema) -> Any:
        """The default of a field, also one that is made when it is needed."""
        make: Any = schema.get("default_factory")
        return make() if make else super().get_default_value(schema)


def json_schema(name: str, custom: CustomSettings | None = None) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of file, made from its model.

    Args:
        name: A kind of `KINDS`.
        custom: The agency's own settings, which a policy of its workspace may contain.

    Raises:
        ImmerseError: there is no such kind.
    """
    if name not in KINDS:
        raise ImmerseError(f"there is no schema {name!r}; schemas: {', '.join(KINDS)}")
    kind = policy_file(custom.contract()) if custom and issubclass(KINDS[name], Policy) else KINDS[name]
    schema = kind.model_json_schema(schema_generator=_Described)
    if issubclass(kind, Policy):
        for layered in _layered(schema, schema):
            layered.pop("required", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_as_typed(schema)}


FOLDER = "schema"
"""Folder of a workspace with the schemas that the first lines of its files name."""


def schema_file(name: str, custom: CustomSettings | None = None) -> str:
    """The JSON Schema of one kind of file as a text, the same for the same version of immerse and the same `custom`.

    Raises:
        ImmerseError: there is no such kind.
    """
    return json.dumps(json_schema(name, custom), indent=1, ensure_ascii=False) + "\n"


def first_line(path: str) -> str:
    """The line that names the schema of the file at `path` (inside the workspace) for editors; empty if it has none."""
    kind = kind_of(path)
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{FOLDER}/{kind}.json\n" if kind else ""


def _layered(part: Any, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of the policy's schema that are merged with a lower layer key by key, so that keys may be missing.
    Entries of lists are not among them, because a list replaces a list."""
    seen: set[str] = set()
    todo = [part]
    while todo:
        member = todo.pop()
        if isinstance(member, list):
            todo += member
        elif isinstance(member, dict):
            yield member
            name = str(member.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in seen:
                seen.add(name)
                todo.append(schema["$defs"][name])
            todo += [value for key, value in member.items() if key not in ("items", "$defs", "default")]


_POINT = {"$ref": "#/$defs/Point"}


def _as_typed(part: Any) -> Any:
    """The schema of typed values: a point may be a plain text (the model makes it a mapping), and notes for immerse
    become words or are left out."""
    if isinstance(part, list):
        return [_as_typed(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part == _POINT:
        return {"anyOf": [{"type": "string"}, _POINT]}
    notes = part.get("immerse")
    plain = {key: _as_typed(value) for key, value in part.items() if key not in ("immerse", "discriminator")}
    if isinstance(notes, dict):
        units = [unit for kind in (plain, *plain.get("anyOf", ())) if (unit := kind.get("x-unit"))]
        texts = [plain.get("description", ""), notes.get("rule", ""), *(f"Unit: {unit}." for unit in units)]
        plain["description"] = " ".join(filter(None, texts))
    return plain
