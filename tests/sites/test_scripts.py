"""The modules of the pages: types, style and unit tests (`tests/scripts`), all by deno and without the network."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from deno import find_deno_bin
from immerse.model.site_view import View
from site_fixtures import REPOSITORY, STARTER_CLIENT, Sites

OFFLINE = ("--no-remote", "--no-npm", "--no-lock")
CONFIG = ("--config", str(REPOSITORY / "deno.json"))


def deno(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """One command of deno in the repository, without network and colours."""
    return subprocess.run(
        [find_deno_bin(), *map(str, command)],
        cwd=REPOSITORY,
        env=os.environ | {"DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=240,
    )


IMPORTED = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["'](\.[^"']+)["']""")


def test_every_module_that_a_module_of_a_site_asks_for_is_in_the_site(starter_sites: Sites) -> None:
    for view in View:
        modules = sorted((starter_sites.folder(STARTER_CLIENT, view) / "assets" / "immerse").rglob("*.mjs"))
        asked = [(one, one.parent / found) for one in modules for found in IMPORTED.findall(one.read_text("utf-8"))]
        assert len(asked) > len(modules) > 40
        assert [f"{one.name} asks for {found.name}" for one, found in asked if not found.is_file()] == []


def test_the_unit_tests_of_the_modules_pass() -> None:
    run = deno("test", *OFFLINE, "--cached-only", "--no-check", "tests/scripts")
    assert run.returncode == 0, run.stdout + run.stderr
    files = sorted(path.name for path in (REPOSITORY / "tests" / "scripts").glob("*.test.mjs"))
    assert files and all(f"/{name}\n" in run.stdout for name in files)


def test_a_module_whose_test_fails_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.test.mjs"
    planted.write_text('import { test } from "node:test";\ntest("planted", () => { throw new Error("planted"); });\n')
    run = deno("test", *OFFLINE, "--cached-only", "--no-check", planted)
    assert run.returncode == 1 and "1 failed" in run.stdout


WRONG = {
    "argument": ("/** @param {string} word */\nexport const size = (word) => word.length;\nsize(1);\n", "TS2345"),
    "untyped": ("export const size = (word) => word.length;\n", "TS7006"),
    "nothing": ("export const title = document.querySelector('h1').textContent;\n", "TS2531"),
}


def test_modules_with_wrong_types_are_refused(tmp_path: Path) -> None:
    for name, (module, _) in WRONG.items():
        (tmp_path / f"{name}.mjs").write_text(module)
    run = deno("check", *OFFLINE, *CONFIG, tmp_path)
    assert run.returncode == 1
    for name, (_, fault) in WRONG.items():
        assert re.search(rf"{fault} (?:(?!TS).)*/{name}\.mjs", run.stderr, re.S), run.stderr


def test_a_module_from_elsewhere_is_refused(tmp_path: Path) -> None:
    planted = tmp_path / "planted.mjs"
    planted.write_text('export { test } from "https://deno.land/testing.mjs";\n')
    run = deno("check", *OFFLINE, *CONFIG, planted)
    assert run.returncode == 1 and "--no-remote" in run.stderr, run.stderr


def test_a_module_with_a_slip_is_refused(tmp_path: Path) -> None:
    planted = tmp_path / "planted.mjs"
    planted.write_text("let count = 1;\nexport const twice = () => 2 * count;\n")
    run = deno("lint", *CONFIG, planted)
    assert run.returncode == 1 and "prefer-const" in run.stderr, run.stderr
