"""The context that tests use one after the other: nobody finds what somebody else did there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import opened, served
from playwright.sync_api import Browser, BrowserContext
from reused import DESK, STAYS, Reused

pytestmark = pytest.mark.browser

KEEP = """async () => {
  localStorage.setItem("kept", "1");
  sessionStorage.setItem("kept", "1");
  document.cookie = "kept=1";
  await new Promise(done => { indexedDB.open("kept").onsuccess = done; });
  await caches.open("kept");
  await (await navigator.storage.getDirectory()).getFileHandle("kept", { create: true });
}"""
FOUND = """async () => {
  const files = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
  return {
    kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(), ...files],
    databases: (await indexedDB.databases()).length, cookie: document.cookie, width: innerWidth, words: document.title,
    looks: ["print", "(prefers-color-scheme: dark)"].filter(one => matchMedia(one).matches),
  };
}"""
NOTHING = {"kept": [], "databases": 0, "cookie": "", "width": DESK["width"], "words": "x", "looks": []}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A page without anything."""
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    with served(tmp_path) as address:
        yield address


def used(context: BrowserContext, address: str) -> None:
    """Do all that can be undone."""
    page = opened(context, address)
    page.evaluate(KEEP)
    page.set_viewport_size({"width": 360, "height": 700})
    page.emulate_media(media="print", color_scheme="dark")
    page.route("**/*", lambda route: route.fulfill(body="<title>y</title>", content_type="text/html"))
    context.route("**/*", lambda route: route.fulfill(body="<title>z</title>", content_type="text/html"))
    opened(context, address)


def test_nothing_is_left_of_what_was_done(browser: Browser, address: str) -> None:
    reused = Reused(browser)
    for _ in range(2):
        with reused.lent() as context:
            page = opened(context, address)
            assert (len(context.pages), page.evaluate(FOUND)) == (1, NOTHING)
            page.goto("about:blank")
            used(context, address)
            assert len(context.pages) == 2 and page.evaluate(FOUND) != NOTHING
    with reused.lent() as context:
        context.pages[0].close()
    with reused.lent() as context:
        assert opened(context, address).evaluate(FOUND) == NOTHING


@pytest.mark.parametrize("name", STAYS)
def test_what_cannot_be_undone_is_refused(context: BrowserContext, name: str) -> None:
    for part in (context, context.pages[0]):
        with pytest.raises(AssertionError, match="take the fixture new_context"):
            getattr(part, name)("load", print)


def test_a_clock_is_noticed_and_its_context_is_used_no_more(browser: Browser, address: str) -> None:
    reused = Reused(browser)
    with pytest.raises(AssertionError, match="take the fixture new_context"), reused.lent() as context:
        context.clock.set_fixed_time("2026-12-01T09:00:00")
        opened(context, address)
    with reused.lent() as context:
        assert opened(context, address).evaluate("new Date().getFullYear() > 2000 && !('__pwClock' in globalThis)")
