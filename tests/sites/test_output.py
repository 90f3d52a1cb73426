"""Faults of a finished site are found: dead links, bare headings, unfilled text, and what reaches out of it."""

from __future__ import annotations

import io
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typst
import xlsxwriter
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.site_config import built_files, theme_folder
from immerse.output.csp import with_policy
from immerse.output.dead_links import Crawled, bare_headings, crawled, dead_links
from immerse.output.finishing import finish
from immerse.output.html_page import read_page
from immerse.output.site_faults import judge
from immerse.output.unresolved import file_leftovers, page_leftovers
from immerse.texts.leftovers import Leftovers
from looping import some
from rendered_site import EPOCH, SITE

FILES = frozenset(
    {"index.html", "learn/index.html", "learn/tri-l2/index.html", "assets/a.png", "downloads/list.pdf", "about.html"}
)


HEAD = with_policy('<!doctype html><meta charset="utf-8"><title>x</title>')


def site_of(html: str, path: str = "learn/tri-l2/index.html") -> dict[str, Crawled]:
    pages = {name: read_page('<article><h1 id="top">x</h1></article>') for name in FILES if name.endswith(".html")}
    pages |= {path: read_page(f"<article>{html}</article>")}
    return {name: crawled(page) for name, page in pages.items()}


@pytest.mark.parametrize(
    "link",
    [
        *("", "#here", "./", "./#here", "../", "../#top", "../../", "../..", "../../#top", "../../assets/a.png"),
        *("../../downloads/list.pdf#page=2", "../../about.html#top", "/acme/", "/acme/learn/#top", "?q=1#here"),
        *("https://example.org/#x", "mailto:a@b.example", "tel:+1", "../../learn%2Findex.html", "#h%65re"),
    ],
)
def test_a_link_that_leads_somewhere_is_no_fault(link: str) -> None:
    pages = site_of(f'<p id="here"><a href="{link}">x</a></p>')
    assert list(dead_links(pages, FILES, base="/acme/")) == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("#nowhere", "learn/tri-l2/index.html has no such place"),
        ("../#nowhere", "learn/index.html has no such place"),
        ("../tri-l3/", "there is no such page or file"),
        ("../tri-l2.md", "there is no such page or file"),
        ("../../assets/b.png", "there is no such page or file"),
        ("../../../", "leaves the site"),
        ("/", "leaves the site"),
        ("/acmex/", "leaves the site"),
        ("/1.0/learn/", "leaves the site"),
        ("/acme/learn/#nowhere", "learn/index.html has no such place"),
        ("../../Assets/a.png", "there is no such page or file"),
        ("http://[broken", "is not an address"),
    ],
)
def test_a_seeded_dead_link_is_found(link: str, fault: str) -> None:
    ((page, found),) = dead_links(site_of(f'<a href="{link}">x</a>'), FILES, base="/acme/")
    assert page == "learn/tri-l2/index.html"
    assert fault in found and repr(link) in found


def test_a_picture_a_script_and_a_style_sheet_are_links_too() -> None:
    html = '<img src="a.png" alt="x"><script src="b.js"></script><link rel="stylesheet" href="c.css">'
    assert len(list(dead_links(site_of(html), FILES))) == 3


def test_from_the_disk_a_folder_is_no_page() -> None:
    pages = site_of('<a href="../../learn/">x</a><a href="../../about.html">y</a>')
    ((_, fault),) = dead_links(pages, FILES, offline=True)
    assert "is not a file" in fault


@pytest.mark.parametrize(
    ("html", "bare"),
    [
        ("<h1>A</h1><h2>B</h2><p>x</p>", []),
        ("<h1>A</h1><p>x</p><h2>B</h2><h2>C</h2><p>x</p>", ["B"]),
        ("<h2>A</h2><h3>B</h3><h2>C</h2><p>x</p>", ["B"]),
        ("<h2>A</h2><p>x</p><h2>B<a href='#b'>¶</a></h2>", ["B"]),
        ("<h2>A</h2><p> </p><ul></ul>", ["A"]),
        ("<h2>A</h2><svg viewBox='0 0 1 1'></svg>", []),
        ("<h2>A</h2><img alt='x' src='x'>", []),
        ("<h2>A</h2><p>x</p><div class='footnote'>1</div>", []),
        ("<h2>A</h2><div class='footnote'><ol><li>1</li></ol></div>", ["A"]),
        ("<h2>A</h2><footer>Core 1.0</footer>", ["A"]),
        ("<h2>A <em>b</em></h2>", ["A b"]),
    ],
)
def test_a_heading_with_nothing_below_it_is_found(html: str, bare: list[str]) -> None:
    found = [fault for _, fault in bare_headings({"a.html": read_page(f"<article>{html}</article>")})]
    assert found == [f"has nothing below the heading {heading!r}" for heading in bare]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Due {{ policy.x }}</p>", "{{"),
        ("<p>Due }}</p>", "}}"),
        ("<p>{% if x %}</p>", "{%"),
        ('<img alt="{{ x }}">', "{{"),
        ("<p>[object Object]</p>", "[object Object]"),
        ("<p>Value: Undefined</p>", "Undefined"),
        ("<td> None </td>", "None"),
        ('<p title="None">x</p>', "None"),
        ("<title>None</title>", "None"),
    ],
)
def test_text_that_was_not_filled_in_is_found(html: str, shown: str) -> None:
    (fault,) = page_leftovers(read_page(html), Leftovers())
    assert f"'{shown}'" in fault


