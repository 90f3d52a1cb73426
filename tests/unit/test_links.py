"""Links of our own kinds: addresses from where the page lies, and words alone where a link leads nowhere."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import Path

import pytest
from composed import edited, made
from hypothesis import given
from hypothesis import strategies as st
from immerse.hosts.page_links import placed
from immerse.model.client import DroppedBlock
from immerse.model.page import place_of
from immerse.model.text import Prose
from immerse.planning.page_addresses import find_dangling
from immerse.planning.site import plan_site
from immerse.rendering.prose import ProseWriter
from rendered_pages import PLAYBOOK

ADDRESSES = {
    "TRI-L2": "learn/tri/tri-l2.md",
    "TRI-5": "learn/tri/index.md#tri-5",
    "term:reach": "reference/glossary.md#term-reach",
    "T-09": "checklist/tasks.md#t-09",
}
LINKS = "[the *lesson*](lesson:TRI-L2), [TRI-5](competency:TRI-5) and [reach](term:reach), [web](https://a.example?x&y)"


def at(text: str, address: str, *, directory_urls: bool = True) -> list[str]:
    """The addresses of a text's links on the page at `address`."""
    html = placed(ProseWriter(ADDRESSES).line(Prose(text)), address, directory_urls=directory_urls)
    return [piece.split('"')[0] for piece in html.split(' href="')[1:]]


def test_links_of_our_own_kinds_become_relative_addresses() -> None:
    assert at(LINKS, "learn/tri/tri-l1.md") == [
        "../tri-l2/",
        "../#tri-5",
        "../../../reference/glossary/#term-reach",
        "https://a.example?x&amp;y",
    ]
    assert at("[here](competency:TRI-5)", "learn/tri/index.md") == ["#tri-5"]
    assert at("[home](lesson:TRI-L2)", "index.md") == ["learn/tri/tri-l2/"]
    assert at("[mentor](task:T-09)", "index.md") == ["checklist/tasks/#t-09"]
    assert at("[up](Lesson:TRI-L2 'A title')", "a/index.md") == ["../learn/tri/tri-l2/"]


def test_for_reading_from_a_disk_links_name_files() -> None:
    assert at(LINKS, "learn/tri/tri-l1.md", directory_urls=False)[:3] == [
        "tri-l2.html",
        "index.html#tri-5",
        "../../reference/glossary.html#term-reach",
    ]
    assert at("[x](competency:TRI-5)", "index.md", directory_urls=False) == ["learn/tri/index.html#tri-5"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see [the old one](lesson:GONE-L1).", "see the old one."),
        ("[a [nested] word](term:gone), [b](term:gone 'title')", "a [nested] word, b"),
        (r"[a \] bracket](term:gone)", "a ] bracket"),
        ("[the **old** `one`](Playbook:PB-9)", "the <strong>old</strong> <code>one</code>"),
        ("[gone](lesson:GONE-L1) and [that](lesson:TRI-L2)", 'gone and <a href="page:learn/tri/tri-l2.md">that</a>'),
    ],
)
def test_a_link_to_nothing_keeps_its_words(text: str, left: str) -> None:
    assert ProseWriter(ADDRESSES).line(Prose(text)) == left


def test_a_link_to_nothing_is_a_problem_at_its_place(tmp_path: Path) -> None:
    of = edited("limits: You do not answer here.", "limits: Not here, see [it](lesson:TRI-L9).", tmp_path, PLAYBOOK)
    edition = made(of=of)
    _, (problem,) = plan_site(edition)
    assert (problem.rule, problem.subject) == ("reference", "TRI-L9")
    assert problem.message == f"link to lesson 'TRI-L9', which the site of {edition.client.id} does not have"
    line = (tmp_path / PLAYBOOK).read_text("utf-8").splitlines()[problem.location.line - 1]
    assert line[problem.location.column - 1 :].startswith("[it](lesson:TRI-L9)")


def test_a_link_to_what_an_overlay_drops_names_the_overlay(tmp_path: Path) -> None:
    of = edited("limits: You do not answer here.", "limits: Not here, see [it](lesson:TRI-L9).", tmp_path, PLAYBOOK)
    edition = made(of=of)
    dropped = DroppedBlock.model_construct(target="TRI-L9", reason="Nobody needs it.")
    overlay = edition.client.overlay.model_copy(update={"drop": (dropped,)})
    (problem,) = find_dangling(replace(edition, client=replace(edition.client, overlay=overlay)), {})
    client = edition.client.id
    assert problem.hint == f"{dropped.location} drops it; replace the block with this link for {client}, or keep TRI-L9"


def test_what_looks_like_a_link_in_words_stays_as_it_is() -> None:
    said = '<p>Write href="page:index.md" or [x](page:index.md).</p>\n<p title="page:index.md">x</p>'
    assert placed(said, "a/b.md") == said


PATHS = st.lists(st.sampled_from(["a", "b", "index", "README"]), min_size=1, max_size=4).map(
    lambda names: "/".join(name.lower() for name in names[:-1]) + ("/" if names[1:] else "") + names[-1] + ".md"
)


@given(PATHS, PATHS, st.booleans())
def test_a_relative_link_leads_back_to_its_page(target: str, page: str, directory_urls: bool) -> None:
    html = placed(f'<a href="page:{target}#x">', page, directory_urls=directory_urls)
    path, _, anchor = html.removeprefix('<a href="').removesuffix('">').partition("#")
    here, there = place_of(page, directory_urls), place_of(target, directory_urls)
    assert anchor == "x"
    found = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    assert found in (there, posixpath.dirname(there) or ".")
    assert path or here == there
