"""Imports point down only, and each package keeps to its libraries."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "generator" / "immerse"
TESTS = Path(__file__).parents[1]

GROUND = "words"
"""The package that every other may import, and that imports none."""

BELOW: dict[str, set[str]] = {
    GROUND: set(),
    "problems": set(),
    "storage": {"problems"},
    "model": {"problems"},
    "records": {"model", "problems"},
    "signing": {"records", "model"},
    "lettering": {"model", "problems"},
    "loading": {"storage", "lettering", "model", "problems"},
    "clocks": {"model", "problems"},
    "texts": {"lettering", "model"},
    "metrics": {"texts", "model"},
    "expressions": {"clocks", "texts", "model", "problems"},
    "composing": {"metrics", "expressions", "texts", "model", "problems"},
    "deciding": {"expressions", "clocks", "model", "problems"},
    "checking": {"storage", "clocks", "texts", "model", "problems"},
    "planning": {"metrics", "texts", "model", "problems"},
    "rendering": {"templating", "lettering", "expressions", "texts", "model", "problems"},
    "exporting": {"spreadsheets", "storage", "metrics", "lettering", "texts", "model", "problems"},
    "spreadsheets": {"problems"},
    "record_sheets": {"spreadsheets", "records", "problems"},
    "roster": {
        "templating",
        "spreadsheets",
        "signing",
        "records",
        "planning",
        "rendering",
        "model",
        "problems",
    },
    "papers": {"roster", "signing", "records", "exporting", "model", "problems"},
    "theme": set(),
    "templating": {"storage"},
    "leaks": {"storage", "loading", "model", "problems"},
    "pipeline": {
        "storage",
        "leaks",
        "lettering",
        "loading",
        "composing",
        "expressions",
        "deciding",
        "checking",
        "planning",
        "rendering",
        "exporting",
        "model",
        "problems",
    },
    "output": {"storage", "templating", "leaks", "texts", "model", "problems"},
    "hosts": {"storage", "templating", "leaks", "output", "pipeline", "model", "problems"},
    "preview": {"storage", "templating", "hosts", "pipeline", "loading", "model", "problems"},
    "starting": {"composing", "loading", "output", "model", "problems"},
    "questionnaire": {"templating", "spreadsheets", "composing", "output", "loading", "model", "problems"},
    "queries": {"composing", "deciding", "expressions", "loading", "pipeline", "model", "problems"},
    "enrolling": {"checking", "loading", "output", "model", "problems"},
    "building": {"storage", "hosts", "leaks", "output", "pipeline", "loading", "model", "problems"},
    "releasing": {
        "templating",
        "questionnaire",
        "storage",
        "building",
        "exporting",
        "pipeline",
        "output",
        "planning",
        "rendering",
        "composing",
        "loading",
        "texts",
        "model",
        "problems",
    },
    "upgrading": {"storage", "pipeline", "output", "loading", "texts", "model", "problems"},
    "cli": {
        "queries",
        "enrolling",
        "records",
        "signing",
        "record_sheets",
        "roster",
        "papers",
        "storage",
        "questionnaire",
        "upgrading",
        "building",
        "releasing",
        "preview",
        "starting",
        "hosts",
        "output",
        "pipeline",
        "exporting",
        "checking",
        "loading",
        "model",
        "problems",
    },
    "__main__": {"cli"},
    "__init__": set(),
}
"""Package -> what it may import. Six packages, and exporting beside them, never import each other. Composing and
deciding share the language (expressions), which imports the clocks;
all that show or judge an author's text import texts.
"""

ONLY_IN: dict[str, set[str]] = {
    "yaml": {"loading", "hosts"},
    "click": {"cli"},
    "mkdocs": {"hosts"},
    "markdown": {"upgrading"},
    "markdown_it": {"texts"},
    "mdit_py_plugins": {"texts"},
    "linkify_it": {"texts"},
    "nh3": {"output", "loading"},
    "selectolax": {"output"},
    "typst": {"exporting"},
    "xlsxwriter": {"spreadsheets"},
    "pypdfium2": {"leaks"},
    "ahocorasick_rs": {"leaks", "checking"},
    "spellchecker": {"leaks"},
    "openpyxl": {"spreadsheets", "questionnaire", "record_sheets"},
    "holidays": {"clocks", GROUND},
    "babel": {GROUND, "lettering"},
    "watchdog": {"preview"},
    "icalendar": {"records"},
    "joserfc": {"signing"},
    "cryptography": {"signing"},
    "distributed": {"building"},
    "segno": {"papers"},
}


def room_of(path: Path, package: Path = PACKAGE) -> str:
    first = path.relative_to(package).parts[0]
    return first.removesuffix(".py")


def imported(path: Path, package: Path = PACKAGE) -> set[str]:
    """The modules that a file imports, and the libraries whose files it reads."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = module_of(node, path, package)
            rooms = {alias.name for alias in node.names} & BELOW.keys() if module == "immerse" else set()
            names |= {f"immerse.{room}" for room in rooms} or {module}
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "files" and node.args:
            library = getattr(node.args[0], "value", "")
            names |= {library} & ONLY_IN.keys()
    return names


