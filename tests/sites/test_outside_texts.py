"""Long texts that others wrote for GitHub become lessons, and a reader finds in them all that stands on GitHub."""

from __future__ import annotations

import re
from functools import cache

import outside_texts
import pytest
from fault_cases import LESSON, Input, lesson_of, said_by_check, workspace_with
from html_blocks import Block, blocks_of
from immerse.building.site import build_client
from immerse.model.site_view import View
from outside_texts import as_keys, blocks_of_lessons, blocks_on_github, lessons_of
from site_fixtures import DAY, STARTER_CLIENT

TEXTS = outside_texts.texts()
WORDS = 5_000


@cache
def articles() -> dict[str, list[str]]:
    """The pages of each text's lessons, all of one site."""
    inputs = {
        name: [Input(f"{name} {part}", {LESSON: lesson_of(as_keys(one))}) for part, one in enumerate(lessons_of(text))]
        for name, text in TEXTS.items()
    }
    with workspace_with([one for several in inputs.values() for one in several]) as (root, pages):
        assert said_by_check(root) == ()
        site = build_client(root, STARTER_CLIENT, View.TRAINEE, DAY, root.parent / "site").folder
        return {
            name: [(site / pages[one.name]).read_text("utf-8") for one in several] for name, several in inputs.items()
        }


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_others_becomes_lessons_with_nothing_lost(name: str) -> None:
    assert len(TEXTS[name].split()) > WORDS
    blocks, notes = blocks_of_lessons(articles()[name])
    blocks_there, notes_there = blocks_on_github(TEXTS[name])
    assert blocks == blocks_there
    assert notes == notes_there


def test_the_texts_hold_what_people_write() -> None:
    blocks = [block for text in TEXTS.values() for block in blocks_on_github(text)[0]]
    inside = {tuple(re.sub(r" \d+", "", name) for name in block.path) for block in blocks}
    assert {
        ("ul",),
        ("ol",),
        ("blockquote",),
        ("table", "tr"),
        ("ul", "ul"),
        ("ul", "ul", "ul"),
        ("ul", "blockquote"),
    } <= inside
    assert {"code"} <= {block.kind for block in blocks if block.path} & {
        block.kind for block in blocks if not block.path
    }
    assert any(notes for notes in (blocks_on_github(text)[1] for text in TEXTS.values()))


HTML = """<h2>A & <code>b</code></h2><p>Words of <a href="x">a link</a>.</p>
<ol start="3"><li>three<ul><li>inside</li><li>more</li></ul></li><li>four</li></ol>
<table><tr><th>head</th></tr><tr><td>cell</td></tr></table>
<pre><code>a  b
  c</code></pre><blockquote><p>said</p></blockquote>"""


def test_blocks_say_where_they_stand() -> None:
    assert blocks_of(HTML, "https://there.example/") == [
        Block((), "heading", "A & b"),
        Block((), "words", "Words of a link <https://there.example/x>."),
        Block(("ol 3",), "words", "three"),
        Block(("ol 3", "ul 1"), "words", "inside"),
        Block(("ol 3", "ul 2"), "words", "more"),
        Block(("ol 4",), "words", "four"),
        Block(("table 1", "tr 1"), "words", "head"),
        Block(("table 2", "tr 1"), "words", "cell"),
        Block((), "code", "a  b\n  c"),
        Block(("blockquote",), "words", "said"),
    ]


@pytest.mark.parametrize(
    ("written", "lost"),
    [
        ("<li>more</li>", ""),
        ("three<ul><li>inside</li><li>more</li></ul></li>", "three</li><li>inside</li><li>more</li>"),
        (' start="3"', ""),
        ("<td>cell</td>", "<td></td><td>cell</td>"),
        ("a  b", "a b"),
        ("\n  c", "\nc"),
        ("<blockquote><p>said</p></blockquote>", "<p>said</p>"),
        ('href="x"', 'href="y"'),
        (" of ", " "),
    ],
)
def test_a_loss_is_seen(written: str, lost: str) -> None:
    assert HTML.count(written) == 1
    assert blocks_of(HTML.replace(written, lost)) != blocks_of(HTML)


@pytest.mark.parametrize(
    "piece", ["<pre>.*?</pre>", "<li>.*?\n", '<h2 id="section-part-3".*?(?=<h2 id="section-part-4)']
)
def test_a_piece_that_a_page_lacks_is_seen(piece: str) -> None:
    name = next(iter(TEXTS))
    begin, *rest = articles()[name]
    without, count = re.subn(f'(id="section-part-1".*?){piece}', r"\1", begin, count=1, flags=re.DOTALL)
    assert count == 1
    assert blocks_of_lessons([without, *rest])[0] != blocks_on_github(TEXTS[name])[0]
