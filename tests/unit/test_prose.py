"""Texts put under a label, into a list, into a cell: points stay points, and a text keeps its blocks."""

from __future__ import annotations

from itertools import chain

import pytest
from composed import text
from immerse.hosts.pages import html_of
from immerse.model.base import Point
from immerse.model.page import RenderedPage
from immerse.model.text import Letter, Prose
from immerse.rendering.parts import parts_of
from immerse.rendering.prose import ProseWriter, is_plain
from immerse.texts.block_values import ListValue, as_stand_in
from rendered_pages import Outline

WRITER = ProseWriter({"TRI-L2": "learn/tri/tri-l2.md", "term:reach": "reference/glossary.md#term-reach"})
TABLE, QUOTATION = "Who:\n\n| A | B |\n| --- | --- |\n| 1 | 2 |", "It says:\n\n> Ask."


def points(*texts: str) -> tuple[Point, ...]:
    return tuple(Point.model_validate({"text": one}) for one in texts)


def test_a_text_that_begins_with_a_paragraph_follows_its_label() -> None:
    assert WRITER.labelled(Prose("Sort **them**.\n\n- one"), "Task <1>.") == (
        "<p><strong>Task &lt;1&gt;.</strong> Sort <strong>them</strong>.</p>\n<ul><li>one\n</li>\n</ul>"
    )


@pytest.mark.parametrize(
    "below", ["- one\n- two\n", "| a |\n|---|\n| b |", "> quoted", "```\ncode\n```", "> [!NOTE]\n> x"]
)
def test_a_text_that_begins_with_anything_else_stands_below_its_label(below: str) -> None:
    alone = WRITER.block(Prose(below))
    assert WRITER.labelled(Prose(below), "Task.") == f"<p><strong>Task.</strong></p>\n{alone}"
    assert not alone.startswith("<p>")


def test_a_value_that_fills_a_block_stands_below_its_label() -> None:
    filled = Prose("{{ x }}").with_values((ListValue(("a",)),))
    assert WRITER.labelled(filled, "Task.") == "<p><strong>Task.</strong></p>\n<ul>\n<li>a</li>\n</ul>"
    assert not is_plain(filled)


def test_points_of_several_paragraphs_stay_in_their_list() -> None:
    page = WRITER.points(points("one\n\n- inner\n- list", "two"))
    assert page.count("<ul>") == 2
    assert page.count("<li>") == 4


def test_a_point_after_a_table_or_a_quotation_stays_a_point() -> None:
    for one in (TABLE, QUOTATION):
        page = WRITER.points(points(one, "next", "last"))
        assert page.count("<li>") == 3
        assert Outline(page).faults == []
    assert "- " not in WRITER.points(points(TABLE, QUOTATION, "last"))


def test_a_table_at_the_end_of_a_point_does_not_swallow_the_next_point() -> None:
    page = WRITER.points(points("one\n\n| a |\n|---|\n| b |", "two"))
    assert page.count("<li>") == 2
    assert page.count("<td>") == 1


def test_no_points_make_no_list() -> None:
    assert WRITER.points(()) == ""


def test_a_single_paragraph_stands_in_a_cell_without_its_tags() -> None:
    assert WRITER.cell(Prose("See [it](term:reach).")) == (
        '<td>See <a href="page:reference/glossary.md#term-reach">it</a>.</td>'
    )
    assert WRITER.cell(Prose("a\n\nb"), "th", 'R"1') == '<th aria-label="R&#34;1"><p>a</p>\n<p>b</p></th>'
    assert WRITER.cell("a <b>") == "<td>a &lt;b&gt;</td>"


def test_a_text_on_a_line_loses_its_blocks_and_none_of_its_words() -> None:
    said = "One[^1].\n\n- two `<b>`\n- three\n\n```\nfour  4\n```\n\n> [!TIP]\n> five\n\n[^1]: six"
    assert WRITER.line(Prose(said)) == (
        "One<sup>1</sup>. two <code>&lt;b&gt;</code> three <code>four 4</code> Tip: five <sup>1</sup> six"
    )
    assert WRITER.line("plain <b>\n text") == "plain &lt;b&gt; text"


def test_line_breaks_count_in_a_letter_and_not_in_prose() -> None:
    assert WRITER.block(Prose("Dear,\nyours\n")) == "<p>Dear,\nyours</p>"
    assert WRITER.block(Letter("Dear,\nyours\n")) == "<p>Dear,<br>\nyours</p>"


def test_texts_of_one_page_share_no_id() -> None:
    source = "|\n  ### Same\n\n  Words[^1], again[^1].\n\n  [^1]: Note.\n"
    one, two = text(source), text("\n  " + source.replace("\n  ", "\n    "))
    elsewhere = Prose(str(one), one.location._replace(path="overlay.yml"))
    parts = [parts_of(block) for block in (*map(WRITER.block, (one, two, elsewhere)), WRITER.block(one, "own"))]
    ids = Outline(html_of(RenderedPage("Page", tuple(chain(*parts))))).ids
    assert len(ids) == len(set(ids)) == 4 * 4


def test_a_text_that_was_shown_is_shown_anew_with_other_values_and_other_links() -> None:
    text = Prose("{{ x }} in [a lesson](lesson:TRI-L2)")
    typed, stand_in = text.with_values(("one",)), text.with_values((as_stand_in("one"),))
    assert typed.values == stand_in.values
    shown = WRITER.block(typed)
    assert shown == WRITER.block(typed)
    assert "stand-in" not in shown
    assert "stand-in" in WRITER.block(stand_in)
    moved = ProseWriter({"TRI-L2": "moved.md"})
    assert moved.block(typed) == shown.replace("learn/tri/tri-l2.md", "moved.md")
    chosen = Prose("[a lesson](lesson:{{ x }})").with_values(("TRI-L2",))
    assert "learn/tri/tri-l2.md" in WRITER.block(chosen)
    assert "moved.md" in moved.block(chosen)
