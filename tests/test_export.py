"""An export: the same pages in MkDocs, in Zensical and in our own build, and files that stay whose they are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from built_pages import page_texts, titles
from immerse.hosts.export import MARKER, export_site
from immerse.hosts.mkdocs_build import build_site
from immerse.output.html_page import read_page
from immerse.problems import ImmerseError
from rendered_site import EPOCH, SITE, with_page, with_pages


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same export, built by two engines as their users would."""
    folder = tmp_path_factory.mktemp("engines") / "export"
    export_site(SITE, folder)
    tools = Path(sys.executable).parent
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    for command in (["mkdocs", "build", "--strict", "-d", "mkdocs-site"], ["zensical", "build", "--strict"]):
        done = subprocess.run(
            [tools / command[0], *command[1:]], cwd=folder, capture_output=True, text=True, env=environment
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return {"mkdocs": folder / "mkdocs-site", "zensical": folder / "site"}


def test_mkdocs_and_zensical_build_the_same_pages(engines: dict[str, Path]) -> None:
    assert titles(engines["mkdocs"]) == titles(engines["zensical"])
    assert len(titles(engines["mkdocs"])) == len(SITE.markdown)
    for name in titles(engines["mkdocs"]):
        assert page_texts(engines["mkdocs"], name) == page_texts(engines["zensical"], name)


def test_an_export_asks_no_other_host_for_anything(engines: dict[str, Path]) -> None:
    for folder in engines.values():
        for path in folder.rglob("*.html"):
            loaded = [link for tag, link in read_page(path.read_text("utf-8")).links if tag not in ("a", "link")]
            assert not [link for link in loaded if re.match(r"(https?:)?//", link)]
            assert "fonts.g" not in path.read_text("utf-8")


def test_our_own_build_shows_the_same_pages_as_the_export(engines: dict[str, Path], tmp_path: Path) -> None:
    build_site(SITE, tmp_path / "site", offline=False, epoch=EPOCH)
    assert titles(tmp_path / "site") == titles(engines["mkdocs"])


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_export_again_changes_what_changed_and_nothing_else(tmp_path: Path) -> None:
    export_site(SITE, tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("mine")
    before = snapshot(tmp_path)
    changed = with_pages({"index.md": "# New\n\nText\n", "learn/pl/pl-l1.md": "# More\n\nText\n"})
    export_site(changed, tmp_path)
    export_site(with_pages({"index.md": "# New\n\nText\n"}), tmp_path)
    after = snapshot(tmp_path)
    assert before.keys() == after.keys()
    assert {name for name in after if after[name] != before[name]} == {"docs/index.md", MARKER}
    assert not (tmp_path / "docs" / "learn" / "pl").exists()


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (
            lambda folder: (folder.mkdir(), (folder / "thesis.txt").write_text("mine")),
            "files that immerse did not write",
        ),
        (lambda folder: folder.write_text("mine"), "is not a folder"),
        (lambda folder: (folder.mkdir(), (folder / MARKER).write_text("{")), "is damaged"),
    ],
)
def test_an_export_into_something_else_is_refused(tmp_path: Path, prepare: Any, message: str) -> None:
    prepare(tmp_path / "out")
    before = snapshot(tmp_path)
    with pytest.raises(ImmerseError, match=message):
        export_site(SITE, tmp_path / "out")
    assert snapshot(tmp_path) == before


def test_an_export_does_not_write_or_delete_outside_its_folder(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x").write_text("mine")
    folder.mkdir()
    (folder / MARKER).write_text('{"files": ["../elsewhere/x", "/etc/x", "docs/../../elsewhere/x"]}')
    export_site(SITE, folder)
    assert (elsewhere / "x").read_text() == "mine"
    (folder / "docs" / "learn").rename(folder / "kept")
    (folder / "docs" / "learn").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(ImmerseError, match="is a symbolic link"):
        export_site(with_page("changed"), folder)
    assert [path.name for path in elsewhere.iterdir()] == ["x"]
