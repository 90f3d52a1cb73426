"""A telephone of 320 pixels: no page scrolls sideways and nothing is cut off, whatever an author's words are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import MENTOR, TRAINEE, opened, served
from immerse.building.site import build_client
from immerse.model.site_view import View
from immerse.planning.site import plan_site
from narrow_pages import FAULTS, NARROWEST
from own_checklist import start
from playwright.sync_api import Browser, Page
from site_fixtures import DAY, STARTER_CLIENT, edition, pages, starter
from task_books import POLICY, write
from tenth import tenth

pytestmark = pytest.mark.browser

WORD = "Kraftfahrzeughaftpflichtversicherungsbeitragserhebungsstelle"
MAIL = "complaints.and.compliments.of.the.night.desk@customer-relations.of-the-house.example"
ADDRESS = "status.of-the-house.example/incidents/2026-11-20/update/and/more/of/the/same"
CODE = "listening_query_for_the_brand_and_all_of_its_known_misspellings_since_2019"
TITLES = ("title", "label", "term")
TEXTS = (
    *("statement", "criterion", "question", "ask", "yes", "no", "summary", "text", "key", "task", "setup", "situation"),
    *("purpose", "why_here", "done_when", "rationale", "note", "who", "owner", "where", "source", "trigger", "limits"),
)
CONTACTS = """\
escalation:
  contacts:
    duty-lead:
      {title: head of the Kraftfahrzeughaftpflichtversicherungsstelle, employer: client, country: GB, unit: main,
       channel: telephone, hours: always, deputy: second-lead, phone: "+44 1632 960001"}
    second-lead:
      {title: second head, employer: client, country: GB, unit: main, channel: telephone, hours: always,
       deputy: duty-lead, phone: "+44 1632 960002"}
site:
  contact_display: full
