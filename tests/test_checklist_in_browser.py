"""The checklist in a real browser, under the content policy of a finished site: ticks, tabs, saved copies, storage."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsing import TRAINEE, opened, stored
from composed import made
from immerse.hosts.mkdocs_build import build_site
from immerse.model.edition import View
from immerse.planning import plan_site
from immerse.problems import Severity
from immerse.rendering import render_site
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from rendered_site import EPOCH

pytestmark = pytest.mark.browser

CLIENT = "northgate"
PROGRESS = f"{TRAINEE}checklist/progress/"
FILL = """() => {
  for (let size = 4_194_304; size >= 1; size = Math.floor(size / 2)) {
    for (let index = 0; index < 3; index += 1) {
      try { localStorage.setItem(`fill${size}.${index}`, "y".repeat(size)); } catch { break; }
    }
  }
}"""
"""Fills the storage to the last character."""


@pytest.fixture
def checklist(context: BrowserContext, host: str) -> Page:
    return opened(context, host + PROGRESS)


def boxes(page: Page) -> Any:
    return page.locator(".im-item input[type=checkbox]")


def says(page: Page, sentence: str) -> None:
    """Wait until the checklist's notice holds this sentence: reading a file takes the browser a moment."""
    expect(page.locator("#checklist-notice")).to_contain_text(sentence)


