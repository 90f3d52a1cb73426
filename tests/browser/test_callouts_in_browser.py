"""Everything that a text may hold, as people see it: at a desk, on a telephone, in the dark, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import opened, served
from immerse.model.site_view import View
from immerse.texts.callouts import CALLOUTS
from playwright.sync_api import Browser, Page, expect
from site_fixtures import Sites, starter

pytestmark = pytest.mark.browser

LESSON = Path(__file__).parents[1] / "cases" / "texts" / "every-construct.yml"
PAGE = "learn/fst/fst-l2/"
SURROUNDINGS = {"desk": {}, "telephone": {"viewport": {"width": 360, "height": 740}}, "dark": {"color_scheme": "dark"}}
CONTRAST = """element => {
    const rgb = text => text.match(/[0-9.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    let behind = element;
    while (behind && (rgb(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
    const ground = behind ? rgb(getComputedStyle(behind).backgroundColor) : [255, 255, 255];
    const [low, high] = [rgb(getComputedStyle(element).color), ground].map(light).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("constructs")
    root = starter(folder / "workspace")
    shutil.copy(LESSON, root / "curriculum/first-steps/lessons/02-every-construct.yml")
    sites = Sites(root, folder)
    for view in View:
        sites.folder("acme-works", view)
    with served(sites.folder("acme-works").parent) as address:
        yield address


@pytest.fixture(scope="module", params=SURROUNDINGS.values(), ids=SURROUNDINGS)
def window(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """One window for all tests: to open one takes longer than to load the page anew."""
    context = browser.new_context(**request.param)
    yield opened(context, f"{address}mentor/{PAGE}")
    context.close()


@pytest.fixture
def page(window: Page, address: str) -> Page:
    """The page as it is when somebody comes to it."""
    window.emulate_media(media="screen")
    window.goto(f"{address}mentor/{PAGE}")
    return window


def test_every_callout_is_told_apart_and_can_be_read(page: Page) -> None:
    for name in CALLOUTS:
        box = page.locator(f".im-callout--{name.lower()}").first
        expect(box).to_be_visible()
        label = box.locator("> .im-label, > summary").first
        assert label.evaluate(CONTRAST) >= 4.5, name
        words = box.locator("p:not(.im-label), li").first
        if name != "HINT":
            assert words.evaluate(CONTRAST) >= 7, name
    edges = {
        name: page.locator(f".im-callout--{name}").first.evaluate("e => getComputedStyle(e).borderInlineStartColor")
        for name in ("note", "tip", "important", "warning", "caution", "mentor")
    }
    assert len(set(edges.values())) == len(edges)


def test_nothing_makes_the_page_wider_than_the_screen(page: Page) -> None:
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)


def test_a_hint_is_folded_until_somebody_opens_it(page: Page) -> None:
    hint = page.locator(".im-callout--hint").first
    words = hint.get_by_text("Look at the time of the post first.")
    expect(words).to_be_hidden()
    hint.locator("summary").click()
    expect(words).to_be_visible()


def test_a_box_stands_where_the_mark_of_the_list_would(page: Page) -> None:
    entry = page.locator("li", has_text="ask the mentor").last
    assert entry.evaluate("e => getComputedStyle(e).listStyleType") == "none"
    expect(entry.locator(".im-box-mark")).to_have_attribute("aria-label", "to do")
    expect(page.locator("li", has_text="read the card").first.get_by_label("done")).to_be_visible()
    box, list_ = (one.bounding_box() for one in (entry.locator(".im-box-mark"), entry))
    assert box and list_ and box["x"] < list_["x"]


def test_numbers_columns_and_the_way_back_from_a_note_are_as_written(page: Page) -> None:
    assert (
        page.locator("li", has_text="A second paragraph of the step").locator("xpath=..").get_attribute("start") == "3"
    )
    assert page.locator("td", has_text="12").first.evaluate("e => getComputedStyle(e).textAlign") == "right"
    note = page.locator(".footnote li").first
    assert note.locator("p").last.evaluate("e => getComputedStyle(e).display") == "inline"


def test_paper_holds_what_is_folded_with_its_label_in_black(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_text("Look at the time of the post first.")).to_be_visible()
    for name in ("tip", "important", "caution"):
        label = page.locator(f".im-callout--{name} > .im-label").first
        assert label.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"


def test_trainees_find_no_note_for_mentors(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}trainee/{PAGE}")
    assert page.locator(".im-callout--mentor").count() == 0
    assert page.locator(".im-callout--discuss").count() == 1
    page.close()
