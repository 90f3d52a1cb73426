"""The entries of the search index: the words of a page, each below its heading, and nothing that could run."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from immerse.hosts.pages import html_of
from immerse.hosts.search import site_entries
from immerse.hosts.search_entries import entries_of, search_text
from immerse.hosts.site_config import theme_text
from immerse.model.page import Closed, Heading, Html, Opened, Part, RenderedPage
from immerse.model.site_view import View
from material.plugins.search.plugin import SearchIndex
from rendered_pages import VIEWS, rendered
from rendered_site import LESSON, SITE


def entries(*parts: Part) -> list[tuple[str, str, str]]:
    page = RenderedPage("The page", parts)
    return [(entry["location"], entry["title"], entry["text"]) for entry in entries_of(page, "a/")]


def test_each_heading_has_an_entry_with_what_stands_below_it() -> None:
    found = entries(Heading(1, "top", "R&D"), Html("<p>One</p>"), Heading(2, "two", "<Two>"), Html("<p>Three</p>"))
    assert found == [("a/", "R&amp;D", "<p>One</p>"), ("a/#two", "&lt;Two&gt;", "<p>Three</p>")]


def test_what_stands_before_the_first_heading_is_the_page() -> None:
    found = entries(Html("<p>Before</p>"), Heading(1, "top", "Top"), Html("<p>Below</p>"))
    assert found == [("a/", "The page", "<p>Before</p>"), ("a/#top", "Top", "<p>Below</p>")]
    assert entries(Heading(2, "two", "Two")) == [("a/", "The page", ""), ("a/#two", "Two", "")]


def test_behind_a_wrapper_the_heading_before_it_goes_on() -> None:
    wrapped = (Opened("div", ' class="x"'), Heading(2, "two", "Two"), Html("<p>B</p>"), Closed("div"))
    found = entries(Heading(1, "top", "Top"), Html("<p>A</p>"), *wrapped, Html("<p>C</p>"))
    assert found == [("a/", "Top", "<p>A</p> <p>C</p>"), ("a/#two", "Two", "<p>B</p>")]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<dl><dt>Owner</dt><dd>press office</dd></dl>", "Owner press office"),
        ("<table><tr><td>Ibis</td><td>Heron</td></tr></table>", "Ibis Heron"),
        ("one<br>two", "one two"),
        ("<svg><text>one</text><text>two</text></svg>", "one two"),
        ("<p>b<em>old</em>er</p>", "<p>bolder</p>"),
        ('<p class="a">one\n  <b>two</b></p>\n<ul><li> </li></ul>', "<p>one two</p>"),
        ("<pre><code>a\n  b</code></pre>", "<pre><code>a\n  b</code></pre>"),
        (
            "<p>&#34;R&amp;D&quot;&nbsp;&lt;b&gt; &amp;lt; &#60;i&#62;</p>",
            '<p>"R&amp;D"\xa0&lt;b&gt; &amp;lt; &lt;i&gt;</p>',
        ),
        ("<p>in</p><p data-search-exclude>out <b>out</b></p><p>in</p>", "<p>in</p><p>in</p>"),
        ("<div data-search-exclude><div>out</div><br>out</div><p>in</p>", "<p>in</p>"),
        ('<p><span class="x" data-search-exclude="">out</span>in</p>', "<p>in</p>"),
    ],
)
def test_words_are_apart_as_they_are_on_the_page(html: str, text: str) -> None:
    assert search_text(html) == text


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(f"{tag}{attrs or ''}")

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<scr<b>ipt>alert(1)</scr</b>ipt>",
        '<img alt="a>b" src=x onerror="alert(1)">',
        '<p onclick="alert(1)">x</p><p title="<p onclick=alert(1)>">x</p>',
        "<<p>img src=x onerror=alert(1)>",
        "<IMG SRC=x ONERROR=alert(1)>",
        "<p/onclick=alert(1)>x",
        "<!--<p>--><img src=x onerror=alert(1)>",
        "&lt;img src=x onerror=alert(1)&gt;",
        "&#60;img src=x onerror=alert(1)&#62;",
        "<svg/onload=alert(1)>",
        "<p\nonclick=alert(1)>x</p>",
    ],
)
def test_nothing_that_could_run_comes_into_an_entry(html: str) -> None:
    """The theme puts a result into the page as HTML. The parts were not sanitised."""
    assert set(_Tags(search_text(html)).found) <= {"p"}


@VIEWS
def test_the_words_are_those_that_the_theme_itself_would_find(view: View) -> None:
    site = rendered(view)[2]
    theirs: dict[str, str] = {}
    for page in site.pages.values():
        theirs |= {f"{page.title} {place}": text for place, text in theme_entries(page)}
    ours = {
        f"{page.title} {entry['location']}": text_of(entry)
        for page in site.pages.values()
        for entry in entries_of(page, "")
    }
    assert ours == theirs


def theme_entries(page: RenderedPage) -> list[tuple[str, str]]:
    """What the theme's plugin makes of the page's HTML: location, title and text without blanks and empty elements."""
    index = SearchIndex()
    index.add_entry_from_context(
        SimpleNamespace(meta={}, content=html_of(page), toc=[], url="", title=theme_text(page.title))
    )
    return [(entry["location"], text_of(entry)) for entry in index.entries]


def text_of(entry: dict[str, Any]) -> str:
    text = re.sub(r"\s+", "", f"{entry['title']}: {entry['text']}")
    return re.sub(r"<(p|li|ol|ul)></\1>", "", text)


def test_a_page_that_the_search_leaves_out_has_no_entry() -> None:
    pages = SITE.pages | {"learn/tri/tri-l2.md": replace(LESSON, search=False)}
    found = site_entries(replace(SITE, pages=pages), directory_urls=True)
    assert [entry["location"] for entry in found] == ["", "learn/tri/", "checklist/"]


def test_sections_of_an_exercise_count_little_and_its_page_is_found_by_its_title() -> None:
    for weight, wanted in ((0.5, {1, 0.5}), (1, {None}), (2, {2})):
        pages = {"learn/tri/tri-l2.md": replace(LESSON, search=weight)}
        found = site_entries(replace(SITE, pages=pages), directory_urls=True)
        assert {entry.get("boost") for entry in found} == wanted
        assert found[0].get("boost", 1) == max(weight, 1)


@VIEWS
def test_what_every_page_says_of_itself_is_searched_on_none(view: View) -> None:
    _, _, site = rendered(view)
    assert all("this page is reviewed by" in html_of(page) for page in site.pages.values())
    assert not [entry for entry in site_entries(site, directory_urls=True) if "reviewed by" in entry["text"]]
