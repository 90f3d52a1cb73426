"""A checklist and its file, in a real browser: tied (granted, refused, withdrawn, written by somebody else), or opened
under a newer release.

The handle is one of the browser's own private files; what the dialog of a system does is not tried here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import served
from own_checklist import all_kept, claim, entries, item, open_file, rows, saved_file, started
from playwright.sync_api import Browser, BrowserContext, Page, expect
from reused import Reused
from site_fixtures import STARTER_CLIENT, Sites

pytestmark = pytest.mark.browser

DIALOG = """
globalThis.showSaveFilePicker = async ({ suggestedName }) => {
  const folder = await navigator.storage.getDirectory();
  return await folder.getFileHandle("own.json", { create: true });
};
if (isSecureContext) {
  FileSystemHandle.prototype.queryPermission = async () => sessionStorage.getItem("permission") ?? "granted";
  FileSystemHandle.prototype.requestPermission = async () => sessionStorage.getItem("asked") ?? "granted";
}
"""
"""In place of the system's dialog and of what the browser allows; an empty page has no files."""
FILE = """async () => {
  const folder = await navigator.storage.getDirectory();
  return await (await (await folder.getFileHandle("own.json")).getFile()).text();
}"""
WRITE = """async text => {
  const folder = await navigator.storage.getDirectory();
  const stream = await (await folder.getFileHandle("own.json", { create: true })).createWritable();
  await stream.write(text);
  await stream.close();
}"""

HOLD = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("immerse");
    request.onsuccess = () => resolve(request.result);
  });
  const entries = database.transaction("entries", "readwrite").objectStore("entries");
  let held = true;
  const hold = () => { if (held) entries.count().onsuccess = hold; };
  hold();
  globalThis.release = () => new Promise((resolve) => {
    held = false;
    entries.transaction.oncomplete = () => { database.close(); resolve(); };
  });
}"""
"""Keeps the entries from being written until `release` is called, as a slow disk does."""


@pytest.fixture(scope="module")
def site(starter_sites: Sites) -> Iterator[str]:
    """Where the trainee view of the starter's client is served, at an address that browsers trust."""
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        yield address


@pytest.fixture(scope="module")
def with_dialog(browser: Browser) -> Reused:
    """A browser that can tie a checklist to a file, for one test after the other."""
    return Reused(browser, script=DIALOG)


@pytest.fixture
def page(with_dialog: Reused, site: str) -> Iterator[Page]:
    """A checklist that can be tied to a file."""
    with with_dialog.lent() as context:
        yield started(context, site)


def in_file(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate(FILE))
    return found


def tie(page: Page) -> None:
    page.get_by_role("button", name="Choose a file").click()


def test_every_change_is_written_to_the_file(page: Page) -> None:
    tie(page)
    expect(page.get_by_text("Every change is written to own.json.")).to_be_visible()
    claim(page, "FST-1")
    expect(page.locator(".im-tools__count")).to_contain_text("Your saved file holds every change")
    assert in_file(page)["entries"] == entries(page)
    page.reload()
    expect(page.get_by_text("Every change is written to own.json.")).to_be_visible()
    claim(page, "FST-2")
    expect(page.locator(".im-tools__count")).to_contain_text("Your saved file holds every change")
    assert [entry["type"] for entry in in_file(page)["entries"]] == ["start", "claim", "claim"]
    page.get_by_role("button", name="Stop writing to it").click()
    item(page, "FST-2").get_by_role("button", name="Take back the claim of FST-2").click()
    expect(page.locator(".im-tools__count")).to_contain_text("1 change since you last saved")
    assert len(in_file(page)["entries"]) == 3


def test_a_file_that_may_not_be_written_is_told_and_nothing_is_lost(page: Page) -> None:
    page.evaluate("sessionStorage.setItem('permission', 'prompt'); sessionStorage.setItem('asked', 'denied')")
    tie(page)
    expect(page.get_by_text("Your browser may not write to own.json.")).to_be_visible()
    claim(page, "FST-1")
    assert page.evaluate(FILE) == ""
    page.evaluate("sessionStorage.setItem('asked', 'granted'); sessionStorage.setItem('permission', 'granted')")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".im-tools__count")).to_contain_text("Your saved file holds every change")
    assert in_file(page)["entries"] == entries(page)


