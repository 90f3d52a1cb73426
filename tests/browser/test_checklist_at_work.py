"""The checklist while somebody works with it: a change shows where it belongs, and takes nothing out of their hands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import served
from own_checklist import PROGRESS, all_kept, claim, item, started
from playwright.sync_api import BrowserContext, expect
from site_fixtures import STARTER_CLIENT, Sites

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(starter_sites: Sites) -> Iterator[str]:
    """Where the trainee view of the starter's client is served."""
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        yield address


def test_a_claim_touches_its_own_line_and_no_other(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    page.evaluate(
        """() => {
          globalThis.touched = [];
          new MutationObserver((found) => {
            for (const { target } of found) {
              const element = target instanceof Element ? target : target.parentElement;
              const line = element.closest("[data-item-id], [data-task-id], .im-group, .im-own-tasks, .im-own");
              touched.push(line?.dataset.itemId ?? line?.dataset.taskId ?? line?.className ?? "");
            }
          }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        }"""
    )
    claim(page, "FST-1")
    touched = page.evaluate("touched")
    lines = page.locator("[data-item-id], [data-task-id]")
    assert lines.count() == 7
    assert set(touched) == {"FST-1", "im-group", "im-own im-today", "im-tools im-own", ""}, touched
    assert len(touched) < 40, touched


def test_an_item_that_is_worked_on_stays_until_somebody_chooses_anew(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    state = page.get_by_role("region", name="Show items").get_by_label("State")
    state.select_option("open")
    claim(page, "FST-1")
    expect(item(page, "FST-1").get_by_role("button", name="Take back the claim of FST-1")).to_be_focused()
    state.select_option("claimed")
    expect(item(page, "FST-2")).to_be_hidden()
    state.select_option("open")
    expect(item(page, "FST-1")).to_be_hidden()


def test_a_form_that_is_filled_in_is_left_as_it_is_when_something_else_changes(
    context: BrowserContext, site: str
) -> None:
    page = started(context, site)
    today = page.locator(".im-today")
    today.get_by_text("How far you have come").click()
    today.get_by_label("To").fill("2026-12-24")
    claim(page, "FST-1")
    expect(today.get_by_label("To")).to_have_value("2026-12-24")
    today.get_by_role("button", name="Move", exact=True).click()
    expect(today).to_contain_text("24 December 2026")
    expect(today.get_by_role("button", name="Move", exact=True)).to_be_focused()
    own = item(page, "FST-2")
    own.locator("summary").click()
    own.get_by_label("Note to your mentor about FST-2").last.fill("When may I sit with the night shift?")
    own.get_by_role("button", name="Add evidence for FST-2").click()
    own.get_by_label("Title").fill("Ten first replies")
    own.get_by_role("button", name="Keep this evidence").click()
    all_kept(page)
    expect(own.get_by_label("Note to your mentor about FST-2").last).to_have_value(
        "When may I sit with the night shift?"
    )


def test_a_tab_that_stays_open_overnight_says_the_new_day_when_somebody_comes_back(
    new_context: BrowserContext, site: str
) -> None:
    new_context.clock.install(time="2026-11-08T17:00:00")  # a Sunday
    page = started(new_context, site, day="2026-11-02")
    heading = page.locator(".im-today").get_by_role("heading", level=2)
    expect(heading).to_contain_text("Week 1 of 26")
    page.clock.set_system_time("2026-11-09T08:00:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(heading).to_contain_text("Week 2 of 26")


def test_an_address_with_an_item_leads_to_it_and_the_page_takes_no_focus(
    new_context: BrowserContext, site: str
) -> None:
    started(new_context, site).close()
    # As in a browser that does not move the view along with what it shows.
    new_context.add_init_script(
        "addEventListener('readystatechange', () => document.body.style.overflowAnchor = 'none')"
    )
    page = new_context.new_page()
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto(f"{site}{PROGRESS}#fst-2")
    all_kept(page)
    expect(item(page, "FST-2")).to_be_in_viewport()
    assert page.evaluate("document.activeElement === document.body")
