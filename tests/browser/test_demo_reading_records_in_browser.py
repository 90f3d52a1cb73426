"""The page on which mentors read records, in a real browser, with files that are good, foreign, torn and hostile."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest
from axe import faults_of
from browsing import MENTOR, TRAINEE, opened
from immerse.records import parse
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from site_fixtures import Sites

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=\"document.title='run'\">"


def ago(days: int) -> str:
    return (date.today() - timedelta(days=days)).isoformat()


def first_day() -> str:
    """The Monday of the week five weeks ago: today is in the sixth week."""
    return ago(date.today().weekday() + 35)


class Writer:
    """Writes a record by hand."""

    def __init__(self, number: int, client: str = "northgate") -> None:
        self.number, self.client = number, client
        self.entries: list[dict[str, Any]] = []
        self.texts: dict[str, dict[str, str]] = {}

    def text(self, words: str) -> str:
        salt = f"{len(self.texts):032x}"
        digest = hashlib.sha256((salt + words).encode()).hexdigest()
        self.texts[digest] = {"salt": salt, "text": words}
        return digest

    def add(self, entry: str, on: str, **members: Any) -> None:
        id = f"{self.number:08x}{len(self.entries):024x}"
        self.entries.append({"id": id, "at": f"{on}T09:00:00.000Z", "type": entry, **members})

    def file(self, name: str) -> FilePayload:
        entries = sorted(self.entries, key=lambda entry: (entry["at"], entry["id"]))
        record = {
            "schema": "immerse.record/1",
            "rot": f"{self.number:032x}",
            "client": self.client,
            "entries": entries,
            "events": [],
            "texts": self.texts,
        }
        content = (json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()
        parse(content)
        return {"name": name, "mimeType": "application/json", "buffer": content}


def rotation(
    number: int, name: str, claims: dict[str, int], digests: dict[str, str], client: str = "northgate"
) -> Writer:
    writer = Writer(number, client)
    day = first_day()
    start = {"day": day, "track": "six", "path": "newcomer", "release": "draft", "book": "d2:sha256:" + "0" * 64}
    writer.add("start", day, name=writer.text(name), **start)
    for item, days in claims.items():
        writer.add("claim", ago(days), item=item, digest=digests[item], rev=1, release="draft")
    piece = {"kind": "shift", "day": ago(9), "simulated": False, "file": None, "replaces": None, "removed": False}
    texts = {"title": writer.text(HOSTILE), "shift": None, "link": writer.text("javascript:alert(1)")}
    writer.add("evidence", ago(9), items=["TRI-5"], **piece, **texts)
    return writer


@pytest.fixture
def digests(demo_sites: Sites) -> dict[str, str]:
    book = json.loads((demo_sites.folder("northgate") / "downloads" / "checklist.json").read_text("utf-8"))
    return {item["id"]: item["digest"] for item in book["items"]}


def opened_records(context: BrowserContext, host: str) -> Page:
    page = opened(context, f"{host}{MENTOR}mentor/records/")
    expect(page.get_by_role("button", name="Open records")).to_be_visible()
    return page


@pytest.fixture
def page(context: BrowserContext, host: str) -> Page:
    return opened_records(context, host)


def load(page: Page, *files: FilePayload) -> None:
    page.locator("#records input[type=file]").set_input_files(list(files))


def test_who_waits_longest_comes_first_with_what_the_claim_is_held_against(page: Page, digests: dict[str, str]) -> None:
    one = rotation(1, "AB", {"TRI-5": 12, "LIS-1": 2}, digests)
    other = rotation(2, "CD", {"TRI-1": 8}, digests | {"TRI-1": "d2:sha256:" + "1" * 64})
    load(page, one.file("ab.json"), other.file("cd.json"))
    expect(page.get_by_role("status")).to_have_text("2 records are open. Claims: 3, 2 of them older than a week.")
    claims = page.locator(".im-claim")
    assert [text.split(".")[0] for text in claims.locator("summary").all_inner_texts()] == [
        "AB: TRI-5 Misses no hard trigger",
        "CD: TRI-1 Sorts an item correctly, in time",
        "AB: LIS-1 Builds and tests a query set",
    ]
    claims.first.locator("summary").press("Enter")
    for words in ("How it is judged", "Observed shift", "Still missing", "Model answers: TRI-D1"):
        expect(claims.first).to_contain_text(words)
    expect(claims.nth(1)).to_contain_text("The item means something else than when it was claimed")
    page.get_by_label("Attested by").select_option(label="Director")
    expect(claims).to_have_count(1)
    person = page.locator(".im-person").first
    expect(person).to_contain_text("Week 6")
    expect(person.locator(".im-warning")).to_contain_text("items of earlier gates are not claimed: ")
    assert faults_of(page, "main") == []


def test_what_a_record_says_is_never_run_and_no_link_but_to_the_web_is_made(
    page: Page, digests: dict[str, str]
) -> None:
    load(page, rotation(1, HOSTILE, {"TRI-5": 3}, digests).file("hostile.json"))
    expect(page.locator(".im-claim summary")).to_contain_text(HOSTILE)
    assert page.title() != "run"
    assert page.locator("#records img, #records a[href^='javascript']").count() == 0
    expect(page.locator(".im-claim").first).to_contain_text("javascript:alert(1)")


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_shown(page: Page, digests: dict[str, str]) -> None:
    good = rotation(1, "AB", {"TRI-5": 3}, digests)
    foreign = rotation(2, "CD", {"TRI-5": 3}, digests, client="hearthline")
    torn: FilePayload = {"name": "torn.json", "mimeType": "application/json", "buffer": good.file("x")["buffer"][:-40]}
    large: FilePayload = {"name": "large.json", "mimeType": "application/json", "buffer": b" " * (5 * 1024 * 1024 + 1)}
    load(page, good.file("ab.json"), foreign.file("cd.json"), torn, large)
    faults = page.locator(".im-reading__faults li")
    expect(faults.locator("visible=true")).to_have_count(3)
    expect(faults.nth(0)).to_contain_text("cd.json: ")
    expect(faults.nth(0)).to_contain_text("hearthline")
    expect(faults.nth(1)).to_contain_text("torn.json: ")
    expect(faults.nth(2)).to_contain_text("large.json: the file has 5242881 bytes")
    expect(page.locator(".im-claim")).to_have_count(1)


def test_nothing_of_a_record_is_kept_or_sent(new_context: BrowserContext, host: str, digests: dict[str, str]) -> None:
    page = opened_records(new_context, host)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    load(page, rotation(1, "AB", {"TRI-5": 3}, digests).file("ab.json"))
    expect(page.locator(".im-claim")).to_have_count(1)
    assert asked == []
    assert page.evaluate("indexedDB.databases()") == []
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert not [key for key in kept if key.startswith("immerse/")]
    page.get_by_role("button", name="Close all").click()
    expect(page.locator(".im-claim")).to_have_count(0)


def test_the_trainees_site_holds_nothing_of_it(demo_sites: Sites) -> None:
    folder = demo_sites.folder("northgate")
    assert TRAINEE.endswith("trainee/") and folder.name == "trainee"
    assert not (folder / "assets" / "immerse" / "reading").exists()
    assert not (folder / "mentor").exists()
