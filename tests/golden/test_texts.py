"""One reading of a text: what the reader gets, and the exact place of each part, for every way of writing."""

from __future__ import annotations

import html
import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from immerse.expressions.placeholders import placeholders_of
from immerse.model.text import Prose
from immerse.texts.html import inline_html, to_html
from immerse.texts.parsed_text import ParsedText, blanked, parse, parsed
from immerse.texts.plain_words import AS_TYPED
from immerse.texts.shown import shown, shown_in_full, without_mentor_notes
from rendered_pages import Outline
from text_cases import CASES, read_as, read_case

FILES = sorted(CASES.glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_text_gives_its_html_its_words_and_its_places(path: Path) -> None:
    case = read_case(path)
    assert case["about"]
    assert read_as(case) == {name: case[name] for name in ("html", "shown", "spans")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_html_of_a_text_is_well_formed(path: Path) -> None:
    outline = Outline(read_case(path)["html"])
    assert outline.faults == []
    assert len(outline.ids) == len(set(outline.ids))


@given(st.from_regex(AS_TYPED, fullmatch=True))
@example("Capture it (twice), then e.g. write – or call.")
def test_a_line_without_marks_is_shown_as_typed_and_read_as_the_parser_does(text: str) -> None:
    assert shown_in_full(Prose(text)) == shown(parse(text))
    before_marks = parse(f"{text}\n\n*marks*")
    assert [*parse(text).tokens] == before_marks.tokens[:3]
    assert parse(text).deepest == before_marks.deepest


@pytest.mark.parametrize(
    "text",
    [
        "a *b*",
        "a _b_",
        "1. a",
        "- a",
        "a\n- b",
        "a &amp; b",
        "a\\.",
        "`a`",
        "a  b",
        "a ",
        "[a](b)",
        "~~a~~",
        "a\u00a0b",
    ],
)
def test_a_line_with_marks_is_read(text: str) -> None:
    prose = Prose(text)
    assert shown_in_full(prose) == shown(parse(text))
    assert prose.reading is not None


MARKS = (
    *("word", " ", "\n", "\n\n", "- ", "  ", "    ", "\t", "1. ", "> ", "# ", "### ", "`", "``", "```\n", "~~~\n"),
    *("{{ x }}", "{{", "}}", "{{ 'a|b' }}", "{{ x |\n y }}", "{%", "{#", "{", "}", '"', "'", "\\", "|", "|-|-|\n"),
    *("| a | b |\n|---|---|\n", "[", "]", "(", ")", "](", "[w](https://a.example)", "[^1]", "[^1]: ", "![", "<"),
    *(">", "<https://b.example>", "https://c.example/", "*", "**", "_", "~~", "&amp;", "[!NOTE]", "[!MENTOR] "),
    *("[ ] ", "---\n", "é", "👩‍💻", "{{ policy.client.name }}", "[x]({{ url }})", "[x](tel:{{ n }} '{{ t }}')"),
)
PIECES = st.lists(st.sampled_from(MARKS) | st.text(max_size=5), max_size=24).map("".join)


@given(PIECES.map(lambda text: "w" + text.replace("\n", " ")))
@example("w\x1f")
@example("w\xa0")
def test_a_line_that_begins_with_a_letter_is_read_as_the_parser_of_blocks_does(text: str) -> None:
    assert [*parse(text).tokens] == parse(f"{text}\n\n*marks*").tokens[:3]


@given(PIECES)
def test_any_text_is_read_and_every_part_stands_where_it_is_said_to(text: str) -> None:
    reading = parse(text)
    for span in reading.spans:
        assert 0 <= span.start <= span.end <= len(text) + 1, span
        typed = text[span.start : span.end]
        begins = {
            "placeholder": r"\{\{.*\}\}\Z",
            "stray": r"\{\{|\}\}|\{%|\{#" if not span.words else r".*(?:\{\{|\}\}|\{%|\{#)",
            "link": r"\[|<|https?:",
            "image": r"!\[",
            "footnote": r"\[\^",
            "code": r"`+|[ \t>\d.)*+-]*(?:```|~~~|[ \t]|\Z)",
        }
        assert re.match(begins.get(span.kind, ""), typed, re.DOTALL | re.IGNORECASE), (span, typed)
    starts = [span.start for span in reading.placeholders]
    assert starts == sorted(set(starts))


@given(PIECES)
def test_html_of_any_text_is_well_formed(text: str) -> None:
    reading = parse(text)
    values = [f"VALUE{number}END" for number in range(len(reading.placeholders))]
    try:
        markup = to_html(reading, values)
    except ValueError as error:  # a value that is no address begins one
        assert "is not an address" in str(error)
        return
    assert Outline(markup).faults == []
    assert Outline(inline_html(reading, values)).faults == []
    without_titles = [number for number, span in enumerate(reading.placeholders) if not span.words]
    seen = re.findall(r"VALUE(\d+)END", re.sub("<[^>]*>", "", markup))
    assert sorted(map(int, seen)) == without_titles


@given(PIECES)
@example("\\{{ x }}")
@example("| a |\n|---|\n| 1 | {{ lost }} |\n\n{{ kept }}")
@example("[^1]: {{ lost }}\n\n{{ kept }}")
@example("<https://a.example/{{p}}> {{ kept }}")
@example("    {{ code }}\n\n{{ kept }}")
def test_what_is_asked_for_values_is_what_values_are_given_to(text: str) -> None:
    asked = [(span.content, span.start, span.end) for span in placeholders_of(Prose(text))]
    assert asked == [(span.content, span.start, span.end) for span in parse(text).placeholders]


@given(PIECES, st.data())
def test_what_is_blanked_keeps_every_length(text: str, data: st.DataObject) -> None:
    spans = [span for span in parse(text).spans if data.draw(st.booleans())]
    plain = blanked(text, spans)
    assert len(plain) == len(text)
    inside = {place for span in spans for place in range(span.start, min(span.end, len(text)))}
    for place, letter in enumerate(text):
        assert plain[place] == ("\n" if letter == "\n" else " " if place in inside else letter)


BLOCKS = (
    "{} {}\n",
    "{}:\n- {}\n- {}\n  - {}\n",
    "1. {}\n\n   {}\n\n2. {}\n",
    "2025. {}\n",
    "#{} {}\n",
    "!!! {}\n",
    "[{}]: [{}]\n",
    "> {}\n{}\n> > {}\n",
    "> [!NOTE] {}\n> {}\n",
    "> [!HINT]\n> {}\n",
    "| {} | {} |\n|---|---|\n| {} | `{}` |\n",
    "| {} |\n|---|\n| {} | {} |\n",
    "{}[^{}] {}\n\n[^{}]: {}\n",
    "```\n# {}\n{{{{ {} }}}}\n```\n",
    "    {}\n",
    "### {} `{}` *{}*\n",
    "- [ ] {}\n- [x] {}\n",
    "**{}** _{}_ ~~{}~~ `{}` <{}> &{};\n",
    "[{}](https://x.example/{} '{}') <https://y.example/{}> https://z.example/{}\n",
    "![{}](x.png) {}\n",
    "{}\n---\n{}\n===\n{}  \n{}\\\n{}\n",
    "{}\n: {}\n",
    "{{% {} %}} {{# {} #}} }}}} {}\n",
)


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6), st.sampled_from(["", "- ", "> ", "1. "]))
@settings(max_examples=200)
def test_no_word_vanishes(blocks: list[str], around: str) -> None:
    numbers = iter(range(1000))
    parts = []
    for block in blocks:
        count = block.replace("{{", "").replace("}}", "").count("{}")
        words = [f"w{next(numbers)}w" for _ in range(count)]
        if "[^{}]" in block:
            words[3] = words[1]
        part = block.format(*words)
        indented = part.replace("\n", "\n" + ("> " if around == "> " else " " * len(around))).rstrip(" >")
        parts.append(around + indented if around else part)
    text = "\n".join(parts)
    reading = parse(text)
    kept = html.unescape(to_html(reading)) + " ".join(span.content for span in reading.of_kind("lost", "image"))
    labels = {span.content for span in reading.of_kind("footnote")}  # a note is called by its number
    lost = [word for word in re.findall(r"w\d+w", text) if word not in kept and word not in labels]
    assert lost == [], text


