"""A type name has one meaning, and a file name is one noun, in every package and in the scripts of pages."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "generator" / "immerse"

SAME_NOUN = frozenset(
    [
        "agency",
        "book",
        "changes",
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
        "maps",
        "measures",
        "outcomes",
        "programme",
        "public_keys",
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
"""File names that several folders share because each folder's file is about the same thing."""

SCRIPTS = "theme/assets/immerse"
TWINS = {f"{SCRIPTS}/record": "records", f"{SCRIPTS}/sign": "signing"}
"""Folder of scripts -> the package that does the same in Python. A file name in both is one thing in two languages."""
OF_EACH_PAGE = ("page", "desk")
"""In a folder of scripts, `page.mjs` is what a page loads, and `desk.mjs` is the object that holds the page's parts."""
NAMED_FOR_ANOTHER = ("cli", f"{SCRIPTS}/words")
"""Folders whose files are named for a command, or for the page or package whose texts they contain."""


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
    """Names of files in two folders, where the folders of a pair of twins are one."""
    homes: dict[str, set[str]] = defaultdict(set)
    for path in [*package.rglob("*.py"), *package.rglob("*.mjs")]:
        folder, name = path.parent.relative_to(package).as_posix(), path.stem.replace("-", "_")
        is_of_each = name == "__init__" or (path.suffix == ".mjs" and name in OF_EACH_PAGE)
        if not is_of_each and not f"{folder}/".startswith(tuple(f"{other}/" for other in NAMED_FOR_ANOTHER)):
            homes[name].add(TWINS.get(folder, folder))
    return {name for name, folders in homes.items() if len(folders) > 1}


def test_a_type_name_has_one_meaning() -> None:
    assert types_with_two_homes(PACKAGE) == set()


def test_a_file_name_is_one_noun() -> None:
    assert files_with_two_homes(PACKAGE) - SAME_NOUN == set()


def test_a_planted_second_home_is_found(tmp_path: Path) -> None:
    for folder in ("planning", "roster", "cli"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").touch()
        (tmp_path / folder / "pages.py").write_text("class _Row: ...\n", "utf-8")
    assert types_with_two_homes(tmp_path) == set()
    assert files_with_two_homes(tmp_path) == {"pages"}
    (tmp_path / "roster" / "pages.py").rename(tmp_path / "roster" / "sheet.py")
    assert files_with_two_homes(tmp_path) == set()
    for file in ("planning/pages.py", "roster/sheet.py"):
        (tmp_path / file).write_text("class Row: ...\n", "utf-8")
    assert types_with_two_homes(tmp_path) == {"Row"}
    (tmp_path / "roster" / "sheet.py").write_text("ROWS = Row\nRow = dict[str, int]\n", "utf-8")
    assert types_with_two_homes(tmp_path) == {"Row"}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("signing/standing.py", "theme/assets/immerse/sign/standing.mjs", set()),
        ("model/standing.py", "theme/assets/immerse/sign/standing.mjs", {"standing"}),
        ("roster/one_part.py", "theme/assets/immerse/sign/one-part.mjs", {"one_part"}),
        ("theme/assets/immerse/sign/rules.mjs", "theme/assets/immerse/record/rules.mjs", {"rules"}),
        ("theme/assets/immerse/sign/page.mjs", "theme/assets/immerse/reading/page.mjs", set()),
        ("theme/assets/immerse/words/en/sign.mjs", "theme/assets/immerse/sign.mjs", set()),
    ],
)
def test_a_script_with_the_name_of_another_file_is_found(one: str, other: str, found: set[str], tmp_path: Path) -> None:
    for file in (one, other):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert files_with_two_homes(tmp_path) == found
