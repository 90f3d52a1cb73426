"""A person's checklist in a real browser: started, used, saved, opened, read from the disk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import faults_of
from browsing import opened, served
from immerse.building.site import build_client
from immerse.model.site_view import View
from own_checklist import (
    PROGRESS,
    add_evidence,
    all_kept,
    claim,
    entries,
    item,
    note,
    open_file,
    rows,
    saved_file,
    start,
    started,
)
from playwright.sync_api import Browser, BrowserContext, expect
from site_fixtures import DAY, STARTER_CLIENT, Sites, starter

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(starter_sites: Sites) -> Iterator[str]:
    """Where the trainee view of the starter's client is served."""
    with served(starter_sites.folder(STARTER_CLIENT)) as address:
        yield address


def test_a_whole_use_comes_back_in_another_browser_and_asks_no_other_host(
    browser: Browser, new_context: BrowserContext, site: str
) -> None:
    asked: list[str] = []
    new_context.on("request", lambda request: asked.append(request.url))
    page = started(new_context, site)
    claim(page, "FST-1")
    claim(page, "FST-2")
    item(page, "FST-1").locator("summary").click()
    add_evidence(page, "FST-1", "Ten first replies", Shift="Early", Day="2026-11-20")
    note(page, "FST-2", "When may I sit with the night shift?")
    all_kept(page)
    page.reload()
    all_kept(page)
    expect(item(page, "FST-1").locator("summary")).to_have_text("Evidence: 1 of 3 pieces")
    expect(page.locator(".im-tools__count")).to_contain_text("5 changes since you last saved a file")
    record = saved_file(page)
    expect(page.locator(".im-tools__count")).to_contain_text("Your saved file holds every change")
    elsewhere = browser.new_context()
    fresh = opened(elsewhere, site + PROGRESS)
    open_file(fresh, record)
    expect(fresh.locator(".im-offer")).to_contain_text("2 claims")
    assert rows(fresh, "entries") == []
    fresh.get_by_role("button", name="Take it over").click()
    expect(item(fresh, "FST-2").locator("summary")).to_contain_text("a note to your mentor")
    assert saved_file(fresh) == record
    elsewhere.close()
    assert [url for url in asked if not url.startswith((site, "blob:"))] == []


def test_today_says_week_phase_gate_what_stands_in_its_way_and_what_is_next(
    new_context: BrowserContext, site: str
) -> None:
    new_context.clock.install(time="2026-11-20T09:00:00")
    page = started(new_context, site, day="2026-11-02")
    today = page.locator(".im-today")
    expect(today.get_by_role("heading", level=2)).to_have_text("Week 3 of 26: Shadow")
    expect(today).to_contain_text("Next gate: G1 Live under supervision · 1 January 2027 · in 42 days")
    expect(today).to_contain_text("2 items that it asks for are not claimed yet: FST-1, FST-2")
    assert today.locator("ol li").count() == 3
    claim(page, "FST-1")
    expect(today).to_contain_text("1 item that it asks for is not claimed yet: FST-2")
    today.get_by_text("How far you have come").click()
    expect(today.get_by_role("progressbar").first).to_have_attribute("value", "1")
    today.get_by_label("To").fill("2026-12-24")
    today.get_by_role("button", name="Move", exact=True).click()
    expect(today).to_contain_text("24 December 2026 · in 34 days")
    today.get_by_role("button", name="Back to the computed day").click()
    expect(today).to_contain_text("1 January 2027")