NOTES = [
    ("Said.\n\n> [!MENTOR]\n> Secret.\n\nMore.\n", "Said.\nMore."),
    ("> [!mentor] Secret label\n> Secret.\nSecret as it goes on.\n\nMore.", "More."),
    ("Said.\n> [!MENTOR]\n> - Secret\n>\n> ```\n> secret\n> ```\n>\n> | Secret |\n> |---|\n", "Said."),
    ("- a\n\n  > [!MENTOR]\n  > Secret.\n- b", "- a\n- b"),
    ("- > [!MENTOR]\n  > Secret.\n- b", "- b"),
    ("> Quoted.\n>\n> > [!MENTOR]\n> > Secret.\n>\n> More.", "Quoted.\nMore."),
    ("1. a\n   > [!MENTOR]\n   > Secret.[^1]\n   >\n   > [^1]: Secret as well.\n2. b", "1. a\n2. b"),
    ("> [!NOTE]\n> Said.\n>\n> > [!MENTOR]\n> > Secret.", "Note\nSaid."),
    ("> [!MENTOR]\n> Secret.\n\n> [!MENTOR]\n> Secret.\n\n> [!TIP]\n> Said.", "Tip\nSaid."),
]


@pytest.mark.parametrize(("text", "left"), NOTES)
def test_trainees_have_a_text_without_its_notes_for_mentors(text: str, left: str) -> None:
    trainees = without_mentor_notes(Prose(text))
    assert "secret" not in trainees.casefold()
    assert shown_in_full(trainees) == left
    assert "secret" in shown_in_full(Prose(text)).casefold()
    assert "im-callout--mentor" in to_html(parse(text))


