"""The checklist in each of its states on a telephone and at 200 %: nothing is cut off, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe import faults_of
from browsing import opened, served
from narrow_pages import FAULTS
from own_checklist import PROGRESS, all_kept, claim, item, note, open_file, saved_file, start
from playwright.sync_api import Browser, Page, ViewportSize, expect
from site_fixtures import STARTER_CLIENT, Sites

pytestmark = pytest.mark.browser

SIZES: dict[str, tuple[ViewportSize, int, list[str]]] = {
    "a telephone": ({"width": 360, "height": 780}, 3, []),
    "1280 pixels at 200 %": ({"width": 640, "height": 512}, 2, ["target-size", "scrollable-region-focusable"]),
}
"""What is seen at once, in pixels of style sheets, how many pixels of the screen each has, and the rules of axe that
judge it: all of them where there are none. What a size changes is sizes: names, roles and colours are the same."""
FULL = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
SCROLLED = "cut off: INPUT"
"""A field of one line moves what is written in it."""


@pytest.fixture(scope="module")
def site(starter_sites: Sites) -> Iterator[str]:
    """Where the trainee view of the starter's client is served."""
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        yield address


def states(page: Page) -> Iterator[str]:
    """Takes a page through all that it can show, and says what it shows."""
    page.get_by_role("button", name="Start my checklist").wait_for()
    yield "nothing yet"
    page.get_by_role("button", name="Start my checklist").click()
    yield "the form of the start"
    page.get_by_role("button", name="Cancel").click()
    start(page, "Hildegard von der Kraftfahrzeughaftpflicht")
    yield "started"
    claim(page, "FST-1")
    note(page, "FST-2", "Kraftfahrzeughaftpflichtversicherungsbeitragserhebungsstelle " * 3)
    item(page, "FST-1").locator("summary").click()
    item(page, "FST-1").get_by_role("button", name="Add evidence for FST-1").click()
    item(page, "FST-1").get_by_label("Title").fill(
        "Call 0049 1632 960001, ada.quay.of.the.house@quay.example, @ada.quay"
    )
    yield "claimed, with evidence in hand"
    item(page, "FST-1").get_by_role("button", name="Keep this evidence").click()
    all_kept(page)
    yield "with evidence and a note"
    page.get_by_role("searchbox").fill("nothing has these words")
    yield "filtered"
    page.get_by_role("button", name="Show all items").click()
    yield from opening(page)
    page.evaluate(FULL)
    item(page, "FST-2").get_by_role("button", name="Claim FST-2").click()
    expect(page.get_by_role("alert").first).to_contain_text("is full")
    yield "a change that is not kept"
    page.reload()
    all_kept(page)
    page.get_by_text("Calendar, another person, erase").click()
    page.get_by_role("button", name="Erase from this device").click()
    yield "asked before it is erased"
    page.get_by_role("button", name="Erase it", exact=True).click()
    page.get_by_role("button", name="Start or open another checklist").click()
    page.get_by_role("button", name="Start my checklist").wait_for()
    yield "erased"


def opening(page: Page) -> Iterator[str]:
    """A file is refused, and another person's is offered."""
    record = saved_file(page)
    open_file(page, b"torn")
    expect(page.locator("#checklist-notice")).to_contain_text("Nothing was changed.")
    yield "a file that is refused"
    last = next(entry for entry in record["entries"] if entry["type"] == "claim")
    gone = {**last, "id": "f" * 32, "item": "FST-9"}
    changed = {**last, "id": "e" * 32, "item": "FST-2", "digest": f"d2:sha256:{'0' * 64}"}
    open_file(page, record | {"rot": "b" * 32, "entries": [*record["entries"], changed, gone]})
    expect(page.locator(".im-offer")).to_contain_text("not asked for any more: FST-9")
    yield "what a file would change"
    with page.expect_navigation():  # another person's checklist is shown by a page that is loaded anew
        page.get_by_role("button", name="Take it over").click()
    all_kept(page)
    page.get_by_text("Calendar, another person, erase").click()
    page.get_by_role("button", name="Somebody else's checklist").click()
    page.get_by_role("heading", name="Whose checklist?").wait_for()
    yield "whose checklist"
    page.get_by_role("button", name="Hildegard").first.click()
    all_kept(page)


@pytest.mark.parametrize("size", SIZES)
def test_every_state_fits_and_axe_finds_nothing(browser: Browser, site: str, size: str) -> None:
    viewport, scale, rules = SIZES[size]
    context = browser.new_context(viewport=viewport, device_scale_factor=scale)
    page = opened(context, site + PROGRESS)
    found, seen = {}, []
    for state in states(page):
        folded = page.evaluate("[...document.querySelectorAll('details')].map(one => one.open)")
        faults = page.evaluate(FAULTS, viewport["width"])
        found[state] = [fault for fault in faults if not fault.startswith(SCROLLED)]
        found[state] += faults_of(page, only=rules)
        page.evaluate(
            "all => document.querySelectorAll('details').forEach((one, at) => { one.open = all[at] ?? false; })", folded
        )
        seen.append(state)
    assert {state: faults for state, faults in found.items() if faults} == {}
    assert len(seen) == 12
    context.close()


def test_what_does_not_fit_is_found(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=SIZES["a telephone"][0])
    page = opened(context, site + PROGRESS)
    start(page)
    page.locator("#own-today").evaluate(
        "title => { title.style.whiteSpace = 'nowrap'; title.style.minWidth = '30em'; }"
    )
    assert any("beyond the edge" in fault for fault in page.evaluate(FAULTS, 360))
    page.locator(".im-tools__count").evaluate("line => { line.setAttribute('aria-hidden', 'nonsense'); }")
    page.get_by_role("button", name="Save my file").evaluate("button => { button.textContent = ''; }")
    assert any(fault.startswith("button-name") for fault in faults_of(page))
    context.close()
