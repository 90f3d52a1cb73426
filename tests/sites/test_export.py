"""An export: the same pages in MkDocs, in Zensical and in our own build, and files that stay whose they are."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from built_pages import titles
from engines import COMMANDS, articles, built_by_engines, differences
from immerse.hosts.export import MARKER, export_site
from immerse.hosts.mkdocs_build import build_site
from immerse.model.page import NavItem
from immerse.output.html_page import read_page
from immerse.problems import ImmerseError
from looping import some
from rendered_site import EPOCH, SITE, page_of, with_page, with_pages
from typed_site import HEBREW, RICH


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same site by our own build, and its export by two engines."""
    folder = tmp_path_factory.mktemp("engines")
    export_site(RICH, folder / "export")
    build_site(RICH, folder / "own", offline=True, epoch=EPOCH)
    return {"own": folder / "own", **built_by_engines(folder / "export")}


@pytest.mark.parametrize("engine", COMMANDS)
def test_another_engine_builds_the_same_pages_of_an_export(built: dict[str, Path], engine: str) -> None:
    assert titles(built["own"]) == titles(built[engine])
    assert len(titles(built["own"])) == len(RICH.pages)
    assert differences(articles(built["own"]), articles(built[engine])) == []


def test_the_pages_that_are_compared_say_what_was_typed(built: dict[str, Path]) -> None:
    page = articles(built["own"])["typed.html"]
    assert [level for level, *_ in page.headings] == ["h1", "h2", "h3", "h2", "h2"]
    assert [way for *_, way in page.headings] == ["", "", "", "", "rtl"]
    assert page.contents == [
        ("#in-a-box", "*In* a `box`"),
        ("#typed--a-third-level-x-y", "A third level & {: .x #y } VALUE # *x*"),
        ("#linked", "Back [to](it)"),
        ("#from-right", HEBREW),
    ]
    assert "learn/tri/tri-l2.html#after-hours" in page.links
    for said in ("# {{ no heading }} ~~~ - x </code></pre>", "!!! Never", "[time]: [what]", "#outage =====", "x | y"):
        assert said in page.words


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('<div class="im-box" id="box">', '<div class="im-box" id="bo">', "ids"),
        ('<h3 id="typed--a', '<h4 id="typed--a', "headings"),
        (' dir="rtl"', "", "headings"),
        ("Never", "Nevermore", "words"),
        ('href="learn/tri/tri-l2.html#after-hours"', 'href="learn/tri/tri-l2/#after-hours"', "links"),
        ('<a href="#linked"', '<a href="#link"', "contents"),
    ],
)
def test_a_planted_difference_is_found(built: dict[str, Path], tmp_path: Path, old: str, new: str, part: str) -> None:
    html = (built["mkdocs"] / "typed.html").read_text("utf-8")
    assert old in html
    (tmp_path / "typed.html").write_text(
        html.replace(old, new).replace("</h3>", "</h4>" if "h4" in new else "</h3>"), "utf-8"
    )
    ours = {"typed.html": articles(built["own"])["typed.html"]}
    assert [found.split(": ")[1] for found in differences(ours, articles(tmp_path))] == [part]
    assert len(differences(articles(built["own"]), articles(tmp_path))) == len(RICH.pages)


def test_an_export_asks_no_other_host_for_anything(built: dict[str, Path]) -> None:
    for folder in built.values():
        for path in some(folder.rglob("*.html")):
            loaded = [link for tag, link in read_page(path.read_text("utf-8")).links if tag not in ("a", "link")]
            assert not [link for link in loaded if re.match(r"(https?:)?//", link)]
            assert "fonts.g" not in path.read_text("utf-8")


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
    new = {"index.md": page_of("New", "<p>Text</p>")}
    more = with_pages(new | {"learn/pl/pl-l1.md": page_of("More", "<p>Text</p>")})
    export_site(replace(more, nav=(*SITE.nav, NavItem("More", "learn/pl/pl-l1.md"))), tmp_path)
    assert (tmp_path / "docs" / "learn" / "pl").exists()
    export_site(with_pages(new), tmp_path)
    after = snapshot(tmp_path)
    assert before.keys() == after.keys()
    assert {name for name in after if after[name] != before[name]} == {"docs/index.md", "mkdocs.yml", MARKER}
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
