"""What a checklist keeps in a real browser: two tabs, a browser that is killed, a full storage, several people."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import FLAGS, opened, served
from chromium import find_chromium
from own_checklist import PROGRESS, all_kept, claim, entries, item, note, rows, saved_file, start, started
from playwright.sync_api import Browser, BrowserContext, expect
from site_fixtures import STARTER_CLIENT, Sites
from tenth import IS_FUZZ

pytestmark = pytest.mark.browser

CHANGES, KILLS = (200, 20) if IS_FUZZ else (20, 2)

CLICKS = """async count => {
  const button = document.querySelector('[data-item-id="FST-1"] .im-item__state button');
  const line = document.querySelector(".im-tools__count");
  for (let made = 1; made <= count; made += 1) {
    button.click();
    while (line.dataset.waiting !== "0") await new Promise((resolve) => setTimeout(resolve, 1));
    console.log(`kept ${made}`);
  }
}"""
"""Claims an item and takes it back, again and again, and says how many changes the page has said to be kept."""


FILL = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("filling", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("bytes", { autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
  });
  for (let size = 65_536; size >= 1024; ) {
    const isFull = await new Promise((resolve) => {
      const transaction = database.transaction("bytes", "readwrite");
      transaction.objectStore("bytes").add(crypto.getRandomValues(new Uint8Array(size)));
      transaction.oncomplete = () => resolve(false);
      transaction.onabort = () => resolve(true);
    });
    size = isFull ? Math.floor(size / 4) : size;
  }
  database.close();
}"""
"""Writes until no 1 KB can be kept any more: the browser does not look at its quota before each small write."""


@pytest.fixture(scope="module")
def site(starter_sites: Sites) -> Iterator[str]:
    """Where the trainee view of the starter's client is served."""
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        yield address


def test_two_tabs_lose_no_change_of_each_other(context: BrowserContext, site: str) -> None:
    one = started(context, site)
    other = opened(context, site + PROGRESS)
    expect(item(other, "FST-1").locator(".im-state")).to_have_text("open")
    for page in (one, other):
        page.evaluate(f"count => {{ window.work = ({CLICKS})(count); }}", CHANGES)
    for page in (one, other):
        page.evaluate("() => window.work")
        all_kept(page)
    kept = entries(one)
    assert len(kept) == 1 + 2 * CHANGES
    assert len({entry["at"] for entry in kept}) > CHANGES
    last = "claimed" if kept[-1]["type"] == "claim" else "open"
    for page in (one, other):
        expect(item(page, "FST-1").locator(".im-state")).to_have_text(last)


