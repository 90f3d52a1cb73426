"""A site on plain http, where browsers keep some things back: one sentence says which, and everything else works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import FLAGS, opened, served
from chromium import find_chromium
from immerse.model.site_view import View
from own_checklist import PROGRESS, add_evidence, all_kept, claim, entries, item, saved_file, started
from playwright.sync_api import Browser, BrowserContext, expect
from site_fixtures import STARTER_CLIENT, Sites

pytestmark = pytest.mark.browser

HOST = "training.example"
SENTENCE = "This page came over plain http"


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Browser]:
    """A browser that finds a host which it has no reason to trust."""
    rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    found = browser.browser_type.launch(executable_path=find_chromium(), args=[*FLAGS, rules])
    yield found
    found.close()


@pytest.fixture
def context(plain: Browser) -> Iterator[BrowserContext]:
    """Somebody who never was there."""
    found = plain.new_context()
    yield found
    found.close()


def trusted_no_more(address: str) -> str:
    """The same address under a name that no browser trusts."""
    return address.replace("127.0.0.1", HOST)


def test_a_checklist_is_kept_saved_and_read_on_plain_http(context: BrowserContext, starter_sites: Sites) -> None:
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        site = trusted_no_more(address)
        page = opened(context, f"{site}about/")
        assert page.evaluate("[isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
        page = started(context, site)
        expect(page.locator("#checklist-notice")).to_contain_text(SENTENCE)
        assert page.get_by_role("button", name="Keep it in a file").count() == 0
        claim(page, "FST-1")
        item(page, "FST-1").locator("summary").click()
        add_evidence(page, "FST-1", "Ten first replies", Shift="Early")
        assert item(page, "FST-1").get_by_label("File on this device").count() == 0
        page.reload()
        all_kept(page)
        expect(item(page, "FST-1").locator(".im-state")).to_have_text("claimed")
        record = saved_file(page)
        assert record["entries"] == entries(page)
        lesson = opened(context, f"{site}learn/fst/fst-l1/")
        expect(lesson.locator("#own-here [data-item-id='FST-1'] .im-state")).to_have_text("claimed")
        context.close()
    assert len(record["entries"]) == 3


def test_a_mentor_reads_records_on_plain_http(context: BrowserContext, starter_sites: Sites) -> None:
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        record = saved_file(started(context, trusted_no_more(address)))
        context.pages[0].close()
    with served(starter_sites.folder(STARTER_CLIENT, View.MENTOR)) as address:
        page = opened(context, f"{trusted_no_more(address)}mentor/records/")
        file: Any = {"name": "jd.json", "mimeType": "application/json", "buffer": json.dumps(record).encode()}
        page.locator("#records input[type=file]").set_input_files([file])
        expect(page.locator("#records")).to_contain_text("JD")
        context.close()


def test_on_an_address_that_is_trusted_nothing_is_said(browser: Browser, starter_sites: Sites) -> None:
    trusted = browser.new_context()
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        page = opened(trusted, address + PROGRESS)
        page.get_by_role("button", name="Start my checklist").wait_for()
        assert SENTENCE not in page.locator("#checklist-notice").inner_text()
        trusted.close()
