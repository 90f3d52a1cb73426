"""Published versions in a real browser, below a folder and at a root, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from axe import faults_of
from browsing import opened, served
from comparisons import LESSON
from immerse.model.site_view import View
from playwright.sync_api import BrowserContext, Page, expect
from published import ADDED, NEW, OLD, publish
from site_fixtures import pages, starter

pytestmark = pytest.mark.browser

OWN = LESSON.removesuffix(".md") + "/"
"""A page that both versions have. No address of the site is known, so the theme has no site map to look it up in."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which both views stand below `clients/acme/`."""
    folder = tmp_path_factory.mktemp("published")
    publish(starter(folder / "workspace"), folder / "host" / "clients" / "acme")
    return folder / "host"


@pytest.fixture(scope="module", params=["below a folder", "at a root"])
def view(request: pytest.FixtureRequest, published: Path) -> Iterator[str]:
    """Where the trainee view is served."""
    below = "clients/acme/trainee/"
    with served(published if request.param == "below a folder" else published / below) as host:
        yield host + (below if request.param == "below a folder" else "")


def banner(page: Page) -> str:
    """What the banner says, with the words that the style sheet beside the versions gives; empty where it is hidden."""
    box = page.locator(".im-version")
    if not box.is_visible():
        return ""
    said: str = box.locator(".im-version__standing").evaluate("part => getComputedStyle(part, '::after').content")
    return said.strip('"')


def test_only_what_is_not_the_latest_shows_its_banner(view: str, context: BrowserContext) -> None:
    page = opened(context, f"{view}{NEW}/{OWN}")
    assert banner(page) == ""
    page.goto(f"{view}{OLD}/{OWN}")
    assert banner(page) == "in force until 1 March 2027; a newer version is out."
    page.click(".im-version a")
    expect(page).to_have_url(f"{view}{NEW}/{OWN}")


def test_no_script_is_needed_for_banner_and_latest(view: str, plain: BrowserContext) -> None:
    page = opened(plain, f"{view}{OLD}/{OWN}")
    expect(page.locator(".im-version")).to_be_visible()
    page.click(".im-version a")
    expect(page).to_have_url(f"{view}{NEW}/{OWN}")
    page.goto(view)
    expect(page).to_have_url(f"{view}{NEW}/")


def test_the_place_in_a_page_is_kept_on_the_way(view: str, context: BrowserContext) -> None:
    page = opened(context, f"{view}latest/{OWN}#limits")
    expect(page).to_have_url(f"{view}{NEW}/{OWN}#limits")


def test_the_banner_is_printed(view: str, context: BrowserContext) -> None:
    page = opened(context, f"{view}{OLD}/{OWN}")
    page.emulate_media(media="print")
    assert banner(page).startswith("in force until")


def test_the_selector_lists_the_versions_and_leads_to_the_same_page(view: str, context: BrowserContext) -> None:
    page = opened(context, f"{view}{OLD}/{OWN}")
    current = page.locator(".md-version__current")
    expect(current).to_have_text("1.0.3 (1 October 2026)")
    current.focus()
    expect(page.locator(".md-version__link")).to_have_text(["1.1.0 (1 December 2026)", "1.0.3 (1 October 2026)"])
    page.goto(f"{view}{OLD}/{OWN}#limits")
    current.focus()
    page.click(f".md-version__link[href*='?{NEW}']")
    expect(page).to_have_url(f"{view}{NEW}/{OWN}#limits")


def test_the_selector_leads_to_the_first_page_of_a_version_without_this_page(
    view: str, context: BrowserContext
) -> None:
    page = opened(context, f"{view}{NEW}/{ADDED.removesuffix('.md')}/")
    page.focus(".md-version__current")
    page.click(f".md-version__link[href*='?{OLD}']")
    expect(page).to_have_url(f"{view}{OLD}/")


