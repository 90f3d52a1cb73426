"""A whole use of checklist and practice: nothing leaves the browser, and what it keeps is ids and typed words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import TRAINEE
from checklist_person import CLIENT, Person
from own_checklist import KEPT, saved_file
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

TYPED = {"Jo", "Forty replies of October", "Early", "May I sit with the night shift?"}
PIECE = {
    "items": ["TRI-1", "LIS-2"],
    "title": "Forty replies of October",
    "kind": "work",
    "day": "2026-11-20",
    "shift": "Early",
    "simulated": False,
}
STEPS: tuple[dict[str, Any], ...] = (
    {"do": "start", "name": "Jo", "day": "2026-11-02"},
    *({"do": "claim", "item": f"TRI-{number}"} for number in (1, 2, 3)),
    {"do": "evidence", "piece": "P1", **PIECE},
    {"do": "note", "item": "TRI-2", "text": "May I sit with the night shift?"},
    {"do": "read", "page": "lesson:TRI-L2"},
    {"do": "plan", "gate": "G1", "day": "2027-01-10"},
    {"do": "restart"},
    {"do": "save"},
    {"do": "unclaim", "item": "TRI-3"},
    {"do": "open", "file": 0},
)
PAGES = ("", "learn/tri/", "learn/tri/drills/", "checklist/graduation/", "checklist/tasks/", "checklist/first-days/")
CODE = re.compile(r"[A-Za-z0-9:/._()-]*")
"""Ids, digests, days and moments: no blank, so no words, and no address of a person."""
HELD = """async () => {
  const databases = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise(done => {
      const request = indexedDB.open(name);
      request.onsuccess = () => done(request.result);
    });
    databases[name] = {};
    for (const store of database.objectStoreNames) {
      databases[name][store] = await new Promise(done => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => done(request.result);
      });
    }
    database.close();
  }
  const files = [];
  for await (const file of (await navigator.storage.getDirectory()).keys()) files.push(file);
  return {
    databases, files, local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie,
    caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).length,
  };
}"""


def practise(page: Page) -> None:
    """Sort a post, wrongly or not, and end there."""
    page.get_by_role("button", name="Ten posts without a clock").click()
    for name in ("priority", "owner", "clock"):
        page.locator(f"input[name=practice-{name}]").first.check()
    page.locator(".im-practice form button").first.click()
    expect(page.locator(".im-verdict")).not_to_be_empty()
    page.get_by_role("button", name="End here").click()
    page.evaluate(KEPT)


def strings(value: Any) -> Iterator[str]:
    """Every string of a value, names of members too; a string that is JSON by what it says."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        if value[:1] in ("{", "["):
            yield from strings(json.loads(value))
        else:
            yield value


def test_nothing_leaves_the_browser_and_nothing_is_kept_that_nobody_typed(
    browser: Browser, tmp_path: Path, host: str
) -> None:
    asked: list[str] = []
    lessons = {"lesson:TRI-L2": "learn/tri/tri-l2/"}
    person = Person(browser, tmp_path, host + TRAINEE, lessons, asked.append)
    for step in STEPS:
        person.take(step)
    page = person.page
    for path in PAGES:
        page.goto(host + TRAINEE + path)
    page.goto(f"{host}{TRAINEE}learn/practice/")
    practise(page)
    page.goto(f"{host}{TRAINEE}checklist/progress/")
    page.get_by_text("Calendar, another person, erase").click()
    with page.expect_download():
        page.get_by_role("button", name="Save dates for my calendar").click()
    record = saved_file(page, CLIENT)
    held = page.evaluate(HELD)
    person.close()
    assert len(asked) > 50 and [url for url in asked if not url.startswith((host + TRAINEE, f"blob:{host}"))] == []
    assert {said["text"] for said in record["texts"].values()} == TYPED
    (stores,) = held.pop("databases").values()
    assert {row["text"] for row in stores.pop("texts")} == TYPED
    assert [held[name] for name in ("cookies", "caches", "workers", "files")] == ["", [], 0, []]
    assert len(stores["entries"]) == 10 and stores["records"]
    kept = list(strings([stores, held["local"], held["session"]]))
    assert [one for one in kept if not CODE.fullmatch(one)] == []
