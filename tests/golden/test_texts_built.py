"""Every golden text in a lesson: check names what is wrong, or the site is built; no gate speaks before check."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from fault_cases import LESSON, Input, check_of, faults_of, lesson_of, passes
from immerse.texts.parsed_text import ParsedText, parse
from text_cases import CASES, read_case

NAMED = {
    "escapes": [
        "5:53: '}}' without '{{' before it [L-72]",
    ],
    "footnote_that_nothing_points_to": [
        "7:13: 'Not read by anybody.' is shown nowhere [markup]",
    ],
    "headings": [
        "8:7: heading '### One' has nothing below it [markup]",
        "10:7: heading '### One 2' has nothing below it [markup]",
        "15:7: heading '#### A fourth' inside a section [markup]",
    ],
    "links": [
        "5:55: link to 'https://x.example/a b': it contains the character U+0020 (space) [markup]",
        "7:17: this is not a link: 'lesson: FST-L1' is not an address [markup]",
        "7:44: this is not a link: 'https://x.example/a b' is not an address [markup]",
        "7:94: a link to 'https://z.example' without words [markup]",
    ],
    "links_to_nothing": [
        "5:11: link to lesson 'GONE-L1', which does not exist [reference]",
    ],
    "marks_without_words": [
        "5:7: the text '-\\n\\n>\\n\\n1.' has no visible words [markup]",
    ],
    "no_callouts": [
        "5:9: [!NOTE] does not begin a callout here, so it is shown as typed [markup]",
        "7:11: there is no callout [!WHAT] [markup]",
        "11:11: [!NOTE] does not begin a callout here, so it is shown as typed [markup]",
        "13:11: [!NOTE] does not begin a callout here, so it is shown as typed [markup]",
    ],
    "pictures": [
        "5:13: a text cannot contain a picture [markup]",
        "5:60: FST-L2 has a picture without words: '![](x.png)' [L-74]",
        "5:60: a text cannot contain a picture [markup]",
    ],
    "placeholders_in_addresses": [
        "5:7: 'Acme Works' is not an address to link to (acme-works) [L-72]",
    ],
    "raw_html": [
        "5:11: raw HTML '<b>' in a text [markup]",
        "5:18: raw HTML '</b>' in a text [markup]",
        "5:24: raw HTML '<!-- that -->' in a text [markup]",
        "5:42: raw HTML '<br/>' in a text [markup]",
        "7:7: raw HTML '<div class=\"x\">' in a text [markup]",
        "9:7: raw HTML '<script>' in a text [markup]",
        "9:23: raw HTML '</script>' in a text [markup]",
        "11:7: raw HTML '</div>' in a text [markup]",
    ],
    "shown_as_typed": [
        "5:64: attribute '{.c' in a text is shown as typed [markup]",
    ],
    "stray_braces": [
        "5:65: '{%' is not part of the language [L-72]",
        "5:77: '{#' is not part of the language [L-72]",
        "7:9: '{{' is not closed [L-72]",
        "8:11: '}}' without '{{' before it [L-72]",
        "10:29: '}}' without '{{' before it [L-72]",
        "10:57: '{{' is not closed [L-72]",
    ],
    "table_cells_beyond_the_head": [
        "7:17: '3 {{ x }} | 4' is shown nowhere [markup]",
    ],
    "tabs": [
        "6:7: a tab is refused (4 in this file) [yaml]",
    ],
    "values_that_fill_no_block": [
        "15:7: heading '### {{ policy.client.name }}' has nothing below it [markup]",
    ],
}
"""What check says of texts that no page can show as they are: line and column in the lesson, and the message."""


def as_lesson(text: str) -> str:
    """A lesson with this text as its section; placeholders read something that every client has."""
    return lesson_of(
        f"sections:\n  - id: one\n    title: One\n    text: |2-\n{indented(with_real_placeholders(text))}\n"
    )


def indented(text: str) -> str:
    return "\n".join(f"      {line}" if line.strip() else "" for line in text.rstrip("\n").split("\n"))


def with_real_placeholders(text: str) -> str:
    reading: ParsedText = parse(text)
    for span in reversed(reading.placeholders):
        name = "policy.centre.languages | bullets('tag')" if span.alone else "policy.client.name"
        text = f"{text[: span.start]}{{{{ {name} }}}}{text[span.end :]}"
    return text.replace("TRI-L2", "FST-L1")


@cache
def inputs() -> tuple[Input, ...]:
    """Each golden text as an input, with what check says of it."""
    found = [Input(path.stem, {LESSON: as_lesson(read_case(path)["text"])}) for path in sorted(CASES.glob("*.yml"))]
    return tuple(replace(one, check=check_of(one)) for one in found)


def test_check_names_what_no_page_can_show_and_nothing_else() -> None:
    said = {
        one.name: re.findall(r"^[^ ].*?:(\d+:\d+: .*)$", one.check, re.MULTILINE) for one in inputs() if not passes(one)
    }
    assert said == NAMED


def test_what_check_lets_pass_is_built() -> None:
    clean = [one for one in inputs() if passes(one)]
    assert len(clean) > 25
    assert [*faults_of(clean)] == []