@pytest.mark.parametrize("text", ["-   A small pilot", "*   one", "| --- | --- |", "## A title"])
def test_markdown_that_stayed_as_it_was_typed_is_found(text: str) -> None:
    (fault,) = page_leftovers(read_page(f"<td>{text}</td>"), Leftovers())
    assert text[:10] in fault


@pytest.mark.parametrize(
    "html",
    [
        "<p>None of these. An undefined term, nonexistent.</p>",
        "<script>let a = `{{ }}`; let b = undefined</script>",
        "<style>p{a:b}}</style>",
        "<p>{ one } [object]</p>",
        "<p>- 3 degrees, #1 of all, | and * alone</p>",
    ],
)
def test_ordinary_text_and_scripts_are_not_taken_for_it(html: str) -> None:
    assert list(page_leftovers(read_page(html), Leftovers())) == []


def test_a_page_is_read_as_a_browser_reads_it() -> None:
    page = read_page(
        '<a HREF="a?b&amp;c" href="x" id=one>A &lt;b&gt;</a><!-- <a href="y" id="two"> -->'
        "<script>if (1 < 2) '<a href=\"z\" id=\"three\">'</script><img src=d.png alt='>'><table><p>out of it</table>"
    )
    assert page.links == [("a", "a?b&c"), ("img", "d.png")]
    assert (page.ids, page.doubled_ids) == ({"one"}, [])
    assert page.texts == ["A <b>", "out of it"]


def test_what_a_template_holds_is_judged_by_nobody_so_none_may_be_there(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"{HEAD}<p>x</p><template><a href='nowhere'>{{{{ x }}}}</a></template>", "utf-8")
    assert judge(tmp_path, None).faults == ("a.html: has a <template>, whose content is not checked",)


def workbook(*texts: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for text in texts:
            book.add_worksheet().write_string(0, 0, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "faults"),
    [
        ("a.json", json.dumps({"a": ["x", {"b": "{{ y }}"}], "None": None}).encode(), 1),
        ("a.json", json.dumps({"a": "None"}).encode(), 1),
        ("a.json", json.dumps({"{{": 1, "a": None}).encode(), 0),
        ("a.xlsx", workbook("fine", "Level {{ level }} & more"), 1),
        ("a.xlsx", workbook("None", "None of it"), 1),
        ("a.pdf", typst.compile(b'#"Level {{ level }}"'), 1),
        ("a.pdf", typst.compile(b"Level 4"), 0),
        ("a.js", b"{{ }}", 0),
    ],
)
def test_files_are_judged_by_what_a_person_reads_in_them(name: str, content: bytes, faults: int) -> None:
    assert len(list(file_leftovers(name, content, Leftovers()))) == faults


@pytest.mark.parametrize("name", ["a.json", "a.pdf", "a.xlsx"])
def test_a_file_that_is_not_of_its_kind_is_said(name: str) -> None:
    with pytest.raises(ValueError):
        list(file_leftovers(name, b"torn", Leftovers()))


@pytest.fixture(scope="module", params=[False, True], ids=["web", "offline"])
def finished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bool]:
    folder = tmp_path_factory.mktemp("output") / "site"
    build_site(SITE, folder, offline=request.param, epoch=EPOCH)
    finish(folder)
    return folder, request.param


def test_a_whole_site_has_no_fault(finished: tuple[Path, bool]) -> None:
    folder, offline = finished
    verdict = judge(folder, None, address=SITE.address, offline=offline, theme=theme_folder())
    assert verdict.faults == ()


def test_a_file_that_nobody_asked_for_is_a_fault(finished: tuple[Path, bool], tmp_path: Path) -> None:
    folder, offline = finished
    copy = tmp_path / "site"
    shutil.copytree(folder, copy)
    expected = built_files(SITE, directory_urls=not offline)
    assert judge(copy, None, expected=expected, address=SITE.address, theme=theme_folder()).faults == ()
    (copy / "learn" / "notes.md~").write_text("left over")
    (copy / ".hidden").write_text("left over")
    found = judge(copy, None, expected=expected, address=SITE.address, theme=theme_folder()).faults
    assert found == (".hidden: this file is not expected", "learn/notes.md~: this file is not expected")


def test_a_torn_file_is_a_fault_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    verdict = judge(tmp_path, None)
    assert verdict.faults[0].startswith("a.json: cannot be read as what its name says (")


class _Loads(HTMLParser):
    """Addresses that a browser fetches by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._in_script = tag == "script" and values.get("type") != "application/json"
        if tag == "link" and values.get("rel") in ("canonical", "prev", "next"):
            return
        if tag != "a":
            self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data")]

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts.append(data)


def test_a_page_asks_no_other_host_for_anything(finished: tuple[Path, bool]) -> None:
    folder, _ = finished
    elsewhere = re.compile(r"(?:https?:)?//")
    for path in some(folder.rglob("*.html")):
        loads = _Loads()
        loads.feed(path.read_text("utf-8"))
        assert [address for address in loads.addresses if elsewhere.match(address)] == []
        assert not [script for script in loads.scripts if elsewhere.search(script)]
    for path in some(folder.rglob("*.css")):
        assert re.findall(r"url\(\s*['\"]?(?:https?:)?//|@import", path.read_text("utf-8")) == []


def test_only_what_the_site_needs_is_in_it(finished: tuple[Path, bool]) -> None:
    folder, _ = finished
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    words = {"lunr.immerse.min.js", "lunr.stemmer.support.min.js"}
    assert {name for name in names if name.endswith((".map", ".gz")) or name.startswith("lunr")} == words
    assert len(names) <= 22
