"""A page of every kind in a real browser, loaded once, below a folder and under its own content policy.

What is asked of each: no console error and no request elsewhere, nothing that axe finds in light on a desk and in dark
on a telephone, no width beyond a telephone's, nothing cut off on the narrowest one, no navigation on paper. Of what
stands on a page many times over, built alike, axe is shown two, and the frame of a page once for
each view.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from alike import OF_EACH, WITHOUT_FRAME, WITHOUT_REPETITIONS
from axe import faults_of
from browsing import MENTOR, NAVIGATION, TRAINEE, served
from immerse.model.site_view import View
from immerse.planning.site import plan_site
from narrow_pages import FAULTS, NARROWEST
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Response, expect
from site_fixtures import edition
from tenth import IS_FUZZ

pytestmark = pytest.mark.browser

KINDS = (
    *(TRAINEE + path for path in ("", "learn/", "learn/practice/", "learn/tri/", "learn/tri/tri-l3/")),
    *(
        TRAINEE + path
        for path in ("learn/tri/drills/", "learn/tri/checks/", "playbooks/", "playbooks/pb-01/", "playbooks/pb-03/")
    ),
    *(TRAINEE + path for path in ("playbooks/pb-12/", "rotation/", "rotation/gates/", "rotation/strand/")),
    *(TRAINEE + path for path in ("rotation/evidence/", "rotation/handover/", "checklist/progress/")),
    *(TRAINEE + path for path in ("checklist/first-days/", "checklist/tasks/", "tasks/buddy/")),
    *(TRAINEE + path for path in ("checklist/graduation/", "reference/policy/", "reference/policy/response/")),
    *(TRAINEE + path for path in ("reference/contacts/", "reference/priorities/", "reference/glossary/")),
    *(TRAINEE + path for path in ("reference/sources/", "reference/constitution/", "changes/", "about/")),
    *(
        MENTOR + path
        for path in ("learn/rsp/rsp-l3/", "mentor/director/", "mentor/records/", "mentor/brief/", "mentor/coverage/")
    ),
    *(MENTOR + path for path in ("sign/attest/", "sign/gate/", "sign/endorse/", "sign/graduate/")),
    *(MENTOR + path for path in ("sign/manager/", "sign/enrol/", "sign/first/")),
    "404.html",
)
"""One page of each kind. The page for what is not found stands where the site will: its links begin at the host."""

SIZES: dict[str, tuple[int, int]] = {"desk": (1280, 900), "telephone": (360, 740), "narrowest": (NARROWEST, 640)}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: tuple[tuple[Literal["light", "dark"], str, str, list[str]], ...] = (
    ("light", "default", "desk", TAGS),
    ("dark", "slate", "telephone", ["color-contrast", "target-size", "scrollable-region-focusable"]),
)
"""Scheme, the theme's name for it, the screen, what axe judges: only colours and sizes differ in the second look."""
SHOWN = "([name, width]) => document.body.dataset.mdColorScheme === name && innerWidth === width"
PRINTED = """names => names.filter(name => [...document.querySelectorAll(name)].some(part => {
  const box = part.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(part).visibility === "visible";
}))"""


@dataclass(slots=True)
class Visit:
    """What one load of a page showed."""

    trouble: list[str] = field(default_factory=list)
    """Console errors, uncaught errors, answers that are no success."""
    elsewhere: list[str] = field(default_factory=list)
    """Requests to another origin."""
    faults: dict[str, list[str]] = field(default_factory=dict)
    """Colour scheme -> what axe finds."""
    width: int = 0
    """Of the document on a telephone 360 pixels wide."""
    narrow: list[str] = field(default_factory=list)
    """What cannot be seen on the narrowest telephone without scrolling sideways."""
    printed: list[str] = field(default_factory=list)
    """Parts of the navigation that would be printed."""