def test_without_scripts_a_page_names_its_other_versions(view: str, plain: BrowserContext) -> None:
    page = opened(plain, f"{view}{OLD}/{OWN}")
    page.get_by_text("other versions of this page").click()
    lines = page.locator("main li")
    expect(lines).to_have_text(
        ["1.1.0 (1 December 2026), the latest", "1.0.3 (1 October 2026), in force until 1 March 2027"]
    )
    lines.first.locator("a").click()
    expect(page).to_have_url(f"{view}{NEW}/{OWN}")
    page.goto(f"{view}latest/{ADDED.removesuffix('.md')}/versions.html")
    expect(lines.last).to_contain_text("it does not have this page")
    lines.last.locator("a").click()
    expect(page).to_have_url(f"{view}{OLD}/")


def test_pages_outside_of_the_versions_have_the_colours_of_the_site(view: str, plain: BrowserContext) -> None:
    page = opened(plain, f"{view}{NEW}/{OWN}")
    colour = "part => getComputedStyle(part).backgroundColor"
    own = page.locator(".md-header").evaluate(colour)
    page.goto(f"{view}latest/versions.html")
    assert page.locator("header").evaluate(colour) == own


def test_what_changed_shows_what_came_since_the_version_that_was_read(view: str, context: BrowserContext) -> None:
    page = opened(context, f"{view}{OLD}/")
    page.goto(f"{view}{NEW}/changes/")
    told, releases = page.locator("#changes-read"), page.locator(".im-release")
    expect(told).to_contain_text("You last read 1.0.3. This is what changed since.")
    assert [release.is_visible() for release in releases.all()] == [True, False]
    told.get_by_text("Show earlier changes too").click()
    assert [release.is_visible() for release in releases.all()] == [True, True]
    told.get_by_text("I have read this").click()
    expect(told).to_contain_text("You have read 1.1.0.")
    page.goto(f"{view}{OLD}/changes/")
    expect(told).to_contain_text("You last read 1.1.0, which is newer.")
    assert page.evaluate("localStorage.getItem('immerse/acme-works/.read')") == "1.1.0"


def test_without_scripts_what_changed_is_the_whole_list(view: str, plain: BrowserContext) -> None:
    page = opened(plain, f"{view}{NEW}/changes/")
    assert [release.is_visible() for release in page.locator(".im-release").all()] == [True, True]


def test_a_changed_part_unfolds_its_old_words(view: str, context: BrowserContext) -> None:
    page = opened(context, f"{view}{NEW}/{OWN}")
    fold = page.locator("details.im-changed").last
    expect(fold.locator("del")).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("del")).to_have_text("the colour")


@pytest.fixture(scope="module")
def acme(published: Path) -> Iterator[str]:
    """Where both views are served."""
    with served(published / "clients" / "acme") as host:
        yield host


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        (f"{OLD}/{OWN}", "light"),
        (f"{NEW}/changes/", "light"),
        (f"{NEW}/{OWN}", "dark"),
        ("404.html", "light"),
        ("404.html", "dark"),
        (f"latest/{OWN}versions.html", "light"),
        (f"latest/{OWN}versions.html", "dark"),
    ],
)
def test_axe_finds_nothing(acme: str, path: str, scheme: Any, context: BrowserContext) -> None:
    page = context.pages[0]
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{acme}trainee/{path}")
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("of", list(View))
def test_every_link_of_every_version_leads_somewhere(published: Path, of: View) -> None:
    """Read from the files: links between versions, `latest` and every anchor."""
    folder = published / "clients" / "acme" / of.value
    found = pages(folder)
    dead = []
    for path, page in found.items():
        for _, link in page.links:
            if urlsplit(link).scheme:
                continue
            address, anchor = urldefrag(urljoin(f"/view/{path}", link))
            target = unquote(address).removeprefix("/view/")
            target += "index.html" if target.endswith("/") or not target else ""
            ids = found[target].ids if target in found else ()
            if not (folder / target).is_file() or (anchor and unquote(anchor) not in ids):
                dead.append(f"{path}: {link}")
    assert dead == []
    assert {f"{OLD}/index.html", f"{NEW}/index.html", "latest/index.html", "index.html"} <= found.keys()