@contextmanager
def real_browser(browser: Browser, profile: Path) -> Iterator[tuple[BrowserContext, subprocess.Popen[bytes]]]:
    """A Chromium with a profile on the disk, as a person has one; it may be killed."""
    path = find_chromium()
    assert path
    note = profile / "DevToolsActivePort"
    note.unlink(missing_ok=True)
    flags = [
        "--headless=new",
        *FLAGS,
        "--no-first-run",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
    ]
    process = subprocess.Popen([path, *flags], start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not (note.exists() and note.read_text().count("\n")):
            assert time.monotonic() < until, "no Chromium came up"
            time.sleep(0.05)
        address = f"http://127.0.0.1:{note.read_text().splitlines()[0]}"
        yield browser.browser_type.connect_over_cdp(address, timeout=120_000).contexts[0], process
    finally:
        killed(process)


def killed(process: subprocess.Popen[bytes]) -> None:
    """The browser and all its processes, ended at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_killed_browser_loses_the_change_in_flight_at_most(browser: Browser, tmp_path: Path, site: str) -> None:
    moments = random.Random(12)
    before = 0
    for number in range(KILLS):
        said = [0]
        with real_browser(browser, tmp_path / "profile") as (context, process):
            page = context.new_page()
            page.on("console", lambda line, said=said: said.append(int(line.text.split()[1])))
            page.goto(site + PROGRESS)
            if number == 0:
                start(page)
                before = 1
            all_kept(page)
            page.evaluate(f"() => {{ window.work = ({CLICKS})(100000); }}")
            page.wait_for_timeout(moments.uniform(200, 900))
            killed(process)
        with real_browser(browser, tmp_path / "profile") as (context, _):
            page = opened(context, site + PROGRESS)
            all_kept(page)
            found = len(entries(page))
        assert max(said) > 0, "the browser was killed before anything happened"
        assert before + max(said) <= found
        before = found


def test_a_full_storage_is_said_at_once_and_the_file_still_saves(new_context: BrowserContext, site: str) -> None:
    page = opened(new_context, f"{site}about/")
    origin = site.rstrip("/")
    devtools = new_context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 2_000_000})
    page.goto(site + PROGRESS)
    start(page)
    claim(page, "FST-1")
    page.evaluate(FILL)
    note(page, "FST-2", "x" * 4000)
    expect(page.get_by_role("alert").first).to_contain_text("is full: your last change is not kept", timeout=1000)
    record = saved_file(page)
    assert [entry["type"] for entry in record["entries"]] == ["start", "claim", "note"]
    assert len(entries(page)) == 2
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    other = opened(new_context, site + PROGRESS)  # what another tab does takes nothing away
    item(other, "FST-1").get_by_role("button", name="Take back the claim of FST-1").click()
    expect(item(page, "FST-1").locator(".im-state")).to_have_text("open")
    expect(item(page, "FST-2").locator("summary")).to_contain_text("a note to your mentor")
    page.get_by_role("button", name="Try again").click()
    all_kept(page)
    expect(page.get_by_role("alert").first).to_be_empty()
    assert len(entries(page)) == 4


def test_a_browser_that_keeps_nothing_says_so_and_saves_a_file(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'indexedDB', { get() { throw new Error('denied'); } });")
    page = opened(context, site + PROGRESS)
    expect(page.locator("#checklist-notice")).to_contain_text("does not let pages keep anything")
    page.get_by_role("button", name="Start my checklist").click()
    page.get_by_role("button", name="Start my checklist").click()
    page.get_by_role("button", name="Claim FST-1", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Save your file before you leave")
    assert [entry["type"] for entry in saved_file(page)["entries"]] == ["start", "claim"]
    context.close()


def test_ticks_of_the_earlier_checklist_become_claims_once(context: BrowserContext, site: str) -> None:
    page = opened(context, site + PROGRESS)
    earlier = item(page, "FST-1").get_attribute("data-earlier")
    other = f"sha256:{'0' * 64}"
    ticks = {
        "FST-1": {"digest": earlier, "checked": True, "at": "2026-13-45T10:00:00Z"},
        "FST-2": {"digest": other, "checked": True, "at": "2026-11-20T10:00:00Z"},
        "GC-02": {"digest": other, "checked": False, "at": "2026-11-20T10:00:00Z"},
        "GC-03": "torn",
    }
    for id, tick in ticks.items():
        page.evaluate(
            "([key, value]) => localStorage.setItem(key, value)", [f"immerse/{STARTER_CLIENT}/{id}", json.dumps(tick)]
        )
    start(page)
    expect(item(page, "FST-1").locator(".im-state")).to_have_text("claimed")
    expect(item(page, "FST-2").locator(".im-state")).to_have_text("changed")
    claims = {entry["item"]: entry["digest"] for entry in entries(page) if entry["type"] == "claim"}
    assert claims == {"FST-1": item(page, "FST-1").get_attribute("data-digest"), "FST-2": other}
    page.get_by_role("button", name="Claim FST-2 as it is now").click()
    expect(item(page, "FST-2").locator(".im-state")).to_have_text("claimed")
    left = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('immerse/'))")
    assert sorted(left) == [f"immerse/{STARTER_CLIENT}/GC-02", f"immerse/{STARTER_CLIENT}/GC-03"]


def test_several_people_are_asked_whose_checklist_is_shown(context: BrowserContext, site: str) -> None:
    page = started(context, site, "JD")
    claim(page, "FST-1")
    page.get_by_text("Calendar, another person, erase").click()
    page.get_by_role("button", name="Somebody else's checklist").click()
    page.get_by_role("button", name="Start or open another checklist").click()
    start(page, "MK", "2026-11-16")
    expect(item(page, "FST-1").locator(".im-state")).to_have_text("open")
    page.reload()
    expect(page.locator(".im-tools__count")).to_contain_text("MK, started 16 November 2026")
    fresh = opened(context, site + PROGRESS)  # a new tab shows nobody's before somebody chooses
    expect(fresh.get_by_role("heading", name="Whose checklist?")).to_be_visible()
    assert fresh.locator(".im-state").count() == 0
    fresh.get_by_role("button", name="JD, started 2 November 2026").click()
    expect(item(fresh, "FST-1").locator(".im-state")).to_have_text("claimed")


def test_erasing_leaves_nothing_of_one_person_and_all_of_others(context: BrowserContext, site: str) -> None:
    page = started(context, site, "JD")
    second = opened(context, site + PROGRESS)
    page.get_by_text("Calendar, another person, erase").click()
    page.get_by_role("button", name="Erase from this device").click()
    expect(page.get_by_role("alertdialog")).to_contain_text("1 change is in no file and would be lost")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Erase from this device").click()
    page.get_by_role("button", name="Erase it", exact=True).click()
    expect(page.get_by_role("button", name="Start my checklist")).to_be_visible()
    for store in ("records", "entries", "texts", "settings"):
        assert rows(page, store) == []
    item(second, "FST-1").get_by_role("button", name="Claim FST-1").click()
    expect(second.get_by_role("alert").first).to_contain_text("erased from this browser in another tab")
    assert rows(page, "entries") == []
