"""Words in a language that is known say it on the page, texts from right to left run that way, and lines stay lines."""

from __future__ import annotations

import pickle
from types import SimpleNamespace
from typing import Any

import composed
import pytest
from immerse.expressions.filtering import filter_named
from immerse.model.policy.formats import LanguageTag
from immerse.model.text import Letter, Prose, Words
from immerse.rendering.lines import joined, on_one_line
from immerse.rendering.policy_values import Values
from immerse.rendering.prose import ProseWriter
from immerse.texts.block_values import ListValue, TableValue, quote_of
from immerse.texts.html import Manner, to_html
from immerse.texts.languages import (
    Worded,
    directed,
    each_directed,
    in_language,
    isolated,
    language_marks,
    runs_left,
    title_runs_left,
)
from immerse.texts.parsed_text import parse
from immerse.texts.value_html import block_html, words_of
from markupsafe import Markup

ARABIC = "مرحبا Acme (24/7)."
HEBREW = "שלום Acme (24/7)."


@pytest.mark.parametrize("tag", ["ar", "ar-EG", "he-IL", "fa", "ur", "yi", "ckb", "dv", "pa-PK", "az-Arab", "ks"])
def test_languages_written_from_right_to_left(tag: str) -> None:
    assert runs_left(tag)
    assert language_marks(tag) == f' lang="{tag}" dir="rtl"'


@pytest.mark.parametrize("tag", ["de", "ja", "zh-Hant-TW", "pa", "az-Latn", "hi", "xx", "sr-Cyrl", "uz"])
def test_languages_written_from_left_to_right(tag: str) -> None:
    assert not runs_left(tag)
    assert language_marks(tag) == f' lang="{tag}"'


def test_words_in_the_language_of_the_page_are_not_marked() -> None:
    assert language_marks("en-GB") == ""
    assert words_of(Worded("First & last", "en-GB")) == "First &amp; last"


def test_words_in_another_language_are_marked_and_kept_apart() -> None:
    assert words_of(Worded("Guten Tag", "de")) == '<span lang="de">Guten Tag</span>'
    assert words_of(Worded(ARABIC, "ar")) == f'<bdi lang="ar" dir="rtl">{ARABIC}</bdi>'
    assert in_language("x", 'a"b') == '<span lang="a&#34;b">x</span>'


def test_words_keep_their_language_where_they_are_copied() -> None:
    copy = pickle.loads(pickle.dumps(Worded(ARABIC, "ar")))
    assert (copy, copy.language, type(copy)) == (ARABIC, "ar", Worded)


def filtered(name: str, value: Any, *languages: str) -> Any:
    covered = tuple(SimpleNamespace(tag=tag, cover="full") for tag in languages)
    policy: Any = SimpleNamespace(centre=SimpleNamespace(languages=covered))
    return filter_named(name).apply(value, (), policy)


def test_filters_know_the_language_of_a_wording() -> None:
    texts = {"en-GB": "Hello", "ar": ARABIC}
    assert filtered("wording", texts, "ar").language == "ar"
    assert filtered("wording", texts, "ar-EG").language == "ar"
    assert filtered("wording", texts, "fr").language == "en-GB"
    assert filtered("capital", Worded("guten Tag", "de")) == "Guten Tag"
    assert filtered("capital", Worded("guten Tag", "de")).language == "de"
    promise = filtered("promise", SimpleNamespace(text={"ur": "ہم جواب دیں گے۔"}), "ur")
    assert (promise, promise.language) == ("ہم جواب دیں گے۔", "ur")
    assert filtered("promise", SimpleNamespace(text={"de": "Wir antworten"}), "de") == "Wir antworten."


def test_a_quotation_says_its_language_and_keeps_its_lines() -> None:
    quote = filtered("quote", Worded("Acme شكرا\nمرحبا\n\nثالثا", "ar"))
    assert block_html(quote) == (
        '<blockquote lang="ar" dir="rtl">\n<p dir="rtl">Acme شكرا<br>مرحبا</p>\n<p dir="rtl">ثالثا</p>\n</blockquote>\n'
    )
    assert block_html(quote_of("one\ntwo")) == "<blockquote>\n<p>one<br>two</p>\n</blockquote>\n"
    assert block_html(quote_of(HEBREW)) == f'<blockquote>\n<p dir="auto">{HEBREW}</p>\n</blockquote>\n'


def test_blocks_of_a_text_that_may_run_left_find_out_which_way() -> None:
    html = to_html(parse(f"{HEBREW}\n\nEnglish\n\n- {HEBREW}\n\n1. x\n\n| a |\n| - |\n| {HEBREW} |\n"))
    assert html.count('dir="auto"') == 6
    assert f'<p dir="auto">{HEBREW}</p>' in html and '<ul dir="auto">' in html and '<ol dir="auto">' in html
    assert f'<td dir="auto">{HEBREW}</td>' in html and '<th dir="auto" scope="col">' in html
    assert "dir=" not in to_html(parse("English\n\n- über 株 हिन्दी\n"))
    assert "dir=" not in to_html(parse(HEBREW), manner=Manner(language="he"))


