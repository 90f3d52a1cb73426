"""A record of the first release under the later ones: the pages of three real releases say what their maps say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from browsing import opened, served
from carried_story import FIRST, LAST, released_story, told_by_map
from command_line import Immerse
from immerse.records import fold, parse
from immerse.records.canonical import canonical
from immerse.records.carry import carry
from immerse.releasing.published import PUBLISHED
from own_checklist import PROGRESS, add_evidence, all_kept, claim, entries, item, note, open_file, saved_file, start
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from record_scripts import answers
from release_story import VERSIONS
from site_fixtures import STARTER_CLIENT

pytestmark = pytest.mark.browser

CLAIMED = ("FST-1", "FST-2", "NGT-1", "GC-02")
GRADUATION = "checklist/graduation/"
LATER = VERSIONS[1:]
PAGES = {
    "1.1.0": {PROGRESS: {"FST-1", "FST-2", "NGT-1"}, GRADUATION: {"GC-02", "GC-03"}},
    "2.0.0": {PROGRESS: {"FST-1", "FST-3", "FST-4"}, GRADUATION: {"GC-02", "GC-03", "GC-04"}},
}
"""The items of each page that somebody can claim."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter's client, released three times."""
    return released_story(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module")
def host(workspace: Path) -> Iterator[str]:
    """Where both views with all their versions are served."""
    with served(workspace / PUBLISHED / STARTER_CLIENT) as address:
        yield address


def under(page: Page, host: str, version: str, path: str = PROGRESS) -> Page:
    """A page of a version, in the same tab."""
    page.goto(f"{host}trainee/{version}/{path}")
    return page


@pytest.fixture(scope="module")
def began(browser: Browser, host: str) -> Iterator[BrowserContext]:
    """A browser in which somebody used the checklist of the first release."""
    context = browser.new_context()
    page = opened(context, f"{host}trainee/{FIRST}/{PROGRESS}")
    start(page)
    for id in CLAIMED[:3]:
        claim(page, id)
    item(page, "FST-2").locator("summary").click()
    add_evidence(page, "FST-2", "Forty replies of October")
    item(page, "FST-2").locator("summary").click()
    note(page, "FST-2", "Which reply did you not understand?")
    all_kept(page)
    claim(under(page, host, FIRST, GRADUATION), "GC-02")
    yield context
    context.close()


@pytest.fixture(scope="module")
def record(began: BrowserContext, host: str) -> dict[str, Any]:
    """The file of somebody who worked under the first release."""
    return saved_file(under(began.pages[0], host, FIRST))


def lists(offer: Locator) -> dict[str, list[str]]:
    """What an offer says became of claims."""
    names = {"carried": "as it was|as they were", "changed": "changed", "new": "new", "retired": "any more"}
    lines = [line for line in offer.locator("li").all_inner_texts() if ":" in line]
    told = {}
    for name, words in names.items():
        found = [line.split(": ")[1].split(", ") for line in lines if any(word in line for word in words.split("|"))]
        told[name] = found[0] if found else []
    assert len(lines) == sum(map(bool, told.values()))
    return told


def states(page: Page) -> dict[str, str]:
    """Item -> how it stands, of every item of a page that somebody can claim."""
    page.locator(".im-item .im-state").first.wait_for()
    rows = page.locator(".im-item[data-item-id]", has=page.get_by_role("button", name="laim")).all()
    return {row.get_attribute("data-item-id") or "": row.locator(".im-state").inner_text() for row in rows}


def expected_states(version: str, ids: set[str]) -> dict[str, str]:
    """How the items of a page have to stand by the map."""
    moves = {move.new: move.effect for move in told_by_map(version, set(CLAIMED))["moves"]}
    words = {None: "open", "kept": "claimed", "partial": "changed", "redo": "changed"}
    return {id: words[moves.get(id)] for id in ids}


@pytest.mark.parametrize("version", LATER)
def test_opened_under_a_later_release_it_says_what_the_map_says(
    context: BrowserContext, host: str, record: dict[str, Any], version: str
) -> None:
    page = opened(context, f"{host}trainee/{version}/{PROGRESS}")
    open_file(page, record)
    offer = page.locator(".im-offer")
    offer.wait_for()
    told = told_by_map(version, set(CLAIMED))
    assert lists(offer) == {name: told[name] for name in ("carried", "changed", "new", "retired")}
    page.get_by_role("button", name="Take it over").click()
    all_kept(page)
    for path, ids in PAGES[version].items():
        assert states(under(page, host, version, path)) == expected_states(version, ids)


@pytest.mark.usefixtures("record")  # the file was saved before anything is changed here
def test_the_parts_of_a_split_item_are_claimed_hold_its_evidence_and_can_be_taken_back(
    began: BrowserContext, host: str
) -> None:
    page = under(began.pages[0], host, LAST)  # the same browser: the checklist goes on where it was
    for part in ("FST-3", "FST-4"):
        expect(item(page, part).locator(".im-item__state")).to_contain_text("(claimed as FST-2)")
        expect(item(page, part).locator("summary")).to_contain_text("a note to your mentor")
    item(page, "FST-4").locator("summary").click()
    expect(item(page, "FST-4").locator(".im-pieces")).to_contain_text("Forty replies of October")
    expect(page.get_by_text("1 claimed item is not in this edition, and kept: NGT-1")).to_be_visible()
    item(page, "FST-4").get_by_role("button", name="Take back the claim of FST-4").click()
    expect(item(page, "FST-4").locator(".im-state")).to_have_text("open")
    all_kept(page)
    page.reload()
    expect(item(page, "FST-4").locator(".im-state")).to_have_text("open")
    expect(item(page, "FST-3").locator(".im-state")).to_have_text("claimed")
    claim(page, "FST-4")
    expect(item(page, "FST-4").locator(".im-item__state")).not_to_contain_text("claimed as")
    assert [entry["item"] for entry in entries(page) if entry["type"] == "unclaim"] == ["FST-4"]
    assert states(under(page, host, FIRST))["FST-2"] == "claimed"  # and the first release says what it said


def test_a_lesson_and_the_mentor_see_the_parts_too(context: BrowserContext, host: str, record: dict[str, Any]) -> None:
    page = opened(context, f"{host}mentor/{LAST}/mentor/records/")
    file: Any = {"name": "jd.json", "mimeType": "application/json", "buffer": json.dumps(record).encode()}
    page.locator("#records input[type=file]").set_input_files([file])
    waiting = page.locator(".im-claim", has_text="FST-4")
    waiting.locator("summary").click()
    expect(waiting).to_contain_text("Claimed as")
    expect(waiting).to_contain_text("Forty replies of October")
    open_file(under(page, host, LAST), record)
    page.get_by_role("button", name="Take it over").click()
    all_kept(page)
    under(page, host, LAST, "learn/fst/fst-l1/")
    expect(page.locator("#own-here [data-item-id='FST-4'] .im-state")).to_have_text("claimed")


@pytest.mark.parametrize("version", LATER)
def test_both_languages_carry_the_record_alike(workspace: Path, record: dict[str, Any], version: str) -> None:
    published = workspace / PUBLISHED / STARTER_CLIENT / "trainee"
    maps = json.loads((published / "migrations.json").read_bytes())["maps"]
    items = json.loads((published / version / "downloads" / "checklist.json").read_bytes())["items"]
    state = carry(fold(parse(json.dumps(record))), items, maps, version)
    asked = {"do": "carried", "file": json.dumps(record), "items": items, "maps": maps, "release": version}
    assert answers([asked]) == [{"state": canonical(state)}]
    digests = {one["id"]: one["digest"] for one in items}
    told = {
        id: "claimed" if claim["digest"] == digests[id] else "changed"
        for id, claim in state["claims"].items()
        if id in digests
    }
    assert dict.fromkeys(digests, "open") | told == expected_states(version, set(digests))


def test_the_command_shows_the_record_by_the_newest_release(
    immerse: Immerse, tmp_path: Path, workspace: Path, record: dict[str, Any]
) -> None:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record), "utf-8")
    done = immerse("-C", workspace, "records", "show", file, "--client", STARTER_CLIENT, "--on", "2026-12-01")
    assert (done.code, done.err) == (0, "")
    lines = {words[0]: line for line in done.out.splitlines() if (words := line.split())}
    assert ": claimed, 1 of " in lines["FST-4"] and "claimed, changed since" in lines["FST-1"]
    assert "Claimed, and not asked for by this book: NGT-1" in done.out


