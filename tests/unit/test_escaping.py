"""Texts of people shown as they were typed, and never read as markup: in HTML, and in the Markdown of an export."""

from __future__ import annotations

import json
import re
from html import escape as by_python
from html import unescape
from pathlib import Path

import immerse
import yaml
from composed import client, made
from hypothesis import example, given
from hypothesis import strategies as st
from immerse.hosts.markdown_text import heading_line, quoted
from immerse.hosts.pages import html_of, markdown_of
from immerse.hosts.site_config import MARKDOWN_EXTENSIONS, attribute_text
from immerse.model.page import Closed, Heading, Html, Opened, RenderedPage
from immerse.model.text import Line
from immerse.rendering import escaping
from immerse.words.element_text import escaped_text
from markdown import Markdown
from markupsafe import escape
from rendered_pages import Outline, pages

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=60)
NASTY = st.text("*_`\\[](){}<>&|~^#+-.!:=?/$\"'0123456789ab \u00a0é", max_size=40)
NAMES = [one if isinstance(one, str) else next(iter(one)) for one in MARKDOWN_EXTENSIONS]
OPTIONS = {name: options for one in MARKDOWN_EXTENSIONS if isinstance(one, dict) for name, options in one.items()}


def by_an_engine(markdown: str) -> str:
    """Markdown as MkDocs has it read, without the front matter."""
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    return Markdown(extensions=NAMES, extension_configs=OPTIONS).convert(body)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", without_permalinks(html))).split())


def apart(html: str) -> str:
    """The words of a page with a blank between elements: engines differ in the blanks between blocks."""
    return words(html.replace("<", " <"))


def without_permalinks(html: str) -> str:
    return re.sub(r'<a class="headerlink"[^>]*>[^<]*</a>', "", html)


@given(NASTY | LETTERS)
@example("a {: #other .x onclick=y }")
@example("see https://a.example/x. and `code`")
def test_a_plain_text_shows_itself(text: str) -> None:
    expected = " ".join(text.split())
    linked = f"<p>{escaping.with_addresses(text)}</p>"
    assert words(linked) == expected
    assert not re.search(r"<(?!/?p>|a href=\"https://[^\"<>]*\">|/a>)", linked), linked
    coded = f"<p>{escaping.with_code(text)}</p>"
    assert words(coded) == " ".join(text.replace("`", "").split())
    assert not re.search(r"<(?!/?(p|code)>)", coded), coded


@given(NASTY | LETTERS)
@example("a {: #other }")
@example("a { #other }")
@example("Setext\n=====")
@example("closing ##")
@example("[^1] and [a](b)")
def test_a_heading_of_an_export_shows_itself_and_keeps_its_id(text: str) -> None:
    shown = " ".join(text.split()) or "x"
    for link in ("", "learn/a.md"):
        markup = by_an_engine(heading_line(Heading(2, "own-id", shown, link)))
        outline = Outline(markup)
        assert [level for level, _ in outline.headings] == [2]
        assert outline.ids == ["own-id"]
        assert words(markup) == shown


def around(html: str) -> RenderedPage:
    """A page on which this HTML stands in every place that a page has for some."""
    inside = (Opened("div", ' class="im-box"'), Heading(2, "b", "B"), Html(html), Closed("div"))
    return RenderedPage("T", (Heading(1, "a", "A"), Html(html), *inside, Html(html)))


TYPED = st.lists(NASTY | st.sampled_from(["", "# one", "- one", "    code", "~~~", "[^1]: x", "*[a]: b", "!!! note"]))


@given(TYPED)
@example(["# a", "", "b", "---", "- c", "", "", "    d", "</pre>", "<div>", "[x]: y", "::: z"])
@example(["", "{0}"])
def test_html_of_a_page_is_not_read_as_markdown(lines: list[str]) -> None:
    text = escape("\n".join(lines))
    blocks = (
        f"<p>{text}</p>",
        f"<pre><code>{text}\n</code></pre>",
        f"<ul><li>{text}\n<ul><li>{text}</li></ul></li></ul>",
        f"<details><summary>{text}</summary>\n<p>{text}</p>\n</details>",
        f"<table><tbody><tr><td>{text}</td><td>{text}</td></tr></tbody></table>",
    )
    for block in blocks:
        page = around(re.sub(r"(?<!code>)\n\s*\n", "\n", block) if "<pre>" not in block else block)
        ours, theirs = html_of(page), by_an_engine(markdown_of(page, "a.md"))
        assert apart(theirs) == apart(ours)
        assert tags(theirs) == tags(ours)


def tags(html: str) -> list[str]:
    return re.findall(r"<[^>]*>", without_permalinks(html))


@given(NASTY | LETTERS)
def test_front_matter_reads_back_as_it_was(text: str) -> None:
    assert json.loads(quoted(text)) == text
    page = RenderedPage(text, (Heading(1, "a", "A"),), search=False, hide=("toc",))
    front = markdown_of(page, "a.md").split("\n---\n")[0]
    read_back = yaml.safe_load(front)
    assert {**read_back, "title": ""} == {"title": "", "hide": ["toc"], "search": {"exclude": True}}
    # The theme repeats a title as it is, in attributes too: what is left shows itself there.
    assert unescape(read_back["title"]) == attribute_text(text)
    assert not re.search(r'[<>"]', read_back["title"])


def test_values_of_a_policy_are_never_markup() -> None:
    evil = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ policy.client.name }}"
    over = f"response: {{priorities: {{P4: {{definition: {json.dumps(evil)}}}}}}}"
    edition = made(client(over))
    found = pages(edition).values()
    assert any("&lt;img src=x onerror=alert(1)&gt;" in text for text in found)
    for text in found:
        assert "<img" not in text
        assert "javascript:" not in " ".join(Outline(text).links)


@given(NASTY | LETTERS)
@example("&#34; &quot; &amp;#39; \" '")
def test_the_text_of_an_element_keeps_its_quotes(text: str) -> None:
    html = escaped_text(text)
    assert html == by_python(text, quote=False)
    assert type(html) is type(escaped_text(Line(text))) is str


def own_escapers(text: str) -> list[str]:
    """The lines of a module that escape HTML in another way than markupsafe."""
    return re.findall(r"^.*(?:\bhtml\.escape\b|from html import .*\bescape\b|saxutils|\"&lt;\"\)).*$", text, re.M)


def test_html_is_escaped_by_markupsafe_alone() -> None:
    package = Path(immerse.__file__).parent
    found = {path.name: own_escapers(path.read_text("utf-8")) for path in package.rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_planted_escaper_is_caught() -> None:
    planted = ["from html import escape, unescape", "page = html.escape(words)", 'words = words.replace("<", "&lt;")']
    assert own_escapers("\n".join([*planted, "from html import unescape", "from markupsafe import escape"])) == planted
