"""Texts of other languages in a real browser: words stand in the order in which they are read, lines stay apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from browsing import opened, served
from immerse.building.site import build_client
from immerse.model.site_view import View
from playwright.sync_api import BrowserContext, Locator, Page
from site_fixtures import DAY, STARTER_CLIENT, starter
from task_books import POLICY, write

pytestmark = pytest.mark.browser

PLAYBOOK = "playbooks/PB-01-first-reply.yml"
TEMPLATES = """\
templates:
  - id: hello
    use: Ask where
    text:
      en-GB: |
        Hello!
        Please use [where] (24/7).
      ar: |
        مرحبا! استخدم [where] من فضلك (24/7).
        Acme شكرا لكم.
      de: Bitte nutzen Sie [where].
    slots: [where]
outputs:
"""
STEP = """\
{{ policy.identity.disclosure.employee_text | wording }} (as we say).

      אם מישהו בסכנה, התקשר 112 (תמיד).

      - נקודה (א).

      | a | b |
      | - | - |
      | x | תא (ב). |
"""
STAFF = """employee_text:
      ar: |
        اسمي Acme Works (24/7).
        شكرا!
      en-GB: |
        First name
        Acme Works"""
MODULE = "curriculum/first-steps/module.yml"
TITLE = "שלום עולם Acme (24/7)!"
ASK = "האם חיי אדם או Acme בסכנה (24/7)?"
LONG = (
    "https://status.acme.example/incidents/2026-11-20/update/and/more Kraftfahrzeughaftpflichtversicherungsgesellschaft"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a workspace with texts in Arabic and Hebrew is served."""
    root = starter(tmp_path_factory.mktemp("directions") / "workspace")
    write(root, PLAYBOOK, "outputs:\n", TEMPLATES)
    write(root, PLAYBOOK, "{{ policy.identity.disclosure.employee_text | wording }}\n", STEP)
    write(root, PLAYBOOK, "ask: Is a life or somebody's safety at stake?", f'ask: "{ASK}"')
    write(root, PLAYBOOK, "yes: Draft it.", f"yes: {LONG}")
    write(root, MODULE, "title: First steps", f'title: "{TITLE}"')
    write(root, POLICY, 'employee_text: {en-GB: "First name, Acme Works"}', STAFF)
    write(root, POLICY, 'agency_text: {en-GB: "', 'agency_text: {ar: "وكالة (24/7).", en-GB: "')
    write(root, POLICY, "    languages: [en-GB]\nsite", "    languages: [ar, en-GB]\nsite")
    write(
        root,
        POLICY,
        "languages: [en-GB]\n  languages:",
        "languages: [ar, en-GB]\n  languages:\n    - {tag: ar, cover: full}",
    )
    result = build_client(root, STARTER_CLIENT, View.MENTOR, DAY, root / "site")
    with served(result.folder) as address:
        yield address


@pytest.fixture
def playbook(site: str, context: BrowserContext) -> Page:
    return opened(context, f"{site}playbooks/pb-01/")


def place(inside: Locator, words: str) -> dict[str, float]:
    """Where words stand on the screen."""
    found: dict[str, float] = inside.evaluate(
        """(element, words) => {
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const { left, right, top } = range.getBoundingClientRect();
                return { left, right, top };
            }
            throw new Error(`no ${words} here`);
        }""",
        words,
    )
    return found


def from_right_to_left(inside: Locator, *words: str) -> bool:
    """Whether these words follow each other on one line, each left of the one before it."""
    places = [place(inside, one) for one in words]
    in_order = all(here["left"] >= after["right"] - 1 for here, after in pairwise(places))
    return in_order and len({round(one["top"] / 8) for one in places}) == 1


def test_a_template_in_arabic_is_read_from_right_to_left(playbook: Page) -> None:
    text = playbook.locator('blockquote[lang="ar"]')
    assert text.get_attribute("dir") == "rtl"
    assert from_right_to_left(text, "مرحبا", "استخدم", "where", "فضلك", "24/7", ").")
    assert place(text, "Acme")["right"] > place(text, "شكرا")["right"]  # a name in other letters begins the line
    assert place(text, "Acme")["top"] > place(text, "مرحبا")["top"]
    box = text.bounding_box()
    assert box and box["x"] + box["width"] - place(text, "مرحبا")["right"] < 24
    other = playbook.locator('blockquote[lang="de"]')
    assert other.get_attribute("dir") is None and place(other, "Bitte")["left"] < place(other, "nutzen")["left"]


