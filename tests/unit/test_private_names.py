"""Tests reach the program by its public names: they read, import and replace no private one."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = sorted(Path(__file__).parents[1].rglob("*.py"))
OWN = ("self", "cls")
OF_TUPLES = ("_replace", "_asdict", "_fields")


def is_private(name: object) -> bool:
    return isinstance(name, str) and name.startswith("_") and not name.startswith("__")


def private_names(source: str) -> Iterator[str]:
    """The private names of others that a test reaches."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("immerse"):
                yield from (one.name for one in names if is_private(one.name))
            case ast.Attribute(value=holder, attr=name) if is_private(name) and name not in OF_TUPLES:
                if not (isinstance(holder, ast.Name) and holder.id in (*OWN, *sys.stdlib_module_names)):
                    yield name
            case ast.Call(func=ast.Attribute(attr="setattr"), args=[ast.Constant(value=str(path)), *_]):
                yield from filter(is_private, path.split("."))
            case ast.Call(func=ast.Attribute(attr="setattr"), args=[holder, ast.Constant(value=name), *_]):
                if is_private(name) and getattr(holder, "id", "") not in sys.stdlib_module_names:
                    yield name


def test_no_test_reaches_a_private_name() -> None:
    found = {path.name: list(private_names(path.read_text("utf-8"))) for path in TESTS}
    assert len(found) > 100 and {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "from immerse.storage.store import _key_in",
        "assert store._waiting == []",
        "carrying.build()._unpacked.clear()",
        'monkeypatch.setattr(placing, "_exchange", None)',
        'monkeypatch.setattr("immerse.upgrading._remaining", None)',
    ],
)
def test_a_private_name_that_is_planted_is_found(planted: str) -> None:
    assert len(list(private_names(planted))) == 1


@pytest.mark.parametrize("right", ["self._way = 1", "place._replace(line=3)", "os._exit(1)", "a.__dict__"])
def test_what_is_a_tests_own_or_pythons_is_left(right: str) -> None:
    assert list(private_names(right)) == []
