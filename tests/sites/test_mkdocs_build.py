"""A build by MkDocs inside this process: what it says, what it leaves behind, what it never lets through."""

from __future__ import annotations

import json
import logging
import os
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from engines import articles
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.theme_files import BuildTheme
from immerse.model.page import Heading, Html, NavItem
from immerse.output.dead_links import crawled, dead_links
from immerse.output.html_page import read_page
from immerse.output.sanitizer import LARGEST_PAGE
from immerse.problems import ContentProblems, ImmerseError
from jinja2 import FileSystemLoader
from mkdocs.theme import Theme
from rendered_site import EPOCH, LESSON, SITE, page_of, with_page, with_pages


def test_a_build_leaves_the_environment_and_the_log_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    logger = logging.getLogger("mkdocs")
    before = (logger.level, logger.propagate, list(logger.handlers))
    build_site(SITE, tmp_path / "site", offline=False, epoch=EPOCH)
    with pytest.raises(ContentProblems):
        bad = replace(SITE, nav=(*SITE.nav, NavItem("X", "nowhere.md")))
        build_site(bad, tmp_path / "other", offline=False, epoch=EPOCH)
    assert "SOURCE_DATE_EPOCH" not in os.environ
    assert (logger.level, logger.propagate, list(logger.handlers)) == before


def test_a_build_says_all_warnings_of_the_engine_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentProblems) as caught:
        nav = (*SITE.nav, NavItem("A", "no.md"), NavItem("B", "/abs"), NavItem("C", "no-such"))
        build_site(replace(SITE, nav=nav), tmp_path / "site", offline=False, epoch=EPOCH)
    in_nav = "is included in the 'nav' configuration, which"
    assert [problem.message for problem in caught.value.problems] == [
        f"A reference to 'no-such' {in_nav} is not found in the documentation files",
        f"A reference to 'no.md' {in_nav} is not found in the documentation files",
        f"An absolute path to '/abs' {in_nav} presumably points to an external resource",
    ]


@pytest.mark.parametrize("link", ["page:learn/no.md", "no/", "/abs", "page:index.md#no", "#no"])
def test_a_link_that_leads_nowhere_is_found_on_the_finished_page(tmp_path: Path, link: str) -> None:
    folder = tmp_path / "site"
    build_site(with_page(f'<p><a href="{link}">x</a></p>'), folder, offline=False, epoch=EPOCH)
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {name: crawled(read_page((folder / name).read_text("utf-8"))) for name in files if name.endswith(".html")}
    ((page, _),) = dead_links(pages, files, base="/")
    assert page == "learn/tri/tri-l2/index.html"


def test_a_build_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    build_site(SITE, tmp_path / "site", offline=False, epoch=EPOCH)
    assert capfd.readouterr() == ("", "")


def test_a_build_keeps_nothing_of_the_site_before(tmp_path: Path) -> None:
    more = replace(SITE, nav=(*SITE.nav, NavItem("S", "secret.md")))
    secret = with_pages({"secret.md": page_of("Secret", "<p>x</p>")}, more)
    build_site(secret, tmp_path / "a", offline=False, epoch=EPOCH)
    build_site(SITE, tmp_path / "b", offline=False, epoch=EPOCH)
    build_site(SITE, tmp_path / "c", offline=False, epoch=EPOCH)
    assert "secret" not in (tmp_path / "b" / "search" / "search_index.json").read_text()
    assert {path.relative_to(tmp_path / "b") for path in (tmp_path / "b").rglob("*")} == {
        path.relative_to(tmp_path / "c") for path in (tmp_path / "c").rglob("*")
    }


def test_an_offline_build_has_no_folder_addresses(tmp_path: Path) -> None:
    build_site(SITE, tmp_path / "site", offline=True, epoch=EPOCH)
    assert (tmp_path / "site" / "learn" / "tri" / "tri-l2.html").is_file()
    assert "unpkg" not in (tmp_path / "site" / "index.html").read_text()


