"""The ES modules of the pages, in a real browser: ticks, saved copies, knowledge checks, keyboard, paper."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import find_chromium
from composed import made
from immerse.hosts.mkdocs_build import build_site
from immerse.model.edition import Edition, View
from immerse.pipeline import compose_client
from immerse.planning import plan_site
from immerse.problems import Severity
from immerse.rendering import render_site
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pypdfium2 import PdfDocument

pytestmark = pytest.mark.browser
REPOSITORY = Path(__file__).parents[1]
EPOCH = 1_796_083_200
FILL = """() => {
  for (let size = 4_194_304; size >= 1; size = Math.floor(size / 2)) {
    for (let index = 0; index < 3; index += 1) {
      try { localStorage.setItem(`fill${size}.${index}`, "y".repeat(size)); } catch { break; }
    }
  }
}"""
"""Fills the storage to the last character."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""


def build(edition: Edition, folder: Path, offline: bool = False) -> Path:
    plan, problems = plan_site(edition)
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
    site = render_site(edition, plan)
    names = ("checklist.json", "checklist-a4.pdf", "checklist-letter.pdf", "checklist.xlsx", "coverage.xlsx")
    files = site.files | {f"downloads/{name}": b"-" for name in names}
    build_site(replace(site, files=files), folder, offline=offline, epoch=EPOCH)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(made(view=View.MENTOR), tmp_path_factory.mktemp("site") / "site")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path, "no Chromium found; run: python tests/chromium.py --install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def opened(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"{url}: {error}"))
    page.goto(url)
    return page


@pytest.fixture
def checklist(context: BrowserContext, address: str) -> Page:
    return opened(context, f"{address}checklist/progress/")


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, str] = page.evaluate("Object.fromEntries(Object.entries(localStorage))")
    return {key: json.loads(value) for key, value in found.items() if key.startswith("immerse/") and "{" in value}


def text_of(printed: PdfDocument, number: int) -> str:
    sheet = printed[number]
    words = sheet.get_textpage()
    text: str = words.get_text_range()
    words.close()
    sheet.close()
    return text


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


def test_a_tick_is_kept_under_client_and_item_with_the_digest_inside(checklist: Page) -> None:
    item = checklist.locator(".im-item").first
    item.locator("label").click()
    checklist.reload()
    assert checklist.locator(".im-item input").first.is_checked()
    ((key, value),) = stored(checklist).items()
    assert key == f"immerse/northwind/{item.get_attribute('data-item-id')}"
    assert value["digest"] == item.get_attribute("data-digest")
    assert value["checked"] is True
    assert "1 of " in checklist.locator(".im-tools__count").inner_text()
    assert "1 change not in a saved copy" in checklist.locator(".im-tools").inner_text()


def test_an_item_that_changed_keeps_its_tick_and_says_so(checklist: Page) -> None:
    item = checklist.locator(".im-item").first
    key = f"immerse/northwind/{item.get_attribute('data-item-id')}"
    checklist.evaluate(
        "([key, value]) => localStorage.setItem(key, value)", [key, json.dumps(tick(f"sha256:{'0' * 64}"))]
    )
    checklist.reload()
    assert checklist.locator(".im-item input").first.is_checked()
    assert "Changed since you ticked it" in item.inner_text()
    item.get_by_role("button", name="I have read it").click()
    assert "Changed since" not in item.inner_text()
    assert stored(checklist)[key]["digest"] == item.get_attribute("data-digest")


def test_a_saved_copy_brings_everything_back(checklist: Page, tmp_path: Path) -> None:
    for box in checklist.locator(".im-item input").all()[:2]:
        box.check()
    before = stored(checklist)
    with checklist.expect_download() as download:
        checklist.get_by_role("button", name="Save a copy").click()
    download.value.save_as(tmp_path / "copy.json")
    assert "not in a saved copy" not in checklist.locator(".im-tools").inner_text()
    checklist.evaluate("localStorage.clear()")
    checklist.reload()
    assert stored(checklist) == {}
    load(checklist, (tmp_path / "copy.json").read_text("utf-8"))
    checklist.get_by_role("button", name="Merge").click()
    assert stored(checklist) == before
    assert checklist.locator(".im-item input:checked").count() == 2


