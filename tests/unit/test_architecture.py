"""Imports point down only, and each package keeps to its libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
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
    "signing": {"records", "model", "problems"},
    "lettering": {"model", "problems"},
    "loading": {"storage", "lettering", "model", "problems"},
    "clocks": {"model", "problems"},
    "texts": {"lettering", "model", "problems"},
    "metrics": {"texts", "model", "problems"},
    "expressions": {"clocks", "texts", "model", "problems"},
    "composing": {"metrics", "expressions", "texts", "model", "problems"},
    "deciding": {"expressions", "clocks", "model", "problems"},
    "checking": {"storage", "clocks", "metrics", "texts", "model", "problems"},
    "planning": {"metrics", "texts", "model", "problems"},
    "rendering": {"templating", "lettering", "expressions", "texts", "model", "problems"},
    "exporting": {"spreadsheets", "storage", "metrics", "lettering", "texts", "model", "problems"},
    "spreadsheets": {"problems"},
    "record_sheets": {"spreadsheets", "records", "model", "problems"},
    "roster": {
        "templating",
        "spreadsheets",
        "signing",
        "records",
        "planning",
        "rendering",
        "exporting",
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
    "queries": {"checking", "composing", "deciding", "expressions", "loading", "pipeline", "model", "problems"},
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
        "checking",
        "loading",
        "leaks",
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
    "markdown": {"hosts", "output", "upgrading"},
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


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return names


def forbidden_imports(package: Path) -> list[str]:
    """The imports of a package's files that point up or reach for a library that belongs to another package."""
    return [
        f"{path.relative_to(package)} imports {name}"
        for path in sorted(package.rglob("*.py"))
        for name in sorted(imported(path))
        if not _may_import(room_of(path, package), name)
    ]


def _may_import(room: str, name: str) -> bool:
    head, _, rest = name.partition(".")
    if head == "immerse" and rest:
        target = rest.split(".")[0]
        return target in {room, GROUND} | BELOW[room]
    return head not in ONLY_IN or room in ONLY_IN[head]


def test_imports_point_down_only() -> None:
    assert forbidden_imports(PACKAGE) == []


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


def loaded_by(*words: str) -> tuple[int, set[str]]:
    """The exit code of a command in this repository, and the names of all that it imported."""
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from immerse.cli import program\n"
        f"print(CliRunner().invoke(program, {[*words]}).exit_code, *sys.modules)\n"
    )
    root = PACKAGE.parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    exit_code, *names = done.stdout.split()
    return int(exit_code), set(names)


def test_check_never_loads_a_site_generator() -> None:
    code, names = loaded_by("check", "--on", "2026-12-01")
    heavy = {"mkdocs", "markdown", "typst", "xlsxwriter", "pypdfium2", "material", "joserfc", "cryptography"}
    assert (code, names & heavy) == (0, set())


def test_help_loads_no_model() -> None:
    code, names = loaded_by("--help")
    assert (code, names & {"immerse.model.base", "immerse.pipeline", "pydantic", "yaml", "jinja2"}) == (0, set())


def loaded_with(*modules: str) -> set[str]:
    """The names of all that these modules import."""
    code = f"import sys, {', '.join(modules)}\nprint(*sys.modules)\n"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parents[1], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


MODELS = {"immerse.model.base", "immerse.pipeline.source", "yaml"}
"""Loaded by what reads a workspace; they take longer than a look at a site that stands."""


def test_a_look_at_a_site_that_stands_loads_no_model() -> None:
    assert loaded_with("immerse.building.builder", "immerse.building.jobs") & MODELS == set()
    assert loaded_with("immerse.releasing.published") & MODELS == set()
    assert loaded_with("immerse.building.site") & MODELS == MODELS
