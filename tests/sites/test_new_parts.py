"""What a person begins with: a workspace, the parts that `immerse new` adds, the line that leads to a schema."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.loading.custom_settings import load_custom_settings
from immerse.loading.file_kinds import KINDS, content_files, kind_of
from immerse.loading.schemas import first_line, schema_file
from site_fixtures import REPOSITORY


def test_a_workspace_is_not_made_where_something_is(workspace: Path, immerse: Immerse) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    done = immerse("init", workspace)
    assert (done.code, done.out) == (2, "")
    assert (
        "is not empty (it contains a workspace); name a new folder, so that nothing of yours is overwritten" in done.err
    )
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_a_new_workspace_names_its_files_and_what_to_do_next(tmp_path: Path, immerse: Immerse) -> None:
    done = immerse("init", tmp_path / "agency")
    assert done.code == 0
    assert {Path(line) for line in done.out.splitlines()} == {
        path for path in (tmp_path / "agency").rglob("*") if path.is_file()
    }
    assert "immerse build" in done.err


def assert_first_lines_resolve(root: Path) -> None:
    """Every file of the workspace begins with a line that leads to the schema of its kind."""
    for path in content_files(root):
        with (root / path).open(encoding="utf-8") as file:
            head = file.readline()
        assert head == first_line(path), path
        target = (root / path).parent / head.removeprefix("# yaml-language-server: $schema=").rstrip("\n")
        assert target.resolve() == (root / "schema" / f"{kind_of(path)}.json").resolve()
        assert target.read_text("utf-8") == schema_file(kind_of(path), load_custom_settings(root)[0])


def test_our_own_files_lead_an_editor_to_schemas_of_today() -> None:
    assert_first_lines_resolve(REPOSITORY)
    assert {path.name for path in (REPOSITORY / "schema").iterdir()} == {
        f"{kind}.json" for kind in (*KINDS, "record", "event")
    }


def test_a_skeleton_passes_the_check_in_our_own_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse
) -> None:
    for folder in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for kind, id in (("lesson", "TRI-L7"), ("lesson", "CRI-L7"), ("module", "NET"), ("playbook", "PB-13")):
        done = immerse("new", kind, id)
        assert (done.code, done.err) == (0, "")
        assert all(Path(line).is_file() for line in done.out.splitlines())
    assert {path.name for path in Path("schema").iterdir()} == {f"{kind}.json" for kind in NEEDED}
    checked = immerse("check", "--on", "2026-12-01")
    assert (checked.code, checked.out) == (0, "")
    assert immerse("fmt", "--check").code == 0


NEEDED = ("curriculum", "module", "lesson", "drills", "checks", "playbook")
NEW = (("client", "bay-line"), ("module", "NET"), ("lesson", "FST-L2"), ("lesson", "NET-L2"), ("playbook", "PB-13"))


def test_every_skeleton_passes_the_check_alone_and_together(workspace: Path, immerse: Immerse) -> None:
    for kind, id in NEW:
        done = immerse("new", kind, id)
        assert done.code == 0, done.err
        assert all(Path(line).is_file() for line in done.out.splitlines())
        checked = immerse("check")
        assert (checked.code, checked.out) == (0, ""), (kind, id)
        ordered = immerse("fmt", "--check")
        assert (ordered.code, ordered.out) == (0, ""), (kind, id)
        assert_first_lines_resolve(workspace)
    built = immerse("build", "--client", "bay-line", "--draft", "--view", "mentor")
    assert built.code == 0, built.err
    pages = {path.parent.name for path in (workspace / "site" / "bay-line" / "mentor").rglob("index.html")}
    assert {"net", "net-l1", "net-l2", "fst-l2", "pb-13"} <= pages
