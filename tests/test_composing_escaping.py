"""A policy value shows as it was typed, whatever Markdown or HTML would make of it."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from immerse.expressions.escaping import escape, escape_address, escape_block
from immerse.expressions.filters_tables import make_table
from immerse.hosts.site_config import MARKDOWN_EXTENSIONS
from markdown import Markdown

EXTENSIONS = [one if isinstance(one, str) else next(iter(one)) for one in MARKDOWN_EXTENSIONS]
# Control and invisible characters are refused by the model; what is left is any other text.
TEXTS = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_categories=("Cc", "Cf", "Zs"))
    | st.sampled_from(list("\\`*_{}[]()<>#+-.!|~^=:&\"'/?$@0123456789 \n")),
    max_size=40,
).filter(str.strip)


def rendered(source: str) -> str:
    # What the toc marks and other extensions add per page is of no interest here.
    return Markdown(extensions=[name for name in EXTENSIONS if name != "toc"]).convert(source)


def shown(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).strip()


@given(TEXTS)
@example("1. one")
@example("- one")
@example("+ one")
@example("> one")
@example("    code")
@example("[a](javascript:b)")
@example("![a](b)")
@example("<script>alert(1)</script>")
@example("{: .c onclick=x}")
@example("text {: #id }")
@example(": definition")
@example("[^1]: note")
@example("[a]: http://b")
@example("*[abbr]: long")
@example("!!! note")
@example("??? note")
@example("/// note")
@example("=== one")
@example("--- ")
@example("***")
@example("# one")
@example("a | b\n--- | ---")
@example("```\ncode")
@example("~~~ code")
@example("&copy; &#60; &amp;")
@example("a\\")
@example("mail <a@b.c> http://x.y")
@example("{{ policy.client.name }}")
@example(":smile: 08:00:30")
def test_a_value_alone_is_one_paragraph_of_its_own_text(text: str) -> None:
    markup = rendered(escape(text))
    assert markup.startswith("<p>")
    assert not re.search(r"<(?!/?p>)", markup), markup
    assert shown(markup) == " ".join(text.split())


@given(TEXTS, st.sampled_from(["Before {} after.", "- {}", "> {}", "1. {} and", "**{}**x", "Two\nlines {}"]))
@settings(max_examples=40)
def test_a_value_in_a_sentence_changes_nothing_around_it(text: str, around: str) -> None:
    neutral = rendered(around.format("NEUTRAL"))
    words = " ".join(text.split())
    markup = rendered(around.format(escape(text)))
    assert re.findall("<[^>]*>", markup) == re.findall("<[^>]*>", neutral)
    assert shown(markup) == shown(neutral).replace("NEUTRAL", words)


@given(st.lists(TEXTS, min_size=2, max_size=4), st.lists(TEXTS, min_size=2, max_size=4))
@settings(max_examples=40)
def test_a_table_of_values_has_as_many_cells_as_values(header: list[str], row: list[str]) -> None:
    size = min(len(header), len(row))
    markup = rendered(make_table(header[:size], [row[:size]]))
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", markup, re.DOTALL)
    assert [shown(cell) for cell in cells] == [" ".join(text.split()) for text in header[:size] + row[:size]]


@given(TEXTS)
@settings(max_examples=40)
def test_a_quote_stays_a_quote(text: str) -> None:
    lines = escape_block(text).splitlines()
    markup = rendered("\n".join(f"> {line}" for line in lines))
    assert markup.startswith("<blockquote>")
    assert not re.search(r"<(?!/?(p|blockquote)>)", markup), markup


@pytest.mark.parametrize("text", ["https://a.example/x_(y)?z=1&a=b c", 'https://a.example/"><script>', "tel:+44 20)"])
def test_an_address_cannot_leave_its_link(text: str) -> None:
    markup = rendered(f"[here]({escape_address(text)})")
    assert re.fullmatch(r'<p><a href="[^"<>]*">here</a></p>', markup), markup
