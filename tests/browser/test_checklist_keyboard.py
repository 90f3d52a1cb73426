"""The checklist without a mouse: every step by keys alone, its focus seen, its outcome read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import opened, served
from keyboard import HEARD, Keyboard
from own_checklist import PROGRESS, all_kept, entries, rows
from playwright.sync_api import Browser, BrowserContext, expect
from site_fixtures import STARTER_CLIENT, Sites

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(starter_sites: Sites) -> Iterator[str]:
    """Where the trainee view of the starter's client is served."""
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        yield address


def test_a_checklist_is_started_claimed_proved_saved_and_opened_by_keys(
    browser: Browser, new_context: BrowserContext, site: str, tmp_path: Path
) -> None:
    new_context.add_init_script(HEARD)
    page = opened(new_context, site + PROGRESS)
    page.get_by_role("button", name="Start my checklist").wait_for()
    keys = Keyboard(page)
    keys.to("Start my checklist")
    keys.press("Enter")
    page.keyboard.type("JD")  # the form begins where one writes
    keys.to("Start my checklist")
    keys.press("Enter")
    all_kept(page)
    expect(page.locator("#own-today")).to_be_focused()
    keys.to("Claim FST-1")
    keys.press("Enter")
    keys.heard("FST-1 is claimed. Your mentor decides.")
    expect(page.get_by_role("button", name="Take back the claim of FST-1")).to_be_focused()
    keys.to("Evidence: 0 of 3 pieces")
    keys.press("Enter")
    keys.to("Add evidence for FST-1")
    keys.press("Enter")
    keys.to("Title")
    keys.write("Ten replies, see ada@quay.example")
    keys.heard("e-mail address")
    keys.write("Ten replies of the early shift")
    keys.to("Shift")
    keys.write("Early")
    keys.press("Enter")
    keys.heard("The evidence for FST-1 is kept.")
    assert page.evaluate("document.activeElement.closest('[data-item-id]')?.dataset.itemId") == "FST-1"
    keys.to("Save my file", back=True)
    with page.expect_download() as download:
        keys.press("Enter")
    download.value.save_as(tmp_path / "own.json")
    keys.heard("was given to your browser")
    assert keys.unseen == []
    other = browser.new_context()
    other.add_init_script(HEARD)
    fresh = opened(other, site + PROGRESS)
    fresh.get_by_role("button", name="Start my checklist").wait_for()
    keys = Keyboard(fresh)
    keys.to("Open a file")
    with fresh.expect_file_chooser() as chooser:
        keys.press("Enter")
    chooser.value.set_files(tmp_path / "own.json")
    expect(fresh.locator("#own-offer")).to_be_focused()
    keys.to("Take it over")
    keys.press("Enter")
    keys.heard("Taken over.")
    all_kept(fresh)
    expect(fresh.locator("#own-today")).to_be_focused()
    assert [entry["type"] for entry in entries(fresh)] == ["start", "claim", "evidence"]
    assert keys.unseen == []
    other.close()


def test_what_goes_wrong_is_read_aloud_and_erasing_can_be_left(new_context: BrowserContext, site: str) -> None:
    new_context.add_init_script(HEARD)
    page = opened(new_context, site + PROGRESS)
    page.get_by_role("button", name="Start my checklist").wait_for()
    keys = Keyboard(page)
    keys.to("Open a file")
    with page.expect_file_chooser() as chooser:
        keys.press("Enter")
    chooser.value.set_files([{"name": "x.json", "mimeType": "application/json", "buffer": b"torn"}])
    keys.heard("Nothing was changed.")
    keys.to("Start my checklist", back=True)
    keys.press("Enter", "Enter")
    all_kept(page)
    keys.to("Calendar, another person, erase")
    keys.press("Enter")
    keys.to("Erase from this device")
    keys.press("Enter")
    keys.heard("1 change is in no file")
    expect(page.get_by_role("alertdialog").get_by_role("button", name="Cancel")).to_be_focused()
    keys.press("Escape")
    expect(page.get_by_role("button", name="Erase from this device")).to_be_focused()
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    keys.press("Enter")
    keys.to("Erase it", back=True)
    keys.press("Enter")
    page.get_by_role("button", name="Start my checklist").wait_for()
    assert rows(page, "entries") == [] and keys.unseen == []
