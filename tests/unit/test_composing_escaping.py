"""A policy value shows as it was typed wherever it stands in a text, whatever Markdown or HTML would make of it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from immerse.expressions.filters_tables import make_table
from immerse.texts.block_values import ListValue, quote_of
from immerse.texts.html import Manner, inline_html, to_html
from immerse.texts.link_addresses import address_of
from immerse.texts.parsed_text import parse
from immerse.texts.shown import shown as plain

Test = TypeVar("Test", bound=Callable[..., None])
# Control and invisible characters are refused by the model; what is left is any other text.
TEXTS = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_categories=("Cc", "Cf", "Zs"))
    | st.sampled_from(list("\\`*_{}[]()<>#+-.!|~^=:&\"'/?$@0123456789 \n")),
    max_size=40,
).filter(str.strip)
HOSTILE = (
    "1. one",
    "- one",
    "+ one",
    "> one",
    "    code",
    "[a](javascript:b)",
    "![a](b)",
    "<script>alert(1)</script>",
    "{: .c onclick=x}",
    "text {: #id }",
    ": definition",
    "[^1]: note",
    "[^1]",
    "[a]: http://b",
    "*[abbr]: long",
    "!!! note",
    "??? note",
    "/// note",
    "=== one",
    "--- ",
    "***",
    "# one",
    "a | b\n--- | ---",
    "```\ncode",
    "~~~ code",
    "&copy; &#60; &amp;",
    "a\\",
    "mail <a@b.c> http://x.y",
    "{{ policy.client.name }}",
    "{{ policy.client.name | quote }}\n\n{% if x %}",
    ":smile: 08:00:30",
    "[!MENTOR] secret",
    "[ ] a box",
    "</p></details><details open>",
    "\" onmouseover='x",
)
PLACES = (
    "{{ x }}",
    "Before {{ x }} after.",
    "Two\nlines {{ x }}",
    "{{ x }}\n---\n",
    "- {{ x }}",
    "- a\n  - {{ x }}\n\n    {{ x }}",
    "1. {{ x }} and",
    "- [ ] {{ x }}",
    "> {{ x }}",
    "> [!NOTE] {{ x }}\n> {{ x }}",
    "> [!HINT] Look at {{ x }}\n> Inside.",
    "| a | {{ x }} |\n|---|---|\n| {{ x | list('a', 'b') }} | **{{ x }}** |",
    "**{{ x }}**x",
    "_{{ x }}_ ~~{{ x }}~~ `code` {{ x }}",
    "[{{ x }}](https://a.example)",
    '[words](https://a.example "{{ x }}")',
    "One[^1].\n\n[^1]: {{ x }}",
    "### About {{ x }}\n\nText.",
    "{{ x }}{{ x }}",
)


def rendered(text: str, values: Sequence[object], *, breaks: bool = False) -> str:
    return to_html(parse(text), values, Manner(breaks=breaks, prefix="t"))


def filled(text: str, value: str, *, breaks: bool = False) -> str:
    return rendered(text, [value] * len(parse(text).placeholders), breaks=breaks)


def tags(markup: str) -> list[str]:
    """The tags of a text; what stands in a title is none of them, and which way a block runs follows its words."""
    return [re.sub(r' title="[^"<>]*"| dir="auto"', "", tag) for tag in re.findall("<[^>]*>", markup)]


def shown(markup: str) -> str:
    """Everything that is read, titles too, with one blank between words."""
    titled = re.sub(r'<a [^>]*title="([^"]*)"[^>]*>', r"\1", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", titled)).split())


def with_all(texts: Sequence[str]) -> Callable[[Test], Test]:
    """Every one of these texts as an example."""

    def decorate(test: Test) -> Test:
        for text in texts:
            test = example(text)(test)
        return test

    return decorate


@given(TEXTS)
@with_all(HOSTILE)
def test_a_value_alone_is_one_paragraph_of_its_own_text(text: str) -> None:
    markup = filled("{{ x }}", text)
    assert re.fullmatch(r'<p(?: dir="auto")?>[^<>]*</p>\n', markup), markup
    assert shown(markup) == " ".join(text.split())


@pytest.mark.parametrize("place", PLACES)
@given(TEXTS)
@with_all(HOSTILE)
@settings(max_examples=40)
def test_a_value_changes_nothing_around_it_and_shows_itself(place: str, text: str) -> None:
    words = " ".join(text.split())
    for breaks in (False, True):
        neutral, markup = filled(place, "NEUTRAL", breaks=breaks), filled(place, text, breaks=breaks)
        assert tags(markup) == tags(neutral)
        assert shown(markup) == shown(neutral).replace("NEUTRAL", words)
    reading, count = parse(place), len(parse(place).placeholders)
    assert plain(reading, [text] * count) == plain(reading, ["NEUTRAL"] * count).replace("NEUTRAL", words)
    lines = [inline_html(reading, [value] * count) for value in ("NEUTRAL", text)]
    assert tags(lines[1]) == tags(lines[0])


@pytest.mark.parametrize("place", PLACES)
def test_every_place_shows_what_stands_there(place: str) -> None:
    count = len(parse(place).placeholders)
    markup = rendered(place, [f"VALUE-{number}-END" for number in range(count)])
    assert re.findall(r"VALUE-(\d+)-END", markup) == [str(number) for number in range(count)]


@given(st.lists(TEXTS, min_size=2, max_size=4), st.lists(TEXTS, min_size=2, max_size=4))
@settings(max_examples=40)
def test_a_table_of_values_has_as_many_cells_as_values(header: list[str], row: list[str]) -> None:
    size = min(len(header), len(row))
    markup = rendered("Before.\n{{ x }}\nAfter.", [make_table(header[:size], [row[:size]])])
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", markup, re.DOTALL)
    assert [shown(cell) for cell in cells] == [" ".join(text.split()) for text in header[:size] + row[:size]]
    assert not re.search(r"<(?!/?(p|table|thead|tbody|tr|th|td)\b)", markup), markup
    assert shown(markup.partition("<table>")[0] + markup.partition("</table>")[2]) == "Before. After."


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=40)
def test_a_list_of_values_has_as_many_points_as_values(items: list[str]) -> None:
    markup = rendered("- one\n\n  {{ x }}", [ListValue(tuple(items))])
    points = re.findall(r"<li>(.*)</li>", markup)
    assert [shown(point) for point in points] == [" ".join(text.split()) for text in items]


@given(TEXTS)
@with_all(HOSTILE)
@settings(max_examples=40)
def test_a_quote_stays_a_quote(text: str) -> None:
    markup = rendered("{{ x }}", [quote_of(text)])
    assert markup.startswith("<blockquote>")
    assert not re.search(r'<(?!/?(p( dir="auto")?|blockquote)>|br>)', markup), markup
    assert shown(markup.replace("<", " <")) == " ".join(text.split())


@pytest.mark.parametrize(
    "place", ["*{{ x }}\nx*", "[a\n{{ x }}\nb](https://a.example)", "| a |\n|---|\n{{ x }}", "# {{ x }}"]
)
def test_a_value_that_fills_a_block_is_words_where_no_block_can_stand(place: str) -> None:
    value = ListValue(("<b>one", "two"))
    assert tags(rendered(place, [value])) == tags(filled(place, "words"))
    assert "&lt;b&gt;one; two" in rendered(place, [value])
    assert not any(span.alone for span in parse(place).placeholders)


ADDRESSES = [
    "https://a.example/x_(y)?z=1&a=b c",
    'https://a.example/"><script>',
    "https://a.example/\n\n# x",
    "https://a.example/)[b](c)",
]


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_cannot_leave_its_link(text: str) -> None:
    markup = filled("[here]({{ x }})", text)
    assert re.fullmatch(r'<p><a href="[^"<>\s]*">here</a></p>\n', markup), markup


def test_a_part_of_an_address_cannot_either() -> None:
    markup = filled("[here](https://a.example/{{ x }}/{{ y }}?q) then {{ z }}", '"><b> )')
    assert markup == (
        '<p><a href="https://a.example/%22%3E%3Cb%3E%20%29/%22%3E%3Cb%3E%20%29?q">here</a> then "&gt;&lt;b&gt; )</p>\n'
    )


@pytest.mark.parametrize("text", ["javascript:alert(1)", "//evil.example", "lesson:TRI-L1", "data:text/html,x", ""])
def test_a_value_that_is_no_address_begins_none(text: str) -> None:
    with pytest.raises(ValueError, match="is not an address to link to"):
        address_of(text, "")


def test_a_number_is_dialled_without_what_people_read() -> None:
    assert filled("[ring](tel:{{ x }})", "+44 (0)20 1) onclick=x") == '<p><a href="tel:+440201">ring</a></p>\n'