def load(page: Page, copy: object) -> None:
    text = copy if isinstance(copy, str) else json.dumps(copy)
    file = {"name": "copy.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]


def tick(digest: str, at: str = "2001-01-01T09:00:00Z", checked: bool = True) -> dict[str, Any]:
    return {"digest": digest, "checked": checked, "at": at}


def copy_of(client: str, ticks: dict[str, Any]) -> dict[str, Any]:
    return {"schema": "immerse.ticks/1", "client": client, "saved": "2026-12-02T09:00:00Z", "ticks": ticks}


def test_a_tick_is_kept_under_client_and_item_with_the_digest_inside(checklist: Page, host: str) -> None:
    item = checklist.locator(".im-item").nth(2)
    item.locator("label").click()
    checklist.goto(f"{host}{TRAINEE}about/")
    checklist.goto(host + PROGRESS)
    assert [boxes(checklist).nth(index).is_checked() for index in range(4)] == [False, False, True, False]
    ((key, value),) = stored(checklist).items()
    assert key == f"immerse/{CLIENT}/{item.get_attribute('data-item-id')}"
    assert value["digest"] == item.get_attribute("data-digest")
    assert value["checked"] is True
    assert "1 of " in checklist.locator(".im-tools__count").inner_text()
    assert "1 change not in a saved copy" in checklist.locator(".im-tools").inner_text()


def test_two_tabs_keep_each_others_ticks(context: BrowserContext, checklist: Page, host: str) -> None:
    other = opened(context, host + PROGRESS)
    boxes(checklist).nth(0).check()
    boxes(other).nth(1).check()
    expect(boxes(other).nth(0)).to_be_checked()
    expect(boxes(checklist).nth(1)).to_be_checked()
    assert len(stored(checklist)) == 2
    checklist.reload()
    assert [boxes(checklist).nth(index).is_checked() for index in range(3)] == [True, True, False]


def test_a_new_edition_keeps_the_tick_and_says_what_changed(checklist: Page, host: str) -> None:
    item = checklist.locator(".im-item").first
    digest = item.get_attribute("data-digest")
    assert digest
    boxes(checklist).nth(0).check()
    boxes(checklist).nth(1).check()

    def next_edition(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(digest, f"sha256:{'0' * 64}"))

    checklist.route(host + PROGRESS, next_edition)
    checklist.reload()
    expect(item).to_contain_text("Changed since you ticked it")
    assert boxes(checklist).nth(0).is_checked()
    assert checklist.get_by_text("Changed since you ticked it").count() == 1
    checklist.get_by_role("button", name="I have read it").click()
    expect(checklist.get_by_text("Changed since you ticked it")).to_have_count(0)
    assert stored(checklist)[f"immerse/{CLIENT}/{item.get_attribute('data-item-id')}"]["digest"] == f"sha256:{'0' * 64}"


def test_a_tick_of_an_edition_that_took_digests_by_the_rule_before_still_stands(checklist: Page) -> None:
    item = checklist.locator(".im-item").first
    key, earlier = f"immerse/{CLIENT}/{item.get_attribute('data-item-id')}", item.get_attribute("data-earlier")
    assert earlier and earlier != item.get_attribute("data-digest")
    value = json.dumps({"digest": earlier, "checked": True, "at": "2026-11-20T10:00:00Z"})
    checklist.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
    checklist.reload()
    expect(boxes(checklist).nth(0)).to_be_checked()
    expect(checklist.get_by_text("Changed since you ticked it")).to_have_count(0)


def test_a_saved_copy_brings_the_ticks_to_another_browser(browser: Browser, checklist: Page, host: str) -> None:
    boxes(checklist).nth(0).check()
    boxes(checklist).nth(3).check()
    before = stored(checklist)
    with checklist.expect_download() as download:
        checklist.get_by_role("button", name="Save a copy").click()
    saved = download.value.path().read_text("utf-8")
    assert json.loads(saved)["client"] == CLIENT
    assert "not in a saved copy" not in checklist.locator(".im-tools").inner_text()
    elsewhere = browser.new_context()
    fresh = opened(elsewhere, host + PROGRESS)
    assert stored(fresh) == {}
    load(fresh, saved)
    fresh.get_by_role("button", name="Merge").click()
    expect(boxes(fresh).nth(3)).to_be_checked()
    assert [boxes(fresh).nth(index).is_checked() for index in range(4)] == [True, False, False, True]
    assert stored(fresh) == before
    elsewhere.close()


def test_a_copy_is_merged_and_never_overwrites_a_later_tick(checklist: Page) -> None:
    first, second = (item.get_attribute("data-item-id") or "" for item in checklist.locator(".im-item").all()[:2])
    checklist.locator(".im-item input").first.check()
    mine = stored(checklist)
    digest = f"sha256:{'1' * 64}"
    ticks = {first: tick(digest, checked=False), second: tick(digest), "ZZZ-9": tick(digest)}
    load(checklist, copy_of(CLIENT, ticks))
    says(checklist, "2 new or later than here")
    checklist.get_by_role("button", name="Merge").click()
    after = stored(checklist)
    assert after[f"immerse/northgate/{first}"] == mine[f"immerse/northgate/{first}"]
    assert after[f"immerse/northgate/{second}"]["digest"] == digest
    assert "ZZZ-9 (1 January 2001)" in checklist.locator("#checklist-elsewhere").inner_text()


def test_items_of_the_other_checklist_page_are_known(context: BrowserContext, checklist: Page, host: str) -> None:
    checklist.locator(".im-item input").first.check()
    graduation = opened(context, f"{host}{TRAINEE}checklist/graduation/")
    assert graduation.locator("#checklist-elsewhere").inner_text() == ""
    assert graduation.locator(".im-item input:checked").count() == 0


NO_COPIES: tuple[tuple[object, str], ...] = (
    ("not JSON", "not a copy of a checklist"),
    ([], "not a copy of a checklist"),
    (["immerse.ticks/1"], "not a copy of a checklist"),
    ({"schema": "immerse.record/9"}, "not a copy of a checklist"),
    (copy_of(CLIENT, {}) | {"schema": "immerse.ticks/9"}, ""),
    ({"__proto__": copy_of(CLIENT, {})}, "not a copy of a checklist"),
    (copy_of("hearthline", {}), "belongs to another client"),
    ("x" * 2_200_000, "larger than 2 MB"),
)
"""What is no copy of this checklist, and what is said about it."""


def test_what_is_no_copy_is_refused_in_a_sentence(checklist: Page) -> None:
    boxes(checklist).nth(0).check()
    before = stored(checklist)
    for copy, sentence in NO_COPIES:
        checklist.evaluate("document.getElementById('checklist-notice').textContent = ''")
        load(checklist, copy)
        expect(checklist.locator("#checklist-notice")).to_have_text(re.compile(r"^This .+\. Nothing was changed\.$"))
        assert sentence in checklist.locator("#checklist-notice").inner_text(), str(copy)[:40]
        assert stored(checklist) == before
    assert boxes(checklist).nth(0).is_checked()


def test_a_hostile_copy_pollutes_nothing(checklist: Page) -> None:
    digest = f"sha256:{'1' * 64}"
    good = json.dumps(tick(digest))
    bad = [
        f'"__proto__": {good}',
        f'"constructor": {good}',
        f'"<img src=x onerror=alert(1)>": {good}',
        f'"TRI-9": {json.dumps(tick("sha256:short"))}',
        f'"TRI-8": {json.dumps(tick(digest) | {"at": "<b>"})}',
        '"TRI-7": null',
        '"TRI-6": {"digest": 1, "checked": "yes", "at": 0}',
        f'"ZZZ-1": {good}',
    ]
    load(checklist, '{"schema": "immerse.ticks/1", "client": "northgate", "ticks": {' + ", ".join(bad) + "}}")
    says(checklist, "holds 1 item; 1 new")
    says(checklist, "7 entries could not be read")
    checklist.get_by_role("button", name="Merge").click()
    assert list(stored(checklist)) == ["immerse/northgate/ZZZ-1"]
    assert checklist.evaluate("Object.keys(Object.prototype)") == []
    assert checklist.locator("article img").count() == 0
    expect(checklist.locator("#checklist-elsewhere")).to_contain_text("ZZZ-1")
    assert checklist.locator("#checklist-elsewhere img, #checklist-notice img").count() == 0


def test_a_full_storage_is_said_at_once_and_the_copy_still_saves(checklist: Page, tmp_path: Path) -> None:
    checklist.evaluate(FILL)
    checklist.locator(".im-item input").first.check()
    says(checklist, "did not keep your tick")
    with checklist.expect_download() as download:
        checklist.get_by_role("button", name="Save a copy").click()
    download.value.save_as(tmp_path / "copy.json")
    assert len(json.loads((tmp_path / "copy.json").read_text("utf-8"))["ticks"]) == 1


def test_a_browser_without_storage_is_told_apart(browser: Browser, host: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });")
    page = context.new_page()
    page.goto(f"{host}{TRAINEE}checklist/progress/")
    page.wait_for_function("document.getElementById('checklist-notice').textContent.includes('lost when you leave')")
    context.close()


