"""Commands that change files of an author one after the other: a kill at any change leaves the old or the new ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from immerse.cli import program
from immerse.output.writing import write_whole
from site_fixtures import starter
from test_written_whole import contents, is_unfinished, killed_at

COMMANDS = {
    "fmt": ["fmt"],
    "schema": ["schema", "--out", "schema"],
    "coverage": ["coverage", "--format", "csv", "--out", "coverage.csv", "--on", "2026-12-01"],
    "matrix": ["matrix", "--format", "csv", "--out", "matrix.csv"],
}


def out_of_order(root: Path) -> dict[str, bytes]:
    """The starter with three files that `fmt` and `schema` change, and tables that are there already."""
    starter(root)
    for name in ("01-who-is-speaking.yml",):
        path = root / "curriculum" / "first-steps" / "lessons" / name
        first, id, *rest = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join([first, *rest]) + id, "utf-8")
    for name in ("schema/lesson.json", "schema/policy.json", "coverage.csv", "matrix.csv"):
        (root / name).write_text("old", "utf-8")
    return contents(root)


def run(root: Path, words: list[str]) -> Callable[[], object]:
    return lambda: CliRunner().invoke(program, ["-C", str(root), *words], catch_exceptions=False)


@pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_kill_at_any_change_leaves_the_old_file_or_the_new_one(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "agency"
    before = out_of_order(root)
    monkeypatch.chdir(root)
    run(root, COMMANDS[name])()
    after = contents(root)
    changed = [path for path in after if after[path] != before.get(path)]
    assert changed
    for number in range(1, 99):
        shutil.rmtree(root)
        for path, content in before.items():
            write_whole(root / path, content)
        os.chdir(root)
        if not killed_at(number, root, run(root, COMMANDS[name])):
            break
        found = {path: content for path, content in contents(root).items() if not is_unfinished(path)}
        assert found.keys() >= before.keys() - {""}, number
        for path, content in found.items():
            assert content in (before.get(path), after.get(path)), (number, path)
    assert 2 < number < 98
    assert contents(root) == after
