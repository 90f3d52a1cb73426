"""The search as somebody uses it: an id leads to the thing, accents make no difference, `R&D` is a word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import MENTOR, TRAINEE, opened, served
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.search import SEPARATOR, by_page, with_targets
from immerse.model.page import NavItem, RenderedPage, SearchTarget
from immerse.output.finishing import finish
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect
from rendered_site import EPOCH, SITE, page_of

pytestmark = pytest.mark.browser

WORDS = {
    "names": "<p>Ask Anna Müller in Zürich. Straße, Ærø and Łódź are written so.</p>",
    "papers": "<p>Send a resume to the café; naïve questions are welcome.</p>",
    "laboratory": "<p>Q&amp;A with R&amp;D, every day.</p>",
    "tables": "<table><tr><td>Ibis</td> <td>Heron</td></tr></table><p>A first-response target.</p>",
    "tokyo": "<p>東京の天気を調べます。</p>",
    "first": "<p>AB-1 is named here, and AB-10.</p>",
    "second": "<p>Nothing but this.</p>",
    "tenth": "<p>Nothing but that.</p>",
    "to-do": "<p>A threat to life comes before the rest.</p>",
    "topics": "<p>Lists of topics.</p>",
}
FOUND = {
    "muller": "names",
    "Müller": "names",
    "MÜLLER": "names",
    "zurich": "names",
    "strasse": "names",
    "aero": "names",
    "lodz": "names",
    "résumé": "papers",
    "resume": "papers",
    "cafe": "papers",
    "naive": "papers",
    "R&D": "laboratory",
    "r&d": "laboratory",
    "Q&A": "laboratory",
    "heron": "tables",
    "response": "tables",
    "天気": "tokyo",
    "AB-1": "second",
    "ab-1": "second",
    "AB-10": "tenth",
    "threat to life": "to-do",
}
"""What is typed -> the page to which Enter leads."""


def words_site() -> dict[str, RenderedPage]:
    """Pages with words that were not found, or were found somewhere else."""
    return {f"{name}.md": page_of(name.title(), html) for name, html in WORDS.items()}


@pytest.fixture(scope="module", params=[False, True], ids=["web", "offline"])
def words(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, bool]]:
    """Where the pages with the words are served, and whether they are built with addresses for a disk."""
    pages = words_site()
    nav = (*SITE.nav, *(NavItem(page.title, address) for address, page in pages.items()))
    search_targets = (
        SearchTarget("AB-1", "The second", "second.md"),
        SearchTarget("AB-10", "The tenth", "tenth.md#title"),
    )
    folder = tmp_path_factory.mktemp("words") / "site"
    build_site(
        replace(SITE, pages=SITE.pages | pages, nav=nav, search_targets=search_targets),
        folder,
        offline=request.param,
        epoch=EPOCH,
    )
    finish(folder)
    with served(folder, searched=True) as address:
        yield address, request.param


def test_a_word_is_found_however_it_is_typed(context: BrowserContext, words: tuple[str, bool]) -> None:
    address, offline = words
    page = opened(context, f"{address}{'checklist.html' if offline else 'checklist/'}")
    for typed, name in FOUND.items():
        assert_leads(page, typed, f"{address}{name}{'.html' if offline else '/'}")


def test_a_word_that_stands_nowhere_is_not_found(context: BrowserContext, words: tuple[str, bool]) -> None:
    page = opened(context, words[0])
    typed_into(page, "R&Q")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_the_theme_alone_does_not_find_a_name(context: BrowserContext, words: tuple[str, bool]) -> None:
    page = context.new_page()
    page.route("**/search_index.json", lambda route: route.fulfill(json=as_the_theme(route.fetch().json())))
    page.goto(words[0])
    typed_into(page, "muller")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_a_search_without_its_words_is_a_mistake_of_the_page(new_context: BrowserContext, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><script>new Worker('search.js')</script>")
    (tmp_path / "search.js").write_text("importScripts('lunr.immerse.min.js')")
    with served(tmp_path) as address:
        with pytest.raises(AssertionError, match=r"lunr\.immerse\.min\.js' failed to load"):
            page = opened(new_context, address)
            new_context.wait_for_event("weberror", timeout=5000)
            page.title()
        new_context.close()


def as_the_theme(index: dict[str, object]) -> dict[str, object]:
    """The index with the settings that the theme itself would write."""
    return {**index, "config": {**dict(index["config"]), "lang": ["en"], "separator": r"[\s\-]+"}}  # type: ignore[call-overload]


IDS = {
    TRAINEE: {
        "PB-03": "playbooks/pb-03/",
        "pb-12": "playbooks/pb-12/",
        "suicide": "playbooks/pb-12/",
        "somebody wants to kill themselves": "playbooks/pb-12/",
        "he wants to die": "playbooks/pb-12/",
        "self-harm": "playbooks/pb-12/",
        "people in danger": "playbooks/pb-12/",
        "we were hacked": "playbooks/pb-03/",
        "TRI-L2": "learn/tri/tri-l2/",
        "TRI-L5": "learn/tri/tri-l5/",
        "P1": "reference/priorities/#priority-p1",
        "S2": "reference/priorities/#severity-s2",
        "LIS-3": "learn/lis/#lis-3",
        "CRI-I1": "learn/cri/drills/#cri-i1",
        "TRI-K1": "learn/tri/checks/#tri-k1",
        "GC-07": "checklist/graduation/#gc-07",
        "G3": "rotation/gates/#g3",
        "AH-2": "rotation/handover/#ah-2",
        "SR-4": "rotation/evidence/#sr-4",
        "C7": "reference/constitution/#c7",
        "REL": "learn/rel/",
        "CRI-I10": "learn/cri/drills/#cri-i10",
    },
    MENTOR: {"PB-03": "playbooks/pb-03/", "CRI-I1": "learn/cri/drills/#cri-i1"},
}
"""View -> an id, or words of somebody who needs a playbook now -> where Enter leads."""
AT_WORK = {
    "who is on call": "reference/contacts/#on-call",
    "night shift": "reference/contacts/#contact-senior-responder-night",
    "child": "playbooks/pb-12/",
    "naked picture of a child": "playbooks/pb-12/",
    "safeguarding": "reference/contacts/#contact-safeguarding-lead",
    "data breach": "playbooks/pb-01/",
    "strike": "playbooks/pb-01/",
    "wire down": "playbooks/pb-03/",
    "smoke": "playbooks/pb-03/",
    "delete my data": "reference/contacts/#contact-privacy-officer",
    "triage": "playbooks/pb-01/",
    "lawyer": "playbooks/pb-01/",
    "journalist on the phone": "playbooks/pb-01/",
    "press enquiry": "playbooks/pb-01/",
    "injured": "playbooks/pb-01/#tables",
    "refund": "playbooks/pb-02/#steps",
    "response time": "playbooks/pb-02/",
    "crisis": "playbooks/pb-03/",
    "who do I escalate to": "playbooks/pb-03/",
    "boycott": "playbooks/pb-03/",
    "handover": "playbooks/pb-04/",
    "graduation": "playbooks/pb-05/",
    "influencer": "playbooks/pb-11/#table-speakers",
    "a minor": "playbooks/pb-12/",
    "screenshot": "playbooks/pb-12/#steps",
    "can I post from my own account": "learn/rsp/rsp-l1/#section-at-home",
    "triage drills": "learn/tri/drills/",
}
"""What people type at work -> the page that says what to do; an exercise only for whoever asks for exercises."""


@pytest.mark.parametrize("view", IDS)
def test_an_id_leads_to_the_thing_first(context: BrowserContext, searched_host: str, view: str) -> None:
    host = searched_host
    page = opened(context, f"{host}{view}about/")
    for id, place in IDS[view].items():
        assert_leads(page, id, f"{host}{view}{place}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{host}{view}{place}")
    expect(page.locator(f"[id='{place.partition('#')[2]}']")).to_be_visible()


def test_what_people_type_at_work_leads_to_what_they_should_do(context: BrowserContext, searched_host: str) -> None:
    page = opened(context, f"{searched_host}{TRAINEE}about/")
    for typed, place in AT_WORK.items():
        assert_leads(page, typed, f"{searched_host}{TRAINEE}{place}")


BEST = """wanted => {
  const links = [...document.querySelectorAll(".md-search-result__link")];
  const score = link => Number(link.firstElementChild.dataset.mdScore);
  const [best] = links.sort((one, other) => score(other) - score(one));
  return best?.href.replace(/#title$/, "") === wanted;
}"""
"""The result with the highest score is where Enter leads."""


def assert_leads(page: Page, typed: str, wanted: str) -> None:
    """What is typed leads to this address before any other."""
    typed_into(page, typed)
    try:
        page.wait_for_function(BEST, arg=wanted)
    except TimeoutError:
        found = page.locator(".md-search-result__link").evaluate_all("links => links.map(link => link.href)")
        raise AssertionError(f"{typed!r} leads to {found[:3]}, not to {wanted}") from None


def typed_into(page: Page, typed: str) -> None:
    """Type into the search box; the key behind it, because the theme waits for one to be let go."""
    box = page.locator(".md-search__input")
    box.fill(typed)
    box.press("End")


def test_every_id_of_the_index_is_a_word_of_its_own() -> None:
    search_targets = (
        SearchTarget("AB-1", "First", "a.md"),
        SearchTarget("", "Duty <lead>", "a.md#duty"),
        SearchTarget("X-1", "Other page", "b.md"),
    )
    entries = [{"location": "a/", "title": "A &amp; B", "text": ""}]
    assert with_targets(entries, by_page(search_targets)["a.md"], directory_urls=True) == [
        {"location": "a/", "title": "AB-1 First", "text": "", "id": "AB-1"},
        {"location": "a/#duty", "title": "Duty &lt;lead&gt;", "text": ""},
    ]
    assert re.split(SEPARATOR, "PB-03 first-response; TRI-L2/R&amp;D") == [
        *("PB-03", "first", "response", "", "TRI-L2", "R&amp;D")
    ]


def test_the_index_of_a_site_names_our_words(context: BrowserContext, searched_host: str) -> None:
    index = context.request.get(f"{searched_host}{TRAINEE}search/search_index.json").text()
    assert json.loads(index)["config"]["lang"] == ["immerse"]
