"""What changed, on the page that tells it and at each place that changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from comparisons import LESSON, WORDS, changed
from immerse.hosts.pages import html_of
from immerse.hosts.search_entries import entries_of
from immerse.model.comparison import BlockChange, PageChange, Publication, Run
from immerse.model.page import Heading, Html, Opened, Part, RenderedSite
from immerse.model.site_view import View
from immerse.output.nesting import nesting_fault
from immerse.rendering.change_marks import marked, new_words, old_words
from published import HISTORY, prepared
from site_fixtures import starter

FOLDED = '<details class="im-changed" data-search-exclude><summary>'
RELEASE = Publication("1.1.0", date(2026, 12, 1), (changed(View.TRAINEE),))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> RenderedSite:
    root = starter(tmp_path_factory.mktemp("changed") / "workspace")
    return prepared(root, View.TRAINEE, HISTORY.releases[1]).site


def test_what_was_taken_out_is_struck_out_and_what_came_is_marked() -> None:
    assert old_words(WORDS) == "<p>You set <del>the colour</del>.</p><p>No more.</p>"
    assert new_words(WORDS) == "<p>You set <ins>the priority</ins>.</p><p>No more.</p>"


def test_a_changed_part_says_so_below_its_heading_with_the_old_words_folded(site: RenderedSite) -> None:
    html = html_of(site.pages[LESSON])
    (heading,) = (part for part in site.pages[LESSON].parts if isinstance(part, Heading) and part.id == "limits")
    below = html.partition(f'<h{heading.level} id="limits"')[2].partition("</h2>")[2].lstrip()
    assert below.startswith('<details class="im-changed" data-search-exclude><summary>Changed in 1.1.0</summary>')
    assert "You set <del>the colour</del>." in below.partition("</details>")[0]


def test_what_stands_below_no_heading_is_named_at_the_beginning(site: RenderedSite) -> None:
    begin = html_of(site.pages[LESSON]).partition("</h1>")[2].lstrip()
    assert begin.startswith(f"{FOLDED}In short: changed in 1.1.0</summary>")


def test_an_item_says_what_its_author_says_of_it(site: RenderedSite) -> None:
    html = html_of(site.pages["learn/fst/index.md"])
    assert "<summary>Changed in 1.1.0</summary><div><p>Thirty planted items instead of twenty.</p>" in html


def test_a_change_of_the_version_before_is_told_once(site: RenderedSite) -> None:
    """Both versions changed the same parts: the later one counts."""
    assert "in 1.0.3" not in html_of(site.pages[LESSON]).partition("<footer")[0].replace("1.0.3</a>", "")


def test_every_page_nests_and_has_each_id_once(site: RenderedSite) -> None:
    for address, page in site.pages.items():
        assert nesting_fault(html_of(page)) == "", address


def test_old_words_are_not_found_by_the_search(site: RenderedSite) -> None:
    for address in (LESSON, "changes.md"):
        assert not [entry for entry in entries_of(site.pages[address], "") if "the colour" in entry["text"]]


def test_the_page_says_who_has_to_do_what_before_anything_else(site: RenderedSite) -> None:
    html = html_of(site.pages["changes.md"])
    newest, older = html.split('<section class="im-release"')[1:]
    assert 'data-im-version="1.1.0"' in newest and 'data-im-version="1.0.3"' in older
    assert newest.index("What to do") < newest.index("What is asked of people") < newest.index("Pages")
    assert '<a href="page:learn/fst/index.md#fst-1">FST-1 Recognises every hard trigger</a>' in newest
    assert "Mentors:" not in newest
    assert "<td>5 minutes</td> <td>3 minutes</td>" in newest
    assert "Sorting by colour: gone" in newest


def test_nothing_leads_to_what_is_gone(site: RenderedSite) -> None:
    html = html_of(site.pages["changes.md"])
    assert "fst-l9.md" not in html and "#fst-d9" not in html and "#old" not in html


def page(*parts: Part) -> tuple[Part, ...]:
    return (Heading(1, "page", "Page"), *parts)


def marks_in(*parts: Part, **other: str) -> str:
    """The HTML of a page on which one part changed, found by the anchor `here`."""
    change = BlockChange("X", "x.md", "here", "The part", "changed", WORDS)
    blocks = (replace(change, **other),)  # type: ignore[arg-type]
    comparison = replace(changed(View.TRAINEE), blocks=blocks, items=())
    release = Publication("1.1.0", date(2026, 12, 1), (comparison,))
    found = marked(page(*parts), "x.md", release)
    return "".join(part.text if isinstance(part, Html) else f"[{getattr(part, 'id', '')}]" for part in found)


@pytest.mark.parametrize(
    ("html", "around"),
    [
        ('<ul><li id="here">A</li></ul>', '<ul><li id="here"><details class="im-changed"'),
        ('<dl><dt id="here">A</dt><dd>B</dd></dl>', '<dt id="here"><details class="im-changed"'),
        ('<fieldset class="a" id="here"><legend>A</legend></fieldset>', '</details>\n<fieldset class="a" id="here">'),
        ('<table><tr id="here"><td>A</td></tr></table>', None),
    ],
    ids=["item of a list", "term", "question", "row of a table"],
)
def test_a_mark_stands_where_html_allows_it(html: str, around: str | None) -> None:
    found = marks_in(Html(html))
    assert nesting_fault(found) == ""
    assert found.count("<details") == 1
    assert around is None or around in found


def test_an_item_whose_words_are_the_same_says_what_it_rests_on() -> None:
    own = changed(View.TRAINEE)
    item = next(one for one in own.items if one.how == "changed")
    same = replace(item, words=(Run("same", "As before."),), what=(), settings=(own.settings[0].key,))
    release = Publication("1.1.0", date(2026, 12, 1), (replace(own, items=(same,), blocks=()),))
    (_, mark, *_) = marked(page(Html("<p>A</p>")), item.page, release)
    said = f"<div><p>Its wording is the same, but a setting it depends on changed: {own.settings[0].title}.</p></div>"
    assert isinstance(mark, Html) and said in mark.text and "Before:" not in mark.text


def test_a_place_that_is_not_there_is_told_at_the_beginning() -> None:
    assert marks_in(Html("<p>A</p>")).startswith(f"[page]{FOLDED}The part")


def test_a_wrapper_holds_the_mark_of_what_is_in_it() -> None:
    assert "[]<details" in marks_in(Opened("div", ' class="a" id="here"'))


def test_a_new_page_says_so_once() -> None:
    comparison = replace(changed(View.TRAINEE), pages=(PageChange(LESSON, "Who is speaking", "added"),))
    release = Publication("1.1.0", date(2026, 12, 1), (comparison,))
    found = [part for part in marked(page(Html('<div id="limits">A</div>')), LESSON, release) if isinstance(part, Html)]
    assert [part.text for part in found] == [
        '<p class="im-changed" data-search-exclude>New in 1.1.0</p>',
        '<div id="limits">A</div>',
    ]


def test_after_a_year_a_place_no_longer_says_that_it_changed() -> None:
    later = replace(RELEASE, version="2.0.0", effective=date(2027, 12, 2))
    assert marked(page(), LESSON, later) == page()
    assert marked(page(), LESSON, RELEASE) != page()


def test_a_first_version_says_that_it_is_one(tmp_path: Path) -> None:
    from immerse.pipeline.prepare import plan_client, render_planned
    from immerse.pipeline.source import read_source
    from site_fixtures import DAY, STARTER_CLIENT

    planned = plan_client(read_source(starter(tmp_path / "w")), STARTER_CLIENT, View.MENTOR, DAY)
    first = html_of(render_planned(planned, Publication("1.0.0", DAY)).site.pages["changes.md"])
    assert "This is the first version of this site." in first and "im-changed" not in first
    draft = html_of(render_planned(planned).site.pages["changes.md"])
    assert "A draft is not compared with an earlier version" in draft