class Visitor:
    """Looks at one page after another in the same window, so that no script is compiled anew for each."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self._host = host
        self._framed: set[str] = set()
        self.seen = Visit()
        self.page = page = context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.seen.trouble.append(str(error)))
        page.on("response", self._answered)
        page.on("request", self._asked)

    def look(self, path: str) -> Visit:
        """Load a page once and see all that is asked of it."""
        page, seen = self.page, self.load(path)
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        self._resize("telephone")
        seen.width = page.evaluate("document.documentElement.scrollWidth")
        self._resize("narrowest")
        seen.narrow = page.evaluate(FAULTS, NARROWEST)
        self._resize("desk")
        page.emulate_media(media="print")
        seen.printed = page.evaluate(PRINTED, list(NAVIGATION))
        page.emulate_media(media="screen")
        page.evaluate(WITHOUT_REPETITIONS, OF_EACH)
        if self._has_known_frame(path):
            page.evaluate(WITHOUT_FRAME)
        for scheme, name, screen, judged in LOOKS:
            self._resize(screen)
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(SHOWN, arg=[name, SIZES[screen][0]])
            seen.faults[scheme] = faults_of(page, only=judged)
        return seen

    def _has_known_frame(self, path: str) -> bool:
        """Whether another page of its view was judged with its frame; false for all in `make fuzz`."""
        view = "/".join(path.split("/")[:2])
        is_known = view in self._framed and not IS_FUZZ
        self._framed.add(view)
        return is_known

    def load(self, path: str) -> Visit:
        """Load a page at a desk, in light; what it shows while it loads, and does later, is noted."""
        self.page.goto("about:blank")
        self.seen = Visit()
        self.page.emulate_media(media="screen", color_scheme="light")
        self._resize("desk")
        self.page.goto(self._host + path)
        return self.seen

    def _resize(self, screen: str) -> None:
        width, height = SIZES[screen]
        self.page.set_viewport_size({"width": width, "height": height})

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.seen.trouble.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.seen.trouble.append(f"{response.status} {response.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._host, f"blob:{self._host}", "data:", "about:")):
            self.seen.elsewhere.append(request.url)


@pytest.fixture(scope="module")
def visit(browser: Browser, host: str) -> Iterator[Callable[[str], Visit]]:
    """Loads a page once, whatever is then asked about it."""
    context = browser.new_context(color_scheme="light")
    yield functools.cache(Visitor(context, host).look)
    context.close()


def test_a_page_of_every_kind_is_visited() -> None:
    """Every template's kind of page is among those that are looked at."""
    kinds: dict[str, str] = {}
    for view, folder in ((View.TRAINEE, TRAINEE), (View.MENTOR, MENTOR)):
        for page in plan_site(edition("northgate", view))[0].pages:
            kinds[folder + page.address.removesuffix("index.md").replace(".md", "/")] = page.kind
    assert set(kinds.values()) - {kinds[path] for path in KINDS[:-1]} == set()


@pytest.mark.parametrize("path", KINDS)
def test_a_page_loads_without_trouble_and_from_its_own_host_only(visit: Callable[[str], Visit], path: str) -> None:
    seen = visit(path)
    assert (seen.trouble, seen.elsewhere) == ([], [])


@pytest.mark.parametrize("view", [TRAINEE, MENTOR])
def test_a_page_loads_its_search_without_trouble(browser: Browser, searched_host: str, view: str) -> None:
    context = browser.new_context()
    visitor = Visitor(context, searched_host)
    visitor.load(view)
    visitor.page.keyboard.press("/")
    visitor.page.keyboard.type("lesson")
    expect(visitor.page.locator(".md-search-result__link").first).to_be_visible()
    context.close()
    assert (visitor.seen.trouble, visitor.seen.elsewhere) == ([], [])


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_in_light_and_dark(visit: Callable[[str], Visit], path: str) -> None:
    assert visit(path).faults == {"light": [], "dark": []}


@pytest.mark.parametrize("path", KINDS)
def test_a_page_fits_a_telephone(visit: Callable[[str], Visit], path: str) -> None:
    assert visit(path).width <= 360


@pytest.mark.parametrize("path", KINDS)
def test_a_page_fits_the_narrowest_telephone(visit: Callable[[str], Visit], path: str) -> None:
    assert visit(path).narrow == []


@pytest.mark.parametrize("path", KINDS)
def test_paper_shows_no_navigation(visit: Callable[[str], Visit], path: str) -> None:
    assert visit(path).printed == []


def test_of_what_is_built_alike_two_are_judged_and_of_all_else_each(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content(
        "<ul><li>a<li>b<li>c<li><b>d</b><li class='x'>e<li style='color: red'>f<li><b>g</b><li><b>h</b></ul>"
        "<form><input id='i' type='text' aria-label='i'><input id='j' type='text' aria-label='j'><input id='k'></form>"
    )
    page.evaluate(WITHOUT_REPETITIONS, 2)
    assert page.locator("li").all_inner_texts() == ["a", "b", "d", "e", "f", "g"]
    assert page.locator("input").evaluate_all("inputs => inputs.map(input => input.id)") == ["i", "j", "k"]
    context.close()


def test_the_looks_can_see_a_fault(browser: Browser, tmp_path: Path) -> None:
    """A page with one of each: unlabelled box, script that fails, foreign picture, wide block, header that prints, and
    text that cannot be read in the dark."""
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="en"><title>x</title><style>@media (prefers-color-scheme: dark) { h1 { color: #eee }'
        '}</style><body data-md-color-scheme="default"><main><h1>Title</h1><input type="checkbox">'
        '<div class="md-header" style="width: 900px">x</div><img alt="" src="http://other.invalid/x.png"></main><script>'
        "matchMedia('(prefers-color-scheme: dark)').onchange = () => document.body.dataset.mdColorScheme = 'slate';"
        "console.error('no')</script>",
        "utf-8",
    )
    with served(tmp_path) as address:
        context = browser.new_context(color_scheme="light")
        seen = Visitor(context, address).look("index.html")
        context.close()
    assert "no" in seen.trouble
    assert seen.elsewhere == ["http://other.invalid/x.png"]
    assert {scheme: [fault.split(":")[0] for fault in faults] for scheme, faults in seen.faults.items()} == {
        "light": ["label"],
        "dark": ["color-contrast"],
    }
    assert (seen.width > 360, seen.printed) == (True, [".md-header"])