@pytest.mark.parametrize(("text", "left"), NOTES)
def test_values_stay_with_their_placeholders_where_notes_are_taken_out(text: str, left: str) -> None:
    holding = re.sub(
        r"(?i)secret(?![\w ])", "{{ secret }}", re.sub(r"\b(Said|More|a|b)\b(?=[.\n]|\Z)", r"{{ \1 }}", text)
    )
    spans = parsed(Prose(holding)).placeholders
    assert len(spans) >= 2
    values = tuple(span.content.strip() for span in spans)
    assert shown_in_full(without_mentor_notes(Prose(holding).with_values(values))) == left


def test_a_text_without_notes_is_the_same_text() -> None:
    text = Prose("> [!NOTE]\n> Said.")
    assert without_mentor_notes(text) is text


@given(PIECES)
def test_what_trainees_have_holds_no_note(text: str) -> None:
    trainees = without_mentor_notes(Prose(text))
    again: ParsedText = parsed(trainees)
    assert shown(again).count("\n") <= shown(parse(text)).count("\n")
    if parsed(Prose(text)).mentor_notes:
        assert len(trainees) < len(text)


SLOW = (
    *("[", "![", "[x](", "](", "`", "``` ", "*a **b ", "_", "~~", "<a ", "&amp", "{{", "{{ 'a", "{{ x }}", "}}", "|"),
    *("| {{ x }} `a` ", "- ", "- a\n", "> ", "1. ", "# a\n", "[^1]", "[^1]: a\n", "\\", "https://a", "https://a.b/{{"),
    *(
        "[x](https://a/{{ b }} '{{ c }}')",
        "> [!MENTOR]\n> a\n\n",
        "> [!NOTE]\n> a\n\n",
        "a  \n",
        "    a\n",
        "```\n",
        "(((",
    ),
    *("| `{{` | a |\n", "|a|b|\n|-|-|\n|c|d|\n", "a|b\n", "--\n", "\n", " "),
)


@pytest.mark.parametrize("unit", SLOW)
def test_the_time_to_read_grows_with_the_length_of_a_text(unit: str) -> None:
    def steps(length: int) -> int:
        text = Prose((unit * (length // len(unit) + 1))[:length])
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            reading = parsed(text)
            values = ["https://a.example"] * len(reading.placeholders)
            to_html(reading, values)
            shown(reading, values)
            placeholders_of(text)
        finally:
            sys.setprofile(None)
        return counted

    short, long = steps(2000), steps(8000)
    assert long < 6 * short + 1000, (short, long)


@pytest.mark.parametrize(
    "unit", ["https://a", "https://a.b/{{", "{{ 'a", "{{", "<a ", "| ", "\\{{", "[x](https://a/{{ "]
)
def test_no_pattern_looks_through_the_whole_text_at_every_place(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            parse(text)
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(24_000) < 9 * max(seconds(6_000), 0.02)
