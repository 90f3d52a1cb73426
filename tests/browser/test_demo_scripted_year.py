"""A year of daily use is a small file, and says what was done."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browsing import TRAINEE, opened
from immerse.records import fold, parse, serialise
from immerse.records.canonical import canonical
from own_checklist import PROGRESS, all_kept, item, open_file, saved_file
from playwright.sync_api import BrowserContext, expect
from record_scripts import answers
from scripted_year import ScriptedYear
from site_fixtures import Sites

MOST = 1_000_000
CLIENT = "northgate"


@pytest.fixture(scope="module")
def book(demo_sites: Sites) -> Any:
    """northgate's checklist."""
    return json.loads((demo_sites.folder(CLIENT) / "downloads" / "checklist.json").read_bytes())


@pytest.fixture(scope="module")
def year(book: Any) -> ScriptedYear:
    """Twenty-six weeks of five days."""
    return ScriptedYear(CLIENT, book)


def test_a_year_stays_small_and_says_what_was_done(year: ScriptedYear) -> None:
    content = serialise(year.record)
    record = parse(content, CLIENT)
    state = fold(record)
    assert len(record["entries"]) == year.done.total() > 850
    assert len(content) < MOST
    assert len(state["evidence"]) == year.done["evidence"] and len(state["scores"]) == year.done["score"]
    assert state["claims"] and state["notes"] and state["tasks"] and state["read"] and year.done["replaced"] == 26
    assert answers([{"do": "merged", "files": [content.decode()]}]) == [
        {"file": content.decode(), "state": canonical(state)}
    ]


@pytest.mark.browser
def test_a_year_is_opened_and_goes_on(context: BrowserContext, host: str, year: ScriptedYear) -> None:
    page = opened(context, host + TRAINEE + PROGRESS)
    open_file(page, year.record)
    page.get_by_role("button", name="Take it over").click()
    all_kept(page)
    expect(page.locator(".im-tools__count")).to_contain_text("Your saved file holds every change")
    id = next(id for id in sorted(fold(year.record)["claims"]) if item(page, id).count())
    page.get_by_role("button", name=f"Claim {id} as it is now").click()
    expect(item(page, id).locator(".im-state")).to_have_text("claimed")
    all_kept(page)
    page.locator(".im-tools").get_by_label("Save results of practice too").check()
    record = saved_file(page, CLIENT)
    assert len(record["entries"]) == year.done.total() + 1
    assert len(serialise(parse(json.dumps(record)))) < MOST
