"""Tasks on the pages beside the checklist: today's line is marked, and one's own are done where they are read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import opened, served
from own_checklist import entries, started
from playwright.sync_api import BrowserContext, expect
from site_fixtures import STARTER_CLIENT, Sites

pytestmark = pytest.mark.browser

LESSON = "learn/fst/fst-l1/"
FIRST_DAYS = "checklist/first-days/"


@pytest.fixture(scope="module")
def site(starter_sites: Sites) -> Iterator[str]:
    """Where the trainee view of the starter's client is served."""
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        yield address


def test_the_working_day_that_is_today_is_marked_and_days_are_named_as_they_are(
    new_context: BrowserContext, site: str
) -> None:
    new_context.clock.install(time="2026-12-07T09:00:00")
    page = started(new_context, site, day="2026-12-03")  # a Thursday
    page.goto(site)
    today = page.locator(".im-days [aria-current=date]")
    expect(today).to_contain_text("Day 3, Monday today")
    assert page.locator(".im-days li > a").all_inner_texts() == ["Day 1, Thursday", "Day 3, Monday today"]
    page.goto(site + FIRST_DAYS)
    expect(page.locator(".im-day[aria-current=date] h2")).to_contain_text("Day 3, Monday")


def test_a_task_is_done_where_it_is_read(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    for path in (FIRST_DAYS, "checklist/tasks/"):
        page.goto(site + path)
        own = page.locator(".im-task[data-task-id=T-02]")
        own.get_by_role("button", name="Done: Meet your mentor").click()
        expect(own.locator(".im-state")).to_have_text("done")
        expect(page.get_by_role("status").filter(has_text="Done: Meet your mentor")).to_be_visible()
        own.get_by_role("button", name="Not done yet: Meet your mentor").click()
        expect(page.get_by_role("status").filter(has_text="Not done yet: Meet your mentor")).to_be_visible()
    assert page.locator(".im-task:not([data-who=trainee]) button").count() == 0
    assert [entry["done"] for entry in entries(page) if entry["type"] == "task"] == [True, False, True, False]


def test_a_browser_without_a_checklist_loads_no_words_and_makes_no_place_for_one(
    new_context: BrowserContext, site: str
) -> None:
    asked: list[str] = []
    new_context.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    page = opened(new_context, "about:blank")
    for path in ("", FIRST_DAYS, LESSON):
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("indexedDB.databases()") == []
    modules = {url for url in asked if url.endswith(".mjs")}
    assert {url for url in modules if "/words/" in url} == set()
    assert "assets/immerse/checklist.mjs" in modules and len(modules) < 10
