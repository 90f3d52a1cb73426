"""A site on plain http, where browsers keep some things back: one sentence says which, and everything else works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import UNTRUSTED, opened, served
from immerse.model.site_view import View
from own_checklist import PROGRESS, add_evidence, all_kept, claim, entries, item, saved_file, start, started
from playwright.sync_api import BrowserContext, expect
from site_fixtures import STARTER_CLIENT, Sites

pytestmark = pytest.mark.browser

SENTENCE = "This page came over plain http"


@pytest.fixture(scope="module")
def trusted(starter_sites: Sites) -> Iterator[str]:
    """Where both views are served, under an address that browsers trust."""
    starter_sites.folder(STARTER_CLIENT, View.MENTOR)
    with served(starter_sites.folder(STARTER_CLIENT).parent) as address:
        yield address


@pytest.fixture(scope="module")
def site(trusted: str) -> str:
    """The same place under a name that no browser trusts."""
    return trusted.replace("127.0.0.1", UNTRUSTED)


def test_a_checklist_is_kept_saved_and_read_on_plain_http(context: BrowserContext, site: str) -> None:
    page = opened(context, f"{site}trainee/about/")
    assert page.evaluate("[isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
    page.goto(f"{site}trainee/{PROGRESS}")
    start(page)
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
    page.goto(f"{site}trainee/learn/fst/fst-l1/")
    expect(page.locator("#own-here [data-item-id='FST-1'] .im-state")).to_have_text("claimed")
    assert len(record["entries"]) == 3


def test_a_mentor_reads_records_on_plain_http(context: BrowserContext, site: str) -> None:
    page = started(context, f"{site}trainee/")
    record = saved_file(page)
    page.goto(f"{site}mentor/mentor/records/")
    file: Any = {"name": "jd.json", "mimeType": "application/json", "buffer": json.dumps(record).encode()}
    page.locator("#records input[type=file]").set_input_files([file])
    expect(page.locator("#records")).to_contain_text("JD")


def test_on_an_address_that_is_trusted_nothing_is_said(context: BrowserContext, trusted: str) -> None:
    page = opened(context, f"{trusted}trainee/{PROGRESS}")
    page.get_by_role("button", name="Start my checklist").wait_for()
    assert SENTENCE not in page.locator("#checklist-notice").inner_text()
