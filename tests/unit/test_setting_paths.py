"""Every text of the generator's code that looks like the path of a setting or of a value in one is such a path."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import immerse
import pytest
from immerse.model.policy.contract import fields_of
from immerse.model.policy.policy import Policy

PATHS = {field.keys for field in fields_of(Policy)}
LOOKS_LIKE_ONE = re.compile(rf"(?:{'|'.join(Policy.model_fields)})(?:\.(?!(?:md|yml|json)$)(?:[a-z_]+|\*|P[1-4]))+")
FILES = sorted(Path(immerse.__file__).parent.rglob("*.py"))


def exists(keys: tuple[str, ...]) -> bool:
    """Whether the contract has such a value; `*` in it stands for the key of a mapping and the entry of a list."""
    alike = (path for path in PATHS if len(path) == len(keys))
    return any(all(part in ("*", key) for part, key in zip(path, keys, strict=True)) for path in alike)


def misspelt(source: str) -> Iterator[str]:
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    paths = (text for text in texts if isinstance(text, str) and LOOKS_LIKE_ONE.fullmatch(text))
    return (path for path in paths if not exists(tuple(path.split("."))))


def test_every_path_of_a_setting_is_in_the_contract() -> None:
    found = {str(file): bad for file in FILES if (bad := [*misspelt(file.read_text("utf-8"))])}
    assert found == {}


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ('rule(reads="response.targets")', []),
        ('rule(reads="response.target")', ["response.target"]),
        ('at = "centre.on_call.ack_min", "response.targets.P1.first_response_min"', []),
        ('at = "response.targets.P1.first_response"', ["response.targets.P1.first_response"]),
        ('open("site.yml"), "records.md", "no.setting"', []),
    ],
)
def test_a_misspelt_path_is_found(line: str, bad: list[str]) -> None:
    assert [*misspelt(line)] == bad