def test_a_permission_that_is_withdrawn_is_asked_for_again(page: Page) -> None:
    tie(page)
    expect(page.get_by_text("Every change is written to own.json.")).to_be_visible()
    page.evaluate("sessionStorage.setItem('permission', 'prompt')")
    claim(page, "FST-1")
    expect(page.get_by_text("wants to be asked before it goes on writing to own.json")).to_be_visible()
    page.reload()
    expect(page.get_by_text("wants to be asked before it goes on writing to own.json")).to_be_visible()
    all_kept(page)
    assert len(in_file(page)["entries"]) == 1
    page.get_by_role("button", name="Ask again").click()
    page.evaluate("sessionStorage.setItem('permission', 'granted')")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".im-tools__count")).to_contain_text("Your saved file holds every change")


def test_what_somebody_else_wrote_is_taken_over_and_what_is_foreign_is_left(page: Page) -> None:
    tie(page)
    expect(page.get_by_text("Every change is written to own.json.")).to_be_visible()
    claim(page, "FST-1")
    expect(page.locator(".im-tools__count")).to_contain_text("Your saved file holds every change")
    record = in_file(page)
    digest = item(page, "FST-2").get_attribute("data-digest")
    elsewhere = {**record["entries"][-1], "id": "e" * 32, "item": "FST-2", "digest": digest}
    page.evaluate(WRITE, json.dumps(record | {"entries": [*record["entries"], elsewhere]}))
    item(page, "FST-1").get_by_role("button", name="Take back the claim of FST-1").click()
    expect(item(page, "FST-2").locator(".im-state")).to_have_text("claimed")
    expect(page.locator(".im-tools__count")).to_contain_text("Your saved file holds every change")
    assert [entry["type"] for entry in in_file(page)["entries"]] == ["start", "claim", "claim", "unclaim"]
    page.evaluate(WRITE, "somebody's shopping list")
    claim(page, "FST-1")
    expect(page.get_by_text("own.json holds something else now")).to_be_visible()
    assert page.evaluate(FILE) == "somebody's shopping list"


def test_under_a_newer_release_a_file_says_what_became_of_its_claims(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    claim(page, "FST-1")
    claim(page, "FST-2")
    record = saved_file(page)
    for entry in record["entries"]:
        entry["release"] = "1.0.0"
    retired = {**record["entries"][-1], "id": "a" * 32, "item": "FST-9"}
    record |= {"rot": "b" * 32, "entries": [*record["entries"], retired]}
    step = {
        "old": "1.0.0",
        "new": "1.1.0",
        "moves": [["FST-1", "FST-1", "kept"], ["FST-2", "FST-2", "partial"]],
        "retired": ["FST-9"],
        "added": ["GC-03"],
    }
    page.route("**/migrations.json", lambda route: route.fulfill(json={"maps": [step]}))
    released = 'data-release="1.1.0"'
    page.route(
        "**/checklist/progress/",
        lambda route: route.fulfill(
            body=route.fetch().text().replace('data-release="draft"', released), content_type="text/html"
        ),
    )
    page.reload()
    all_kept(page)
    open_file(page, record)
    offer = page.locator(".im-offer")
    expect(offer).to_contain_text("1 claim stands as it was: FST-1")
    expect(offer).to_contain_text("1 claimed item has changed: FST-2")
    expect(offer).to_contain_text("1 item is new: GC-03")
    expect(offer).to_contain_text("1 claimed item is not asked for any more: FST-9")
    page.get_by_role("button", name="Take it over").click()
    all_kept(page)
    expect(page.get_by_text("1 claimed item is not in this edition, and kept: FST-9")).to_be_visible(timeout=30_000)


def test_what_is_said_of_a_saved_file_does_not_replace_what_is_said_of_the_next(
    context: BrowserContext, site: str
) -> None:
    page = started(context, site)
    page.evaluate(HOLD)
    saved_file(page)
    open_file(page, b"not JSON")
    expect(page.locator("#checklist-notice")).to_contain_text("cannot be read")
    page.evaluate("() => release()")
    assert rows(page, "entries")[0]["saved"]
    expect(page.locator("#checklist-notice")).to_contain_text("cannot be read")