def test_a_value_from_right_to_left_turns_its_paragraph() -> None:
    assert to_html(parse("{{ x }} says so"), [HEBREW]) == f'<p dir="auto">{HEBREW} says so</p>\n'


def test_what_already_says_its_direction_is_left_alone() -> None:
    assert (
        directed(f'<p dir="ltr">{HEBREW}</p><p id="a">x</p>') == f'<p dir="ltr">{HEBREW}</p><p dir="auto" id="a">x</p>'
    )
    assert directed("<p>x</p>") == "<p>x</p>"
    table = TableValue(("a",), ((HEBREW,),))
    assert f'<td dir="auto">{HEBREW}</td>' in block_html(table)
    assert block_html(ListValue((HEBREW,))).startswith('<ul dir="auto">')


def test_each_line_of_a_page_finds_out_its_way_where_nothing_around_it_says_it() -> None:
    assert each_directed("<p>x</p><label>y</label>") == "<p>x</p><label>y</label>"
    html = f"<p>x</p><label for='a'>{HEBREW}</label><dl><dt>x</dt><dd>{HEBREW}</dd></dl>"
    marked = f'<p>x</p><label dir="auto" for=\'a\'>{HEBREW}</label><dl><dt>x</dt><dd dir="auto">{HEBREW}</dd></dl>'
    assert each_directed(html) == marked
    said = f'<div dir="rtl"><p>{HEBREW}<br>{HEBREW}</p><div><p>{HEBREW}</p></div><p>{HEBREW}</p></div>'
    assert each_directed(f"{said}<p>{HEBREW}</p>") == f'{said}<p dir="auto">{HEBREW}</p>'
    assert each_directed(f'<p dir="auto">{HEBREW}</p>') == f'<p dir="auto">{HEBREW}</p>'
    assert "dir=" not in each_directed("\ufdd0a mark of a heading\ufdd1<p>x</p>")


def test_words_behind_others_are_kept_apart_from_them() -> None:
    assert isolated("a < b") == "a &lt; b"
    assert isolated(f"{HEBREW} < b") == f"<bdi>{HEBREW} &lt; b</bdi>"
    assert isolated(f"TRI-5 {HEBREW}", "TRI-5") == f"TRI-5 <bdi>{HEBREW}</bdi>"
    assert isolated(HEBREW, "TRI-5") == f"<bdi>{HEBREW}</bdi>"


@pytest.mark.parametrize(
    ("title", "left"), [("x", False), ("TRI-5 x", False), ("Acme א", False), ("TRI-L2 (א) x", True)]
)
def test_a_title_runs_the_way_of_its_first_letter_behind_an_id(title: str, left: bool) -> None:
    assert title_runs_left(title) is left


def test_points_cells_and_plain_texts_find_out_which_way_they_run() -> None:
    writer = ProseWriter({})
    assert writer.cell(Prose(HEBREW)) == f'<td dir="auto">{HEBREW}</td>'
    assert writer.block(HEBREW) == f'<p dir="auto">{HEBREW}</p>'
    assert writer.block(Prose(HEBREW), language="he") == f"<p>{HEBREW}</p>"


def test_line_breaks_count_in_a_letter_and_not_in_prose() -> None:
    writer = ProseWriter({})
    letter = Letter("Dear [name],\n{{ x }}").with_values(("First\nsecond",))
    assert writer.block(letter) == "<p>Dear [name],<br>\nFirst second</p>"
    prose = Prose("Dear [name],\n{{ x }}").with_values(("First\nsecond",))
    assert writer.block(prose) == "<p>Dear [name],\nFirst second</p>"


def test_texts_of_a_policy_keep_their_lines_and_say_their_language() -> None:
    values = Values(composed.policy())
    texts = {LanguageTag("en-GB"): Words("First\nsecond\n"), LanguageTag("ar"): Words(ARABIC)}
    assert values.leaf(Words("a <b>\nc\n")) == "a &lt;b&gt;<br>c"
    assert values.line(texts) is None
    assert values.block(texts) == (
        '\n<dl class="im-value">\n<dt>English (UK)</dt>\n<dd><p>First<br>second</p></dd>'
        f'\n<dt>Arabic</dt>\n<dd lang="ar" dir="rtl"><p>{ARABIC}</p></dd></dl>'
    )
    short = {LanguageTag("ar"): Words("مرحبا"), LanguageTag("de"): Words("Hallo")}
    assert values.line(short) == 'Arabic: <bdi lang="ar" dir="rtl">مرحبا</bdi>; German: <span lang="de">Hallo</span>'
    sentences = {LanguageTag("ar"): Words(ARABIC), LanguageTag("de"): Words("Hallo.")}
    assert values.line(sentences) is None


def test_a_list_of_texts_with_line_breaks_is_a_list() -> None:
    values = Values(composed.policy())
    texts = (Words("one\ntwo"), Words("three"))
    assert values.line(texts) is None
    assert values.block(texts) == "\n<ul>\n<li>one<br>two</li>\n<li>three</li></ul>"
    assert values.line_of(texts) == "one<br>two; three"
    assert joined([Markup("a<br>b")]) == "a<br>b"
    assert on_one_line([Markup("a: b<br>c")]) is None