@pytest.mark.parametrize(("epoch", "message"), [(-1, "must be 0 or more seconds")])
def test_a_wrong_time_is_refused_before_anything_is_written(tmp_path: Path, epoch: int, message: str) -> None:
    with pytest.raises(ImmerseError, match=message):
        build_site(SITE, tmp_path / "site", offline=False, epoch=epoch)
    assert not (tmp_path / "site").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("live")
    with pytest.raises(ImmerseError, match="is not empty"):
        build_site(SITE, tmp_path, offline=False, epoch=EPOCH)
    assert (tmp_path / "index.html").read_text() == "live"


RUNS = (
    '<p onclick="alert(1)">Said</p>\n<script>alert(1)</script>\n<style>p { color: red }</style>\n'
    '<p><a href="javascript:alert(1)">x</a> <img src=x onerror=alert(1)> '
    "<code>&lt;script&gt;shown&lt;/script&gt;</code></p>"
)
TYPED = 'A <img src=x onerror=alert(1)> b {: onclick="alert(1)" } & *c* `d`'


class Running(HTMLParser):
    """Elements and attributes that a browser would run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or "javascript:" in (value or ""):
                self.found.append(name)


def test_what_runs_is_gone_from_the_page_the_search_index_and_the_contents(tmp_path: Path) -> None:
    assert Running(RUNS).found == ["onclick", "script", "style", "href", "onerror"]
    heading = Heading(2, "typed", TYPED)
    site = with_pages({"learn/tri/tri-l2.md": replace(LESSON, parts=(*LESSON.parts, heading, Html(RUNS)))})
    build_site(site, tmp_path / "site", offline=False, epoch=EPOCH)
    page = articles(tmp_path / "site")["learn/tri/tri-l2/index.html"]
    html = (tmp_path / "site" / "learn" / "tri" / "tri-l2" / "index.html").read_text("utf-8")
    found = re.search(r"<article.*?</article>", html, re.DOTALL)
    assert found and Running(found[0]).found == []
    assert page.headings[-1][:3] == ("h2", "typed", TYPED)
    assert page.contents[-1] == ("#typed", TYPED)
    assert page.words.endswith("Said x <script>shown</script>")
    index = json.loads((tmp_path / "site" / "search" / "search_index.json").read_text("utf-8"))
    (entry,) = (one for one in index["docs"] if one["location"].endswith("#typed"))
    assert Running(entry["title"] + entry["text"]).found == []
    assert unescape(entry["title"]) == TYPED
    assert "&lt;script&gt;shown" in entry["text"]


def test_a_title_cannot_reach_the_theme_as_markup(tmp_path: Path) -> None:
    bad = '"><script>alert(1)</script>'
    build_site(with_pages({"checklist.md": page_of(bad, "<p>x</p>")}), tmp_path / "site", offline=False, epoch=EPOCH)
    html = (tmp_path / "site" / "checklist" / "index.html").read_text("utf-8")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_blocks_nested_too_deep_are_built_or_end_in_a_sentence(tmp_path: Path) -> None:
    deep = "<ul><li>" * 400 + "x" + "</li></ul>" * 400
    build_site(with_page(deep), tmp_path / "site", offline=False, epoch=EPOCH)
    assert articles(tmp_path / "site")["learn/tri/tri-l2/index.html"].words.endswith("x")
    with pytest.raises(ImmerseError, match="characters"):
        build_site(with_page("<p>" + "x" * LARGEST_PAGE + "</p>"), tmp_path / "large", offline=False, epoch=EPOCH)


def test_a_build_lists_the_files_of_the_theme_that_mkdocs_copies_and_finds_its_icons() -> None:
    theme = Theme(name="material")
    shown = BuildTheme(theme).get_env()
    everything = FileSystemLoader(theme.dirs).list_templates()
    assert shown.list_templates() == [name for name in everything if not re.search(r"(^|/)\.", name)]
    assert "<svg" in shown.get_template(".icons/material/weather-sunny.svg").render()