def module_of(node: ast.ImportFrom, path: Path, package: Path) -> str:
    """The module from which a statement imports, as an absolute name."""
    folders = ["immerse", *path.relative_to(package).parts[:-1]] if node.level else []
    start = folders[: len(folders) - node.level + 1]
    return ".".join([*start, *filter(None, [node.module])])


def forbidden_imports(package: Path) -> list[str]:
    """The imports of a package's files that point up or reach for a library that belongs to another package."""
    return [
        f"{path.relative_to(package)} imports {name}"
        for path in sorted(package.rglob("*.py"))
        for name in sorted(imported(path, package))
        if not _may_import(room_of(path, package), name)
    ]


def _may_import(room: str, name: str) -> bool:
    head, _, rest = name.partition(".")
    if head == "immerse" and rest:
        target = rest.split(".")[0]
        return target in {room, GROUND} | BELOW[room]
    return head not in ONLY_IN or room in ONLY_IN[head]


def unused_permissions(package: Path, below: Mapping[str, set[str]], only_in: Mapping[str, set[str]]) -> list[str]:
    """What a package may import, and no file of it imports."""
    used: dict[str, set[str]] = defaultdict(set)
    for path in package.rglob("*.py"):
        for name in imported(path, package):
            head, _, rest = name.partition(".")
            used[room_of(path, package)].add(rest.split(".")[0] if head == "immerse" else head)
    permissions = [(room, target) for room, targets in below.items() for target in targets]
    permissions += [(room, library) for library, rooms in only_in.items() for room in rooms]
    return sorted(f"{room} never imports {target}" for room, target in permissions if target not in used[room])


def test_imports_point_down_only() -> None:
    assert forbidden_imports(PACKAGE) == []


def test_every_permission_is_used() -> None:
    assert unused_permissions(PACKAGE, BELOW, ONLY_IN) == []


def test_a_planted_unused_permission_is_found(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "base.py").write_text("import yaml\nfrom immerse.problems import Problem\n", "utf-8")
    below, only_in = {"model": {"problems", "storage"}}, {"yaml": {"model"}, "click": {"model"}}
    assert unused_permissions(tmp_path, below, only_in) == ["model never imports click", "model never imports storage"]


def test_every_room_is_listed() -> None:
    rooms = {room_of(path) for path in PACKAGE.rglob("*.py")}
    assert rooms <= BELOW.keys()


def test_a_planted_upward_import_is_caught(tmp_path: Path) -> None:
    text = (PACKAGE / "model" / "text.py").read_text("utf-8")
    (tmp_path / "model").mkdir()
    planted = tmp_path / "model" / "text.py"
    planted.write_text(text, "utf-8")
    assert forbidden_imports(tmp_path) == []
    planted.write_text(f"{text}\nfrom immerse.loading import load_client\n\n\ndef late():\n    import click\n", "utf-8")
    assert forbidden_imports(tmp_path) == ["model/text.py imports click", "model/text.py imports immerse.loading"]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("from immerse import __version__, cli", "immerse.cli"),
        ("from .. import cli", "immerse.cli"),
        ("from ..cli.options import View", "immerse.cli.options"),
        ('words = files("spellchecker")', "spellchecker"),
    ],
)
def test_a_planted_import_in_another_form_is_caught(tmp_path: Path, statement: str, name: str) -> None:
    (tmp_path / "model").mkdir()
    planted = tmp_path / "model" / "text.py"
    planted.write_text("from . import base\nfrom .ids import Id\nfrom .. import __version__\n", "utf-8")
    assert forbidden_imports(tmp_path) == []
    planted.write_text(f"{statement}\n", "utf-8")
    assert forbidden_imports(tmp_path) == [f"model/text.py imports {name}"]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno + 1 <= 40, node.name


def test_files_of_tests_stay_small() -> None:
    long = [path.name for path in TESTS.rglob("*.py") if path.read_text("utf-8").count("\n") > 300]
    assert long == []


def test_no_test_imports_another_test() -> None:
    names = {path.stem for path in TESTS.rglob("test_*.py")}
    assert {path.stem: imported(path) & names for path in TESTS.rglob("*.py") if imported(path) & names} == {}


def test_every_test_lies_in_a_folder_of_its_kind() -> None:
    assert {path.parent.name for path in TESTS.rglob("test_*.py")} == {"unit", "golden", "sites", "browser"}