def test_a_copy_is_merged_and_never_overwrites_a_later_tick(checklist: Page) -> None:
    first, second = (item.get_attribute("data-item-id") or "" for item in checklist.locator(".im-item").all()[:2])
    checklist.locator(".im-item input").first.check()
    mine = stored(checklist)
    digest = f"sha256:{'1' * 64}"
    ticks = {first: tick(digest, checked=False), second: tick(digest), "ZZZ-9": tick(digest)}
    load(checklist, copy_of("northwind", ticks))
    says(checklist, "2 new or later than here")
    checklist.get_by_role("button", name="Merge").click()
    after = stored(checklist)
    assert after[f"immerse/northwind/{first}"] == mine[f"immerse/northwind/{first}"]
    assert after[f"immerse/northwind/{second}"]["digest"] == digest
    assert "ZZZ-9 (1 January 2001)" in checklist.locator("#checklist-elsewhere").inner_text()


def test_items_of_the_other_checklist_page_are_known(context: BrowserContext, checklist: Page, address: str) -> None:
    checklist.locator(".im-item input").first.check()
    graduation = opened(context, f"{address}checklist/graduation/")
    assert graduation.locator("#checklist-elsewhere").inner_text() == ""
    assert graduation.locator(".im-item input:checked").count() == 0


@pytest.mark.parametrize(
    ("copy", "sentence"),
    [
        ("not JSON", "not a copy of a checklist"),
        ("[]", "not a copy of a checklist"),
        ({"schema": "immerse.record/9"}, "not a copy of a checklist"),
        (copy_of("somebody-else", {}), "belongs to another client"),
        ("x" * 2_200_000, "larger than 2 MB"),
    ],
)
def test_what_is_no_copy_is_refused_in_words(checklist: Page, copy: object, sentence: str) -> None:
    load(checklist, copy)
    checklist.wait_for_function(
        "document.getElementById('checklist-notice').textContent.includes('Nothing was changed')"
    )
    says(checklist, sentence)
    assert stored(checklist) == {}


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
    load(checklist, '{"schema": "immerse.ticks/1", "client": "northwind", "ticks": {' + ", ".join(bad) + "}}")
    says(checklist, "holds 1 item; 1 new")
    says(checklist, "7 entries could not be read")
    checklist.get_by_role("button", name="Merge").click()
    assert list(stored(checklist)) == ["immerse/northwind/ZZZ-1"]
    assert checklist.evaluate("Object.keys(Object.prototype)") == []
    assert checklist.locator("article img").count() == 0


def test_two_tabs_do_not_lose_each_others_ticks(context: BrowserContext, checklist: Page, address: str) -> None:
    other = opened(context, f"{address}checklist/progress/")
    boxes = checklist.locator(".im-item").count()
    assert boxes >= 2
    checklist.locator(".im-item input").nth(0).check()
    other.locator(".im-item input").nth(1).check()
    other.wait_for_function("document.querySelectorAll('.im-item input:checked').length === 2")
    checklist.wait_for_function("document.querySelectorAll('.im-item input:checked').length === 2")
    assert len(stored(checklist)) == 2


def test_a_full_storage_is_said_at_once_and_the_copy_still_saves(checklist: Page, tmp_path: Path) -> None:
    checklist.evaluate(FILL)
    checklist.locator(".im-item input").first.check()
    says(checklist, "did not keep your tick")
    with checklist.expect_download() as download:
        checklist.get_by_role("button", name="Save a copy").click()
    download.value.save_as(tmp_path / "copy.json")
    assert len(json.loads((tmp_path / "copy.json").read_text("utf-8"))["ticks"]) == 1


def test_a_browser_without_storage_is_told_apart(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });")
    page = context.new_page()
    page.goto(f"{address}checklist/progress/")
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