def test_a_workbook_says_of_which_release_its_items_are(immerse: Immerse, tmp_path: Path, workspace: Path) -> None:
    file = tmp_path / "record.json"
    record = {"schema": "immerse.record/1", "rot": "0" * 32, "client": STARTER_CLIENT, "entries": [], "events": []}
    file.write_text(json.dumps(record | {"texts": {}}), "utf-8")
    books = workspace / PUBLISHED / STARTER_CLIENT / "trainee"
    named = {
        LAST: ("--client", STARTER_CLIENT),
        FIRST: ("--book", books / FIRST / "downloads" / "checklist.json"),
        LATER[0]: ("--book", books / LATER[0] / "downloads" / "checklist.json"),
    }
    for version, book in named.items():
        out = tmp_path / f"{version}.xlsx"
        done = immerse("-C", workspace, "records", "to-xlsx", file, "--out", out, *book, "--on", "2026-12-01")
        assert (done.code, done.err) == (0, "")
        assert ("Release", version) in facts(out)


def facts(workbook: Path) -> set[tuple[object, object]]:
    """The first two cells of each row of every sheet."""
    sheets = openpyxl.load_workbook(workbook).worksheets
    return {(row[0].value, row[1].value) for sheet in sheets for row in sheet.iter_rows(max_col=2)}
