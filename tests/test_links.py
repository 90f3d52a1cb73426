"""Links of our own kinds: relative addresses, and words alone where a link leads nowhere."""

from __future__ import annotations

import posixpath
from pathlib import Path

import pytest
from composed import edited, made
from hypothesis import given
from hypothesis import strategies as st
from immerse.planning import plan_site
from immerse.rendering.links import relative, rewrite
from rendered_pages import PLAYBOOK


def test_links_of_our_own_kinds_become_relative_addresses() -> None:
    addresses = {
        "TRI-L2": "learn/tri/tri-l2.md",
        "TRI-5": "learn/tri/index.md#tri-5",
        "term:reach": "reference/glossary.md#term-reach",
    }
    text = "See [the *lesson*](lesson:TRI-L2), [TRI-5](competency:TRI-5) and [reach](term:reach), [web](https://a.example)."
    assert rewrite(text, "learn/tri/tri-l1.md", addresses) == (
        "See [the *lesson*](tri-l2.md), [TRI-5](index.md#tri-5) and "
        "[reach](../../reference/glossary.md#term-reach), [web](https://a.example)."
    )
    assert rewrite("[here](competency:TRI-5)", "learn/tri/index.md", addresses) == "[here](#tri-5)"
    assert rewrite("[home](lesson:TRI-L2)", "index.md", addresses) == "[home](learn/tri/tri-l2.md)"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see [the old one](lesson:GONE-L1).", "see the old one."),
        ("[a [nested] word](term:gone), [b](term:gone)", "a [nested] word, b"),
        (r"[a \] bracket](term:gone)", r"a \] bracket"),
    ],
)
def test_a_link_to_nothing_keeps_its_words(text: str, left: str) -> None:
    assert rewrite(text, "index.md", {}) == left


def test_a_link_to_nothing_is_a_problem_at_its_place(tmp_path: Path) -> None:
    of = edited("limits: You do not answer here.", "limits: Not here, see [it](lesson:TRI-L9).", tmp_path, PLAYBOOK)
    edition = made(of=of)
    _, (problem,) = plan_site(edition)
    assert (problem.rule, problem.subject) == ("reference", "TRI-L9")
    assert problem.message == "link to lesson 'TRI-L9', which this client's site does not have"
    line = (tmp_path / PLAYBOOK).read_text("utf-8").splitlines()[problem.location.line - 1]
    assert line[problem.location.column - 1 :].startswith("(lesson:TRI-L9)")


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=4), st.lists(st.sampled_from("abc"), min_size=1, max_size=4)
)
def test_a_relative_link_leads_back_to_its_address(target: list[str], page: list[str]) -> None:
    address, here = "/".join(target) + ".md", "/".join(page) + ".md"
    assert posixpath.normpath(posixpath.join(posixpath.dirname(here), relative(address, here))) == address