"""


def faults_of(page: Page) -> list[str]:
    """What cannot be seen on the page without scrolling it sideways."""
    found: list[str] = page.evaluate(FAULTS, NARROWEST)
    return found


@pytest.fixture(scope="module")
def telephone(browser: Browser) -> Iterator[Page]:
    """One window for all pages, so that no script is compiled anew for each."""
    context = browser.new_context(viewport={"width": NARROWEST, "height": 640})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("view", "folder"), [(View.TRAINEE, TRAINEE), (View.MENTOR, MENTOR)])
def test_pages_of_the_kinds_that_authors_write_fit(telephone: Page, host: str, view: View, folder: str) -> None:
    """A tenth of each; one of every kind is looked at in test_demo_pages_in_browser.py."""
    kinds: dict[str, list[str]] = {kind: [] for kind in ("lesson", "playbook", "checks", "drills")}
    for page in plan_site(edition("northgate", view))[0].pages:
        if page.kind in kinds:
            kinds[page.kind].append(folder + page.address.removesuffix("index.md").replace(".md", "/"))
    found = {}
    for address in (address for kind, addresses in kinds.items() for address in tenth(addresses, kind)):
        telephone.goto(host + address)
        found[address] = faults_of(telephone)
    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> dict[View, Path]:
    """Both sites of a client whose every text ends with a word that is longer than a line."""
    root = starter(tmp_path_factory.mktemp("narrow") / "workspace")
    for path in (*root.glob("curriculum/**/*.yml"), *root.glob("playbooks/*.yml")):
        path.write_text(with_long_words(path.read_text("utf-8")), "utf-8")
    write(root, "playbooks/PB-01-first-reply.yml", "Keep a copy", f"Keep `{CODE}` for <mailto:{MAIL}> and a copy")
    write(root, "playbooks/PB-01-first-reply.yml", "outputs:\n", f"outputs:\n  - https://{ADDRESS}\n")
    write(root, POLICY, "name: Acme Works", f"name: Acme {WORD[:40]}")
    return {view: build_client(root, STARTER_CLIENT, view, DAY, root / "site").folder for view in View}


def with_long_words(text: str) -> str:
    """The file with long words behind its titles and its texts on one line."""

    def longer(found: re.Match[str]) -> str:
        words = WORD if found[2] in TITLES else f"{WORD} and {ADDRESS}"
        return f"{found[1]}{found[2]}: {found[3].rstrip('.')} {words}{'' if found[2] in TITLES else '.'}"

    keys = "|".join((*TITLES, *TEXTS))
    return re.sub(rf"^([ -]*)({keys}): (?![\"'|>{{\[])([^#\n:]+)$", longer, text, flags=re.MULTILINE)


def own_pages(sites: dict[View, Path], view: View) -> list[str]:
    """The pages of a view; of mentors only those that trainees do not have."""
    others = {} if view is View.TRAINEE else pages(sites[View.TRAINEE])
    return [path for path in pages(sites[view]) if path not in others]


@pytest.mark.parametrize("view", View)
def test_no_word_is_too_long(telephone: Page, long_words: dict[View, Path], view: View) -> None:
    found = {}
    with served(long_words[view]) as address:
        for path in own_pages(long_words, view):
            if path != "404.html":
                telephone.goto(address + path.removesuffix("index.html"))
                found[path] = faults_of(telephone)
    assert any(WORD in page.text for page in pages(long_words[view]).values())
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ('<p style="width: max-content; max-width: none">WORDS</p>', "beyond the edge"),
        ('<p style="overflow: hidden; white-space: nowrap">WORDS</p>', "cut off"),
        ('<div style="overflow: auto"><p style="white-space: nowrap">WORDS</p></div>', "no keyboard reaches"),
        ('<div tabindex="0" style="overflow: auto"><p style="white-space: nowrap">WORDS</p></div>', "without a name"),
        ('<fieldset style="min-width: min-content"><pre>WORDS</pre></fieldset>', "the page is"),
    ],
)
def test_a_planted_fault_is_seen(telephone: Page, host: str, planted: str, said: str) -> None:
    telephone.goto(f"{host}{TRAINEE}about/")
    assert faults_of(telephone) == []
    telephone.evaluate(
        """html => {
          const box = document.querySelector("article").appendChild(document.createElement("div"));
          for (const part of new DOMParser().parseFromString(html, "text/html").body.children) {
            for (const one of [part, ...part.querySelectorAll("[style]")]) {
              one.style.cssText = one.getAttribute("style");
            }
            box.append(part);
          }
        }""",
        planted.replace("WORDS", WORD * 2),
    )
    assert said in " ".join(faults_of(telephone))


def test_the_deputys_number_is_seen_without_scrolling(browser: Browser, tmp_path: Path) -> None:
    root = starter(tmp_path / "workspace")
    write(root, POLICY, "site:\n", CONTACTS)
    write(root, "playbooks/PB-01-first-reply.yml", "summary:", "emergency: true\nsummary:")
    folder = build_client(root, STARTER_CLIENT, View.TRAINEE, DAY, root / "site").folder
    with served(folder) as address:
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = opened(context, f"{address}playbooks/pb-01/")
        for number in ("+44 1632 960001", "+44 1632 960002"):
            link = page.locator(".im-reach").get_by_role("link", name=number)
            place: Any = link.bounding_box()
            assert place["x"] >= 0 and place["x"] + place["width"] <= 360
        assert page.locator(".im-reach .md-typeset__scrollwrap").evaluate("box => box.scrollWidth <= box.clientWidth")
        context.close()


def test_what_is_pressed_in_a_checklist_is_as_large_as_a_thumb(telephone: Page, host: str) -> None:
    telephone.goto(f"{host}{TRAINEE}checklist/progress/")
    start(telephone)
    for button in telephone.locator(".im-desk button:visible, .im-item button:visible").all()[:12]:
        place: Any = button.bounding_box()
        assert place["height"] >= 44, button.inner_text()
    assert telephone.evaluate("document.documentElement.scrollWidth <= innerWidth")