def test_without_javascript_the_checklist_is_a_list_with_boxes(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}checklist/progress/")
    says(page, "without JavaScript")
    assert page.locator(".im-item input[type=checkbox]").count() == page.locator(".im-item label").count() > 0
    assert page.locator("button:visible", has_text="Save").count() == 0
    context.close()


def test_from_the_disk_the_page_says_what_ticking_wants(browser: Browser, tmp_path: Path) -> None:
    site = build(made(view=View.TRAINEE), tmp_path / "site", offline=True)
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "checklist" / "progress.html").as_uri())
    says(page, "immerse serve")
    page.locator(".im-item input").first.check()
    assert stored(page) == {}
    context.close()


def test_an_answer_is_judged_and_the_reason_opened(context: BrowserContext, address: str) -> None:
    page = opened(context, f"{address}learn/tri/checks/")
    question = page.locator(".im-checks .im-check").first
    right = question.get_attribute("data-answer") or ""
    assert question.get_by_role("button", name="Check question 1").is_disabled()
    wrong = question.locator(f"input:not([value='{right}'])").first
    wrong.check()
    question.get_by_role("button", name="Check question 1").click()
    assert "Not this one" in question.locator(".im-verdict").inner_text()
    assert question.locator("details").get_attribute("open") is not None
    question.locator(f"input[value='{right}']").check()
    question.get_by_role("button", name="Check question 1").click()
    assert question.locator(".im-verdict").inner_text() == "Right."
    assert "0 right at the first try" in page.locator(".im-checks > .im-verdict").inner_text()


def test_a_keyboard_opens_the_menu_on_a_narrow_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = opened(context, f"{address}learn/tri/")
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.getElementById('__drawer').checked")
    context.close()


def test_no_page_is_wider_than_a_telephone(browser: Browser, folder: Path, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    for path in sorted(folder.rglob("index.html")):
        page.goto(address + path.relative_to(folder).as_posix())
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
    context.close()


def test_paper_shows_what_is_folded_and_leaves_out_what_is_clicked(context: BrowserContext, address: str) -> None:
    page = opened(context, f"{address}learn/tri/checks/")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".im-key > :not(summary)").first.is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator(".md-header").is_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


KINDS = (
    *("", "learn/", "learn/tri/", "learn/tri/tri-l1/", "learn/tri/drills/", "learn/tri/checks/"),
    *("playbooks/", "playbooks/pb-01/", "rotation/", "rotation/gates/", "rotation/strand/", "rotation/evidence/"),
    *("rotation/handover/", "checklist/progress/", "checklist/graduation/", "reference/policy/"),
    *("reference/policy/response/", "reference/contacts/", "reference/priorities/", "reference/glossary/"),
    *("reference/constitution/", "mentor/director/", "mentor/brief/", "changes/", "about/"),
)
"""One page of each kind."""


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme", "step"), [(1280, "light", 1), (360, "dark", 2)])
def test_axe_finds_nothing(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"], step: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found: list[str] = []
    for path in KINDS[::step]:
        page.goto(address + path)
        page.wait_for_load_state("load")
        faults = Axe().run(page, options=rules).response["violations"]
        found += [f"{path}: {fault['id']} at {fault['nodes'][0]['html'][:120]}" for fault in faults]
    context.close()
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_an_emergency_playbook_begins_with_one_sheet_for_the_wall(
    browser: Browser, tmp_path: Path, paper: Literal["A4", "Letter"]
) -> None:
    edition = compose_client(REPOSITORY, "calder-rowe", View.TRAINEE, date(2026, 12, 1))
    site = build(edition, tmp_path / "site", offline=True)
    context = browser.new_context()
    page = context.new_page()
    emergencies = [playbook for playbook in edition.programme.playbooks if playbook.emergency]
    assert emergencies
    for playbook in emergencies:
        page.goto((site / "playbooks" / f"{playbook.id.lower()}.html").as_uri())
        with PdfDocument(page.pdf(format=paper)) as printed:
            first, second = (text_of(printed, number) for number in (0, 1))
        assert "in full on the next page" in first, playbook.id
        assert second.lstrip().startswith("Steps"), playbook.id
    context.close()
