"""What an author wrote is no leftover, wherever it is shown; what nobody wrote is refused, in every kind of file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import composed
import pytest
import typst
import xlsxwriter
from immerse.building.site import build_rendered
from immerse.model.text import Line, Prose, Text
from immerse.output.html_page import read_page
from immerse.output.nesting import nesting_fault
from immerse.output.unresolved import file_leftovers, page_leftovers
from immerse.planning.site import plan_site
from immerse.problems import Refused
from immerse.rendering.renderer import Renderer
from immerse.texts.block_values import ListValue, TableValue
from immerse.texts.leftovers import Leftovers, written_in
from jinja2 import UndefinedError
from rendered_site import EPOCH, with_files, with_page

WRITTEN: list[tuple[Text, str]] = [
    (Prose("None"), "None"),
    (Prose("- None\n- some"), "None"),
    (Prose("| Risk | Who |\n|---|---|\n| low | **None** |"), "None"),
    (Line("None"), "None"),
    (Prose("Undefined roles slow us down."), "Undefined roles slow us down."),
    (Line("undefined terms."), "Undefined terms; and 3 more"),
    (Prose("It says [object Object] there."), "It says [object Object] there."),
    (Prose("`{{ a }}` and `{% b %}`"), "{{ a }}"),
    (Prose("Write `{{first_name}}` there"), "{{first_name}}"),
    (
        Prose('The macro shows {{ "{{first_name}}" }} here').with_values(("{{first_name}}",)),
        "The macro shows {{first_name}} here",
    ),
    (Prose("Signed {{ x }}").with_values(("}} by hand",)), "Signed }} by hand"),
    (Prose("{{ x }}").with_values((ListValue(("one", "None")),)), "None"),
    (Prose("{{ x }}").with_values((TableValue(("a",), (("None",),)),)), "None"),
    (Prose("&#123;{x}}"), "{{x}}"),
    (Prose(r"\{\{x}}"), "{{x}}"),
    (Line("Costs {{none}} of it"), "Title: Costs {{none}} of it (as the team says)"),
]
MARKDOWN: list[tuple[Text, str]] = [
    (Prose("Type `# title` there"), "# title"),
    (Prose("```\n# a comment\nrun\n```"), "# a comment\nrun"),
    (Prose("    -  a dash in code"), "-  a dash in code"),
    (Prose(r"\# one"), "# one"),
    (Line("## Two"), "## Two"),
    (Line("Type `*  x` there"), "*  x"),
    (Line("Our name\n# x\nand yours"), "# x"),
]
ids = [f"{number}-{text[:20]}" for number, (text, _) in enumerate(WRITTEN)]


def page_of(text: str) -> list[str]:
    return [*_page(f"<p>{escape(text)}</p>", Leftovers())]


def _page(html: str, leftovers: Leftovers) -> Iterator[str]:
    return page_leftovers(read_page(html), leftovers)


def workbook(text: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, text)
    return stream.getvalue()


def pdf(text: str) -> bytes:
    done = typst.compile(f"#table({json.dumps(text)}, [other])".encode())
    assert isinstance(done, bytes)
    return done


FORMS: dict[str, Callable[[str, Leftovers], Iterator[str]]] = {
    "text": lambda text, left: _page(f"<p>{escape(text)}</p>", left),
    "attribute": lambda text, left: _page(f'<p title="{escape(text)}">x</p>', left),
    "title": lambda text, left: _page(f"<title>{escape(text)}</title>", left),
    "picture": lambda text, left: _page(
        f"<svg><text>{''.join(f'<tspan>{escape(word)}</tspan>' for word in text.split())}</text></svg>", left
    ),
    "json": lambda text, left: file_leftovers("a.json", json.dumps({"a": [text]}).encode(), left),
    "search": lambda text, left: file_leftovers(
        "search/search_index.json", json.dumps({"text": f"<p>{escape(text)}</p>"}).encode(), left
    ),
    "workbook": lambda text, left: file_leftovers("a.xlsx", workbook(text), left),
    "pdf": lambda text, left: file_leftovers("a.pdf", pdf(text), left),
}


def knowing(text: Text) -> Leftovers:
    return Leftovers(lambda: written_in([text]))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("text", "shown"), WRITTEN, ids=ids)
def test_what_an_author_wrote_is_let_through_and_without_the_author_it_is_not(
    text: Text, shown: str, form: str
) -> None:
    assert list(FORMS[form](shown, knowing(text))) == []
    assert list(FORMS[form](shown, Leftovers())) != []


@pytest.mark.parametrize(("text", "shown"), MARKDOWN, ids=[shown for _, shown in MARKDOWN])
def test_markdown_that_an_author_wrote_as_text_is_let_through(text: Text, shown: str) -> None:
    assert list(FORMS["text"](shown, knowing(text))) == []
    (fault,) = FORMS["text"](shown, Leftovers())
    assert fault == f"shows Markdown as it was typed, {shown[:40]!r}"


PLANTED = ["{{ policy.client.name }}", "Due {{", "}}", "{% if x %}", "[object Object]", "Undefined", "Value: Undefined"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("leak", PLANTED)
def test_a_leak_is_refused_although_authors_wrote_the_same_marks_elsewhere(leak: str, form: str) -> None:
    written = Prose(
        "None of these: `{{first_name}}` and `{% raw x %}`. Undefined roles slow us down; `x [object Object] y`."
    )
    assert list(FORMS[form](leak, knowing(written))) != []


@pytest.mark.parametrize("form", FORMS)
def test_a_value_that_is_none_is_refused_although_authors_use_the_word(form: str) -> None:
    assert list(FORMS[form]("None", knowing(Prose("None of it is published, and none is kept.")))) != []


def test_a_word_that_stands_alone_on_a_line_of_a_pdf_is_the_authors_where_its_sentence_is() -> None:
    narrow = typst.compile(b'#set page(width: 3cm)\n#table(columns: 1, "Paid? None of it", "None")')
    assert isinstance(narrow, bytes)
    text = Line("Which of them is ever paid for by us? None")
    page = typst.compile(f"#set page(width: 62mm, margin: 5mm)\n#{json.dumps(str(text))}".encode())
    assert isinstance(page, bytes)
    assert list(file_leftovers("a.pdf", page, knowing(text))) == []
    assert len(list(file_leftovers("a.pdf", narrow, knowing(text)))) == 1


def test_nothing_is_gathered_where_nothing_is_found() -> None:
    def never() -> Iterator[str]:
        raise AssertionError("asked for what authors wrote")

    assert list(_page("<p>Plain words, none of them odd.</p>", Leftovers(never))) == []


@pytest.mark.parametrize(
    "html",
    ["<p>{{ policy.x }}</p>", '<p title="Undefined">x</p>', "<ul><li>None</li></ul>", "<p>## A title</p>"],
)
def test_a_template_that_leaks_is_refused_by_the_build(html: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"learn/tri/tri-l2/index\.html: shows"):
        build_rendered(with_page(html), tmp_path, "a/b", epoch=EPOCH)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("downloads/a.json", b'{"title": "None"}'),
        ("downloads/a.xlsx", workbook("{{ x }}")),
        ("downloads/a.pdf", pdf("Undefined")),
    ],
)
def test_a_download_that_leaks_is_refused_by_the_build(name: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=f"{name}: shows"):
        build_rendered(with_files({name: content}), tmp_path, "a/b", epoch=EPOCH)


def test_a_template_that_shows_what_is_not_there_fails_at_once() -> None:
    made = composed.made()
    plan, _ = plan_site(made)
    rotation = made.programme.rotation
    phases = tuple(phase.model_copy(update={"name": None}) for phase in rotation.phases)
    nameless = made.programme.model_copy(update={"rotation": rotation.model_copy(update={"phases": phases})})
    assert Renderer(made, plan).page("rotation/index.md").parts
    with pytest.raises(UndefinedError, match="None"):
        assert Renderer(replace(made, programme=nameless), plan).page("rotation/index.md").parts


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p>a<br>b</p><ul><li>c<ul><li>d</li></ul></li></ul>", ""),
        ('<dl><div><dt title="a > b">x</dt><dd>y</dd></div></dl><svg><path d="M0"/></svg>', ""),
        ("<div><p>a</div></p>", "closes <div>"),
        ("<p>a</p></div>", "closes <div>"),
        ("<details><p>a</p>", "never closes <details>"),
        ("<p>a<ul><li>b</li></ul></p>", "has <ul> inside a paragraph"),
        ('<a href="#a">x<a href="#b">y</a></a>', "has a link inside a link"),
        ("<li>a</li>", "has <li> outside of"),
        ("<table><td>a</td></table>", "has <td> outside of"),
    ],
)
def test_html_that_does_not_nest_is_found(html: str, fault: str) -> None:
    assert nesting_fault(html).startswith(fault) and bool(fault) == bool(nesting_fault(html))


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<div><p>a</div>", "learn/tri/tri-l2.md: closes <div>"),
        ('<p id="x">a</p><p id="x">b</p>', "learn/tri/tri-l2/index.html: has the id 'x' more than once"),
        ("<p><a>the first lesson</a></p>", "has a link without an address, 'the first lesson'"),
        ('<p><a href="page:nowhere.md">x</a></p>', "but there is no such page or file"),
        ('<p><a href="#nowhere">x</a></p>', "has no such place"),
    ],
)
def test_a_page_that_reads_otherwise_than_it_was_rendered_is_refused(html: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=re.escape(fault)):
        build_rendered(with_page(html), tmp_path, "a/b", epoch=EPOCH)
