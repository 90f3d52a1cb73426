"""Texts of people shown as they were typed, and never read as markup."""

from __future__ import annotations

import json
import re

from composed import client, made
from hypothesis import given
from hypothesis import strategies as st
from immerse.output.html_page import read_page
from immerse.rendering import escaping
from rendered_pages import Outline, html, pages

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=60)
NASTY = st.text("*_`\\[](){}<>&|~^#+-.!:=?/$\"'0123456789ab \u00a0é", max_size=40)


@given(NASTY | LETTERS, st.sampled_from(["{}", "- {}", "# {}", "before {} after", '<p markdown="span">{}</p>']))
def test_escaped_text_shows_itself(text: str, frame: str) -> None:
    shown = " ".join(text.split())
    page = html(frame.format(escaping.markdown(text)))
    expected = " ".join(re.sub(r"^(- |# )|</?p[^>]*>", "", frame).format(shown).replace("¶", "").split())
    assert " ".join("".join(read_page(page).texts).replace("¶", "").split()) == expected


@given(NASTY | LETTERS)
def test_front_matter_reads_back_as_it_was(text: str) -> None:
    assert json.loads(escaping.front_matter(text)) == text


def test_values_of_a_policy_are_never_markup() -> None:
    evil = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ policy.client.name }}"
    over = f"response: {{priorities: {{P4: {{definition: {json.dumps(evil)}}}}}}}"
    edition = made(client(over))
    for text in map(html, pages(edition).values()):
        assert "<img" not in text
        assert "javascript:" not in " ".join(Outline(text).links)
