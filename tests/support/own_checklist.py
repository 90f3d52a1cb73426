"""A person's checklist in a real browser: started, changed and read, as tests of several files do it."""

from __future__ import annotations

import json
from typing import Any

from browsing import opened
from playwright.sync_api import BrowserContext, Locator, Page, expect
from site_fixtures import STARTER_CLIENT

PROGRESS = "checklist/progress/"

ROWS = """async name => {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("immerse");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    if (!database.objectStoreNames.contains(name)) return [];
    return await new Promise((resolve) => {
      const request = database.transaction(name).objectStore(name).getAll();
      request.onsuccess = () => resolve(request.result);
    });
  } finally {
    database.close();
  }
}"""


def started(context: BrowserContext, host: str, initials: str = "JD", day: str = "2026-11-02") -> Page:
    """The progress page with a checklist that was just started."""
    page = opened(context, host + PROGRESS)
    start(page, initials, day)
    return page


def start(page: Page, initials: str = "JD", day: str = "2026-11-02") -> None:
    """Start a checklist on a page that offers it."""
    page.get_by_role("button", name="Start my checklist").click()
    page.get_by_label("Initials").fill(initials)
    page.get_by_label("First day of your rotation").fill(day)
    page.get_by_role("button", name="Start my checklist").click()
    all_kept(page)


def all_kept(page: Page) -> None:
    """Wait until the page says that everything is kept."""
    expect(page.locator(".im-tools__count")).to_contain_text("Kept on this device.", timeout=30_000)
    expect(page.locator(".im-tools__count")).to_have_attribute("data-waiting", "0", timeout=30_000)


def item(page: Page, id: str) -> Locator:
    """An item of the page."""
    return page.locator(f'[data-item-id="{id}"]')


def claim(page: Page, id: str) -> None:
    """Claim an item and wait until it is kept."""
    page.get_by_role("button", name=f"Claim {id}", exact=True).click()
    expect(item(page, id).locator(".im-state")).to_have_text("claimed")
    all_kept(page)


def note(page: Page, id: str, words: str) -> None:
    """Keep a note to the mentor about an item."""
    own = item(page, id).locator("details.im-mine")
    own.locator("summary").click()
    own.get_by_label(f"Note to your mentor about {id}").last.fill(words)
    own.get_by_role("button", name="Keep the note").click()


def add_evidence(page: Page, id: str, title: str, **fields: str) -> None:
    """Add a piece of evidence to an item whose part of one's own is open."""
    own = item(page, id)
    own.get_by_role("button", name=f"Add evidence for {id}").click()
    own.get_by_label("Title").fill(title)
    for label, value in fields.items():
        own.get_by_label(label, exact=True).fill(value)
    own.get_by_role("button", name="Keep this evidence").click()
    expect(own.locator(".im-pieces")).to_contain_text(title)
    all_kept(page)


def rows(page: Page, store: str) -> list[dict[str, Any]]:
    """What the browser's database holds in one store."""
    found: list[dict[str, Any]] = page.evaluate(ROWS, store)
    return found


def entries(page: Page) -> list[dict[str, Any]]:
    """The entries that this browser keeps, in their order."""
    return sorted((row["entry"] for row in rows(page, "entries")), key=lambda entry: (entry["at"], entry["id"]))


def saved_file(page: Page, client: str = STARTER_CLIENT) -> dict[str, Any]:
    """The file that the page saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my file").click()
    record: dict[str, Any] = json.loads(download.value.path().read_bytes())
    assert record["client"] == client
    return record


def open_file(page: Page, content: object) -> None:
    """Choose a file with this content for "Open a file"."""
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    file = {"name": "copy.json", "mimeType": "application/json", "buffer": text}
    page.locator("#checklist-desk input[type=file].im-file").first.set_input_files([file])  # type: ignore[list-item]


KEPT = f"""async () => {{
  while (!(await ({ROWS})("entries")).some(row => row.entry.type === "score")) {{
    await new Promise(then => setTimeout(then, 20));
  }}
}}"""
"""Waits until a result stands in the record."""