def test_the_label_of_a_template_stands_at_its_beginning(playbook: Page) -> None:
    text = playbook.locator('blockquote[lang="ar"]')
    label = text.locator(".im-label")
    assert (label.get_attribute("lang"), label.inner_text()) == ("en", "Arabic")
    assert abs(place(text, "Arabic")["right"] - place(text, "مرحبا")["right"]) < 4


def test_the_lines_of_a_template_stay_lines(playbook: Page) -> None:
    text = playbook.locator('blockquote[lang="en-GB"]')
    assert place(text, "Hello!")["top"] < place(text, "Please")["top"]


def test_a_wording_inside_a_sentence_is_kept_apart_from_it(playbook: Page) -> None:
    step = playbook.locator("p", has_text="as we say")
    wording = step.locator("bdi")
    assert (wording.get_attribute("lang"), wording.get_attribute("dir")) == ("ar", "rtl")
    assert from_right_to_left(wording, "اسمي", "Acme Works", ".", "شكرا")
    assert place(step, "(as we say).")["left"] > place(step, "اسمي")["right"] - 1


def test_paragraphs_points_and_cells_find_out_which_way_they_run(playbook: Page) -> None:
    paragraph = playbook.locator("p", has_text="מישהו")
    assert from_right_to_left(paragraph, "אם", "112", "תמיד", ").")
    point = playbook.locator("li", has_text="נקודה").last
    assert from_right_to_left(point, "נקודה", "א", ").")
    cell = playbook.locator("td", has_text="תא")
    assert from_right_to_left(cell, "תא", "ב", ").")
    assert playbook.locator("p", has_text="Keep a copy").get_attribute("dir") is None


def test_policy_pages_say_the_language_of_a_text_and_keep_its_lines(site: str, context: BrowserContext) -> None:
    page = opened(context, f"{site}reference/policy/identity/")
    arabic = page.locator('dd[lang="ar"][dir="rtl"]').first
    assert from_right_to_left(arabic, "اسمي", "Acme Works", ".")
    assert place(arabic, "شكرا")["top"] > place(arabic, "اسمي")["top"]
    english = page.locator("dd", has_text="First name").last
    assert page.locator("dd p", has_text="First name").first.evaluate("element => element.innerHTML.includes('<br>')")
    assert english.get_attribute("dir") is None


def test_a_title_is_read_from_right_to_left_on_its_page_in_the_menu_and_in_a_link(
    site: str, context: BrowserContext
) -> None:
    words = ("שלום", "עולם", "Acme", "!")
    page = opened(context, f"{site}learn/fst/fst-l1/")
    menu = page.locator(".md-sidebar--primary .md-ellipsis", has_text="שלום").first
    assert from_right_to_left(menu, *words)
    assert from_right_to_left(page.locator(".im-eyebrow"), *words)
    assert place(page.locator(".im-eyebrow"), "lesson")["left"] > place(page.locator(".im-eyebrow"), "שלום")["left"]
    page.goto(f"{site}learn/fst/")
    assert from_right_to_left(page.locator("h1"), *words)


@pytest.mark.parametrize("wide", [360, 1100])
def test_the_ladder_holds_long_words_and_runs_the_right_way(site: str, context: BrowserContext, wide: int) -> None:
    page = context.pages[0]
    page.set_viewport_size({"width": wide, "height": 800})
    page.goto(f"{site}playbooks/pb-01/")
    ladder = page.locator(".im-decisions svg:visible").first
    box = ladder.bounding_box()
    assert box
    lines = [line for line in ladder.locator("tspan").all() if line.bounding_box()]
    edges = [line.bounding_box() or {} for line in lines]
    assert len(lines) >= 6
    assert max(edge["x"] + edge["width"] for edge in edges) <= box["x"] + box["width"]
    assert min(edge["x"] for edge in edges) >= box["x"]
    said = "".join(line.inner_html().strip().removesuffix("-") for line in lines)
    assert all(word.replace("-", "") in said.replace("-", "") for word in LONG.split())
    asked = ladder.locator(".im-t--rtl")
    assert asked.count() == 1
    assert place(asked, "האם")["left"] > place(asked, "או")["left"]
    last = asked.locator("tspan").last
    assert place(last, "?")["left"] < place(last, "24/7")["left"]
