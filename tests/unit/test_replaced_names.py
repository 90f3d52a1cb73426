"""Tests replace nothing of the program: they make the condition in files, or pass what the program is to use."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = sorted(Path(__file__).parents[1].rglob("*.py"))
REPLACING = ("setattr", "delattr", "setitem", "delitem", "patch", "object")
LEFT = {
    "test_demo_computed_keys.py": {"fields_for_mentors": "plants the fault that facts of assessed injects are not cut"},
    "test_building_again.py": {
        "seen_from": "plants the fault that digests leave the navigation out",
    },
    "test_release_cut_short.py": {"*": "plants the fault that a step of a release is left out"},
    "test_demo_page_differences.py": {"__getattribute__": "notes which settings a page reads"},
    "test_killed_commands.py": {
        "check_workspace": "each of hundreds of processes that are killed would check a workspace before it writes",
        "*": "each of them would make the schemas",
    },
}
"""File -> name that is replaced -> why there is no other way."""


def names_of_the_program(tree: ast.AST) -> set[str]:
    """The names by which a file of tests knows the program's modules, and what it imports from them."""
    names = {"immerse"}
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=imported) if module.split(".")[0] == "immerse":
                names |= {name.asname or name.name for name in imported}
            case ast.Import(names=imported):
                names |= {name.asname for name in imported if name.asname and name.name.startswith("immerse.")}
    return names


def root_of(node: ast.expr) -> str:
    """The name before the first dot of an expression, or of a path that is given as a text."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=str(path)):
            return path.split(".")[0]
        case ast.JoinedStr():
            return "immerse"  # a path that is put together: of whom, it does not say
    return ""


def replaced_names(source: str) -> Iterator[str]:
    """The names of the program that a file of tests replaces; `*` where the name is computed."""
    tree = ast.parse(source)
    own = names_of_the_program(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=call) | ast.Name(id=call), args=[target, *rest]):
                if call in REPLACING and root_of(target) in own:
                    yield _name(target if not rest or isinstance(target, ast.Constant) else rest[0])
            case ast.Assign(targets=[ast.Attribute(attr=name) as target]):
                if root_of(target) in own:
                    yield name


def _name(node: ast.expr) -> str:
    return node.value.split(".")[-1] if isinstance(node, ast.Constant) and isinstance(node.value, str) else "*"


def test_no_test_replaces_a_name_of_the_program_but_those_that_are_explained() -> None:
    replaced = {path.name: {*replaced_names(path.read_text("utf-8"))} for path in TESTS}
    assert len(replaced) > 100
    assert {file: names for file, names in replaced.items() if names} == {
        file: {*names} for file, names in LEFT.items()
    }


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ('from immerse.building import site\nmonkeypatch.setattr(site, "prepare", None)', "prepare"),
        ('monkeypatch.setattr("immerse.building.site.prepare", None)', "prepare"),
        ('monkeypatch.setattr(f"{module}.prepare", None)', "*"),
        ("from immerse.building import site\nfor name in names: patch.setattr(site, name, None)", "*"),
        ('import immerse.preview\nmonkeypatch.delattr(immerse.preview, "serve_client")', "serve_client"),
        ('import immerse.preview as shown\nmonkeypatch.setattr(shown, "serve_client", 1)', "serve_client"),
        ('from immerse.model.screening import SCREENS\nmonkeypatch.setitem(SCREENS, "x", 1)', "x"),
        ('with mock.patch("immerse.building.site.prepare"): pass', "prepare"),
        ('from immerse.building import site\nwith mock.patch.object(site, "prepare"): pass', "prepare"),
        ("from immerse.building import site\nsite.prepare = None", "prepare"),
    ],
)
def test_a_name_that_is_replaced_is_found(planted: str, name: str) -> None:
    assert list(replaced_names(planted)) == [name]


@pytest.mark.parametrize(
    "right",
    [
        'monkeypatch.setattr(os, "link", refuse)',
        'monkeypatch.setattr("sys.stdin", None)',
        "around.build = build",
        "from immerse.building import site\nassert site.prepare",
    ],
)
def test_what_is_not_of_the_program_is_left(right: str) -> None:
    assert list(replaced_names(right)) == []
