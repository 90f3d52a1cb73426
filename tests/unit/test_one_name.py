"""One type name has one meaning, and one file name is one noun, wherever in the package it stands."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "generator" / "immerse"

SAME_NOUN = frozenset(
    [
        "agency",
        "book",
        "characters",
        "client",
        "cohort",
        "coverage",
        "crisis",
        "days",
        "digests",
        "fonts",
        "identity",
        "ids",
        "languages",
        "limits",
        "load",
        "measures",
        "outcomes",
        "programme",
        "records",
        "references",
        "release",
        "rotation",
        "schema",
        "signers",
        "signoff",
        "signoff_rules",
        "site",
        "tasks",
    ]
)
"""File names that several rooms share because each room's file is about the same thing."""


def types_with_two_homes(package: Path) -> set[str]:
    homes: dict[str, set[Path]] = defaultdict(set)
    for path in package.rglob("*.py"):
        for name in filter(None, map(type_name, ast.parse(path.read_text("utf-8")).body)):
            homes[name].add(path)
    return {name for name, paths in homes.items() if len(paths) > 1}


def type_name(node: ast.stmt) -> str:
    """The public type that a statement defines: a class, or an alias like `Facts = Mapping[str, Any]`."""
    if isinstance(node, ast.ClassDef):
        name = node.name
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = (
            node.targets[0].id if isinstance(node.value, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute) else ""
        )
    else:
        name = ""
    return name if name[:1].isupper() and not name.isupper() else ""


def files_with_two_homes(package: Path) -> set[str]:
    """Names of files in two rooms; a file of the command line is named for its command."""
    homes: dict[str, set[Path]] = defaultdict(set)
    for path in package.rglob("*.py"):
        if path.stem != "__init__" and path.relative_to(package).parts[0] != "cli":
            homes[path.stem].add(path)
    return {name for name, paths in homes.items() if len(paths) > 1}


def test_a_type_name_has_one_meaning() -> None:
    assert types_with_two_homes(PACKAGE) == set()


def test_a_file_name_is_one_noun() -> None:
    assert files_with_two_homes(PACKAGE) - SAME_NOUN == set()


def test_a_planted_second_home_is_found(tmp_path: Path) -> None:
    for room in ("planning", "roster", "cli"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
        (tmp_path / room / "pages.py").write_text("class _Row: ...\n", "utf-8")
    assert types_with_two_homes(tmp_path) == set()
    assert files_with_two_homes(tmp_path) == {"pages"}
    (tmp_path / "roster" / "pages.py").rename(tmp_path / "roster" / "sheet.py")
    assert files_with_two_homes(tmp_path) == set()
    for file in ("planning/pages.py", "roster/sheet.py"):
        (tmp_path / file).write_text("class Row: ...\n", "utf-8")
    assert types_with_two_homes(tmp_path) == {"Row"}
    (tmp_path / "roster" / "sheet.py").write_text("ROWS = Row\nRow = dict[str, int]\n", "utf-8")
    assert types_with_two_homes(tmp_path) == {"Row"}
