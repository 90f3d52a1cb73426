"""YAML and models: what is read, with which places, and how objections are worded."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import loading_cases
import pytest
import yaml
from immerse.loading.located import YamlMapping
from immerse.loading.strict_yaml import read_yaml
from immerse.loading.syntax import PARSER
from immerse.loading.validating import validate
from immerse.model.base import Node, Points
from immerse.model.lesson import Lesson
from immerse.model.text import Text
from immerse.problems import Location
from pydantic import model_validator
from pydantic_core import PydanticCustomError

EXAMPLE = loading_cases.BASE / "curriculum/basics/lessons/01-first-loaf.yml"


def test_plain_values_have_one_reading() -> None:
    source = b"a: true\nb: no\nc: 08:00\nd: 2027-01-01\ne: -3\nf: 0.5\ng: null\nh:\ni: 1.2.3\nj: '5'\nk: 0\nl: -\n"
    value, problems = read_yaml(source.replace(b"l: -\n", b""), "x.yml")
    assert problems == ()
    assert value == {
        "a": True, "b": "no", "c": "08:00", "d": "2027-01-01", "e": -3, "f": 0.5,
        "g": None, "h": None, "i": "1.2.3", "j": "5", "k": 0,
    }  # fmt: skip


def test_keys_are_text_and_everything_has_its_place() -> None:
    value, problems = read_yaml("1: [x, 2]\ntrue: {é: 'z'}\n".encode(), "x.yml")
    assert problems == () and isinstance(value, YamlMapping)
    assert value == {"1": ("x", 2), "true": {"é": "z"}}
    assert value.value_locations["1"] == Location("x.yml", 1, 4)
    assert value["1"].item_locations == (Location("x.yml", 1, 5), Location("x.yml", 1, 8))
    text = value["true"]["é"]
    assert isinstance(text, Text) and text.location == Location("x.yml", 2, 11) and text.raw == "'z'"


def test_columns_count_characters_and_lines_count_line_ends() -> None:
    value, _ = read_yaml("\ufeff'😀': é\r\nb: c\r\n".encode(), "x.yml")
    assert value.value_locations["😀"] == Location("x.yml", 1, 6)
    assert value.value_locations["b"] == Location("x.yml", 2, 4)


@pytest.mark.parametrize("depth", [1_000, 100_000, 500_000])
def test_depth_is_refused_before_it_costs_anything(depth: int) -> None:
    value, (problem,) = read_yaml(b"[" * depth, "x.yml")
    assert value is None and problem.location == Location("x.yml", 1, 41)


def test_an_alias_bomb_stays_small() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    value, problems = read_yaml(bomb.encode(), "x.yml")
    assert len(repr(value)) < 5_000 and len(problems) == 12 + 11 * 9


def test_both_builds_of_the_parser_read_and_refuse_the_same_files(tmp_path: Path) -> None:
    """The pure build stands in where libyaml is missing. It words syntax errors differently; the places may differ by
    a character inside an escape."""
    refused = 0
    for path in sorted(loading_cases.CASES.glob("*.yml")):
        case = loading_cases.read_case(path)
        if sum(change.get("times", 0) for change in case["changes"].values() if isinstance(change, dict)) > 10_000:
            continue
        root = loading_cases.make_workspace(tmp_path / path.stem, case["changes"])
        changed = (root / name for name in case["changes"] if name.endswith(".yml"))
        for source in (file.read_bytes() for file in changed if file.is_file()):
            of_libyaml, of_pure = (read_yaml(source, "x.yml", parser) for parser in (PARSER, yaml.SafeLoader))
            assert of_pure.value == of_libyaml.value, path.name
            lines = [[problem.location.line for problem in found.problems] for found in (of_libyaml, of_pure)]
            assert lines[0] == lines[1], path.name
            refused += bool(lines[0])
    assert PARSER is not yaml.SafeLoader and refused > 20


def test_a_model_keeps_the_places_of_its_texts() -> None:
    value, _ = read_yaml(EXAMPLE.read_bytes(), "l.yml")
    lesson, problems = validate(value, Lesson, "l.yml")
    assert problems == () and lesson is not None
    assert lesson.title.location == Location("l.yml", 2, 8)
    assert lesson.teaches[0].location == Location("l.yml", 6, 11)
    points: Points = lesson.objectives
    assert points[0].location == Location("l.yml", 8, 5)


class Oven(Node):
    """A model with what the programme's own do not have: a choice of types, and a rule over the whole."""

    heat: int | str | None = None
    doors: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _has_a_door(self) -> Self:
        if self.heat == 1:
            raise ValueError("an oven that is on needs a door")
        if self.heat == 2:
            raise PydanticCustomError("oven", "heat 2 is for {who} only", {"who": "pastry"})
        return self


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("heat: [1]", "o.yml:1:7: heat: expected a whole number or text, found a list [schema]"),
        ("heat: 0.5", "o.yml:1:7: heat: expected a whole number or text, found the number 0.5 [schema]"),
        ("doors: [1, two]", "o.yml:1:12: doors: expected a whole number, found text 'two' [schema]"),
        ("heat: 1", "o.yml:1:1: an oven that is on needs a door [schema]"),
        ("heat: 2", "o.yml:1:1: heat 2 is for pastry only [schema]"),
        ("5: x", "o.yml:1:1: unknown key '5' [schema]"),
        (
            f"heat: {{{'x' * 1000}: 1}}",
            "o.yml:1:7: heat: expected a whole number or text, found keys with values [schema]",
        ),
        (f"{'x' * 1000}: 1", f"o.yml:1:1: unknown key '{'x' * 40}...' [schema]"),
    ],
)
def test_any_objection_of_a_model_is_worded_and_placed(source: str, expected: str) -> None:
    value, _ = read_yaml(source.encode(), "o.yml")
    oven, (problem,) = validate(value, Oven, "o.yml")
    assert oven is None and str(problem).split("\n")[0] == expected


def test_a_problem_never_fills_the_screen() -> None:
    value, _ = read_yaml(EXAMPLE.read_bytes().replace(b"id: rising", b"id: " + b"X" * 100_000), "l.yml")
    _, (problem,) = validate(value, Lesson, "l.yml")
    assert len(problem.message) < 500 and "must be 1 to 64 lower-case letters" in problem.message