def test_evidence_is_judged_in_words_changed_taken_back_and_erased(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    own = item(page, "FST-2")
    own.locator("summary").click()
    expect(own.locator(".im-gaps")).to_contain_text("Still missing: 5 more pieces")
    own.get_by_role("button", name="Add evidence for FST-2").click()
    own.get_by_label("Title").fill("Call from 0049 1632 960001, see @ada.quay, ada@quay.example")
    warning = own.locator(".im-warning", has_text="phone")
    expect(warning).to_contain_text("e-mail address")
    expect(warning).to_contain_text("account name")
    own.get_by_label("Title").fill("Handover of 2026-11-03, 14:00-22:00")
    own.get_by_label("Real or simulated").select_option("simulated")
    file: Any = {"name": "sheet.txt", "mimeType": "text/plain", "buffer": b"abc"}
    own.get_by_label("File on this device").set_input_files([file])
    own.get_by_role("button", name="Keep this evidence").click()
    expect(own.locator(".im-pieces")).to_contain_text("File sheet.txt, 3 bytes, SHA-256 ba7816bf8f01")
    expect(own.locator(".im-pieces")).to_contain_text("simulated")
    expect(own.locator(".im-gaps")).to_contain_text("4 more pieces")
    own.get_by_role("button", name="Change: Handover").click()
    own.get_by_label("Title").fill("Handover to the late shift")
    own.get_by_role("button", name="Keep this evidence").click()
    expect(own.locator(".im-pieces li")).to_have_count(1)
    expect(own.locator(".im-pieces")).to_contain_text("Handover to the late shift")
    own.get_by_role("button", name="Erase its words: Handover").click()
    expect(own.locator(".im-pieces strong")).to_have_text("(erased)")
    kept = json.dumps(rows(page, "texts"))
    assert "late shift" not in kept and "14:00" not in kept  # nor the words of the version before
    own.get_by_role("button", name="Take it back").click()
    expect(own.locator(".im-pieces")).to_have_count(0)
    assert [entry["type"] for entry in entries(page)] == ["start", "evidence", "evidence", "erase", "evidence"]


def test_items_are_found_by_state_and_by_words(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    claim(page, "FST-1")
    box = page.get_by_role("region", name="Show items")
    box.get_by_label("State").select_option("claimed")
    expect(item(page, "FST-1")).to_be_visible()
    expect(item(page, "FST-2")).to_be_hidden()
    expect(box.get_by_role("status")).to_contain_text("1 of 2 items shown.")
    box.get_by_role("button", name="Show all items").click()
    box.get_by_label("Search").fill("fst-2")
    expect(item(page, "FST-1")).to_be_hidden()
    expect(item(page, "FST-2")).to_be_visible()


def test_a_task_is_done_and_undone(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    line = page.locator(".im-own-tasks [data-task-id]").first
    line.get_by_role("button", name="Done").click()
    expect(line.locator(".im-state")).to_have_text("done")
    all_kept(page)
    page.reload()
    line.get_by_role("button", name="Not done yet").click()
    expect(line.locator(".im-state")).to_have_text("open")
    all_kept(page)
    assert [entry["done"] for entry in entries(page) if entry["type"] == "task"] == [True, False]


def test_a_copy_is_joined_and_takes_nothing_away(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    claim(page, "FST-1")
    copy = saved_file(page)
    open_file(page, copy)
    expect(page.locator(".im-offer")).to_contain_text("0 of them are not here yet")
    page.get_by_role("button", name="Leave it").click()
    digest = item(page, "FST-2").get_attribute("data-digest")
    moment = "2026-11-29T08:00:00.000Z"
    later = {**copy["entries"][-1], "id": "f" * 32, "item": "FST-2", "digest": digest, "at": moment}
    open_file(page, copy | {"entries": [*copy["entries"], later]})
    expect(page.locator(".im-offer")).to_contain_text("1 of them is not here yet")
    item(page, "FST-1").get_by_role("button", name="Take back the claim of FST-1").click()  # before it is agreed to
    page.get_by_role("button", name="Take it over").click()
    expect(item(page, "FST-2").locator(".im-state")).to_have_text("claimed")
    expect(item(page, "FST-1").locator(".im-state")).to_have_text("open")


NO_COPIES: tuple[tuple[object, str], ...] = (
    (b"not JSON", "cannot be read"),
    ([], "no record of a rotation"),
    ({"schema": "immerse.record/9"}, "newer version"),
    ("other client", "quayside"),
    ("2026-13-45T10:00:00.000Z", "a moment of the calendar"),
    (b'{"__proto__": {}}', "__proto__"),
    (b"\xef\xbb\xbf{}", "byte order mark"),
    (b"x" * 5_300_000, "at most 5242880"),
)
"""What is no copy of this checklist, and what is said about it; a word stands for what is changed in a real one."""


def test_what_is_no_copy_is_refused_in_a_sentence_and_changes_nothing(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    copy = saved_file(page)
    for content, sentence in NO_COPIES:
        sent: object = content
        if content == "other client":
            sent = copy | {"client": "quayside"}
        elif isinstance(content, str):
            sent = copy | {"entries": [{**copy["entries"][0], "at": content}]}
        open_file(page, sent)
        expect(page.locator("#checklist-notice")).to_contain_text(sentence)
        expect(page.locator("#checklist-notice")).to_contain_text("Nothing was changed.")
        assert len(entries(page)) == 1
    expect(page.locator("#checklist-notice")).to_contain_text(re.compile(r"\w\. Nothing was changed\.$"))
    open_file(page, copy)
    expect(page.locator(".im-offer")).to_be_visible()
    expect(page.locator("#checklist-notice")).to_be_hidden()
    assert page.evaluate("Object.keys(Object.prototype)") == []


def test_axe_finds_nothing_in_the_dark(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    claim(page, "FST-1")
    page.emulate_media(color_scheme="dark")
    page.evaluate("for (const one of document.querySelectorAll('#checklist details')) one.open = true")
    item(page, "FST-1").get_by_role("button", name="Add evidence for FST-1").click()
    open_file(page, saved_file(page))
    page.get_by_role("button", name="Erase from this device").click()
    assert faults_of(page) == []


def test_the_filled_checklist_prints_what_is_ones_own(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    claim(page, "FST-1")
    item(page, "FST-1").locator("summary").click()
    add_evidence(page, "FST-1", "Ten first replies")
    item(page, "FST-1").locator("summary").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(item(page, "FST-1").get_by_text("Ten first replies")).to_be_visible()
    expect(item(page, "FST-1").locator(".im-state")).to_have_text("claimed")
    assert page.locator("button:visible, input:visible, select:visible").count() == 0


def test_from_the_disk_the_page_says_what_it_wants(context: BrowserContext, tmp_path: Path) -> None:
    root = starter(tmp_path / "workspace")
    folder = build_client(root, STARTER_CLIENT, View.TRAINEE, DAY, tmp_path / "site", offline=True).folder
    page = opened(context, "about:blank")
    for name in ("progress", "graduation"):
        page.emulate_media(media="screen")
        page.goto((folder / "checklist" / f"{name}.html").as_uri())
        expect(page.locator("#checklist-notice")).to_contain_text("it is a list to read and print")
        page.locator(".im-item input").first.check()
        assert page.get_by_role("button", name="Start my checklist").count() == 0
        page.emulate_media(media="print")
        for row in page.locator(".im-item").all():
            expect(row.locator("label")).to_be_visible()
    page.goto((folder / "learn" / "fst" / "fst-l1.html").as_uri())
    assert page.locator("#own-here .im-state, #own-here button").count() == 0


def test_two_clients_under_one_address_share_nothing(context: BrowserContext, site: str) -> None:
    page = started(context, site)
    page.route(
        "**/checklist/progress/",
        lambda route: route.fulfill(
            body=route.fetch().text().replace(f'data-client="{STARTER_CLIENT}"', 'data-client="quayside"'),
            content_type="text/html",
        ),
    )
    page.reload()
    start(page, "QQ")
    assert {row["client"] for row in rows(page, "records")} == {STARTER_CLIENT, "quayside"}
    assert page.get_by_text("JD").count() == 0


def test_a_lesson_shows_its_items_and_whether_it_was_read_as_it_is(context: BrowserContext, site: str) -> None:
    lesson = f"{site}learn/fst/fst-l1/"
    page = opened(context, lesson)
    own = page.get_by_role("region", name="On my checklist")
    assert own.locator(".im-state, button").count() == 0
    page.goto(site + PROGRESS)
    start(page)
    claim(page, "FST-1")
    page.goto(lesson)
    expect(own.locator("[data-item-id='FST-1'] .im-state")).to_have_text("claimed")
    own.get_by_role("button", name="I have read this").click()
    expect(own).to_contain_text("You read this on")
    page.reload()
    expect(own).to_contain_text("You read this on")
    digest = own.get_attribute("data-digest") or ""
    mark = '<h2 id="objectives"><p class="im-changed">Changed in 1.1.0</p>'
    page.route(
        lesson,
        lambda route: route.fulfill(
            body=route.fetch().text().replace(digest, f"sha256:{'0' * 64}").replace('<h2 id="objectives">', mark),
            content_type="text/html",
        ),
    )
    page.reload()
    expect(own).to_contain_text("Changed since you read it on")
    own.get_by_role("button", name="I have read this").click()
    expect(own).to_contain_text("You read this on")
    assert [entry["page"] for entry in entries(page) if entry["type"] == "read"] == ["lesson:FST-L1"] * 2
