"""What a person begins with: a workspace, the parts that `immerse new` adds, the line that leads to a schema."""

from __future__ import annotations

from pathlib import Path

from command_line import Immerse
from schema_lines import assert_first_lines_resolve


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