def test_merging_does_not_depend_on_order(checklist: Page) -> None:
    agree = checklist.evaluate(
        """async () => {
          const state = await import(new URL("../../assets/immerse/checklist-state.mjs", location.href));
          let seed = 7;
          const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
          const one = () => new Map(Array.from({ length: 5 }, () => [`A-${random(4)}`, {
            digest: `sha256:${String(random(3)).repeat(64)}`, checked: random(2) === 1,
            at: `2026-12-0${1 + random(3)}T00:00:00Z` }]));
          const text = (ticks) => state.toCopy("c", ticks, new Date(0));
          for (let round = 0; round < 2000; round += 1) {
            const [a, b, c] = [one(), one(), one()];
            const left = state.mergeTicks(state.mergeTicks(a, b), c);
            const right = state.mergeTicks(a, state.mergeTicks(c, b));
            if (text(left) !== text(right) || text(state.mergeTicks(left, left)) !== text(left)) return round;
            if (text(state.fromCopy(text(left), "c").ticks) !== text(left)) return round;
          }
          return "yes";
        }"""
    )
    assert agree == "yes"


def test_from_the_disk_the_page_says_what_ticking_wants(context: BrowserContext, tmp_path: Path) -> None:
    edition = made(view=View.TRAINEE)
    plan, problems = plan_site(edition)
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
    site = render_site(edition, plan)
    names = ("checklist.json", "checklist-a4.pdf", "checklist-letter.pdf", "checklist.xlsx", "coverage.xlsx")
    files = site.files | {f"downloads/{name}": b"-" for name in names}
    build_site(replace(site, files=files), tmp_path / "site", offline=True, epoch=EPOCH)
    page = opened(context, (tmp_path / "site" / "checklist" / "progress.html").as_uri())
    says(page, "it is a list to read and print")
    boxes(page).first.check()
    assert stored(page) == {}
