"""The page of the roster in a real browser: on a desk and a telephone, light and dark, by itself."""

from __future__ import annotations

import pytest
from axe import faults_of
from made_roster import FORMS
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGE = (FORMS / "roster.html").as_uri()
PICTURES = """() => [...document.querySelectorAll("svg[role=img]")].map(one =>
  one.getAttribute("aria-labelledby").split(" ").map(id => document.getElementById(id).textContent).join(": "))"""
SCROLLING = """() => [...document.querySelectorAll(".wide")].filter(one =>
  getComputedStyle(one).overflowX !== "visible").length"""
CUT = """() => [...document.querySelectorAll("svg[role=img] text")].filter(one => {
  const box = one.getBoundingClientRect();
  return box.left < -1 || box.right > document.documentElement.clientWidth + 1;
}).map(one => one.textContent)"""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (1280, "dark"), (360, "dark")])
def test_the_page_is_whole_on_every_screen(browser: Browser, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []
    assert faults_of(page) == []
    assert (asked, said) == ([PAGE], [])
    context.close()


def test_its_policy_lets_its_own_style_in_and_no_script(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(PAGE)
    assert page.evaluate("getComputedStyle(document.querySelector('figure svg')).display") == "block"
    page.evaluate(
        "() => { const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        " document.body.append(one); }"
    )
    assert page.evaluate("window.ran") is None
    context.close()


def test_each_picture_says_in_words_what_it_shows(browser: Browser) -> None:
    page = browser.new_page()
    page.goto(PAGE)
    ramp, handover, brands = page.evaluate(PICTURES)
    assert ramp == "Ramp: steps met by week: At the end of week 26, 100 per cent were met and 100 planned."
    assert handover.endswith("Real: 20 per cent since week 9; 60 per cent since week 20.")
    assert brands.endswith("Nobody is placed at Delta, between the <two> rivers.")
    page.close()


def test_on_paper_no_table_is_cut(browser: Browser) -> None:
    page = browser.new_page()
    page.goto(PAGE)
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.evaluate(SCROLLING) == 0
    page.close()
