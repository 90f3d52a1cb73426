"""An entry path that asks for some items alone, in a real browser: what its trainee is shown, and their mentor."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import MENTOR, TRAINEE, opened
from own_checklist import PROGRESS, all_kept, claim, item
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PATH = "Light track"
ASKED = ["LIS-1", "LIS-2", "LIS-3", "RSP-1", "RSP-2", "RSP-3", "RSP-4"]


def begun(page: Page, path: str) -> None:
    """Start a checklist on an entry path."""
    page.get_by_role("button", name="Start my checklist").click()
    page.get_by_label("First day of your rotation").fill("2026-11-30")
    page.get_by_label("Which of these are you?").select_option(label=path)
    page.get_by_role("button", name="Start my checklist").click()
    all_kept(page)


@pytest.fixture
def page(dated: BrowserContext, host: str) -> Page:
    """The progress page on the first day of somebody on the path."""
    dated.clock.set_fixed_time("2026-11-30T09:00:00")
    page = opened(dated, f"{host}{TRAINEE}{PROGRESS}")
    begun(page, PATH)
    return page


def test_only_what_the_path_asks_for_is_shown(page: Page, host: str) -> None:
    seen = page.locator("[data-item-id]:visible")
    assert [one.get_attribute("data-item-id") for one in seen.all()] == [*ASKED[:4], ASKED[6], *ASKED[4:6]]
    today = page.locator(".im-today")
    expect(today).to_contain_text(f"Week 1: {PATH}")
    expect(today).to_contain_text(
        f"{PATH} asks for 7 items, each at its last level, and leads to no gate and no graduation."
    )
    expect(today).to_contain_text("7 of them are not claimed yet: LIS-1, LIS-2, LIS-3, RSP-1, RSP-2, RSP-3, RSP-4")
    for whole in ("Gate in week", "The same list to take away"):
        expect(page.get_by_text(whole).first).to_be_hidden()
    today.locator(".im-progress summary").click()
    expect(today.locator(".im-bars li")).to_have_count(2)
    expect(page.get_by_role("form", name="Move a gate")).to_have_count(0)
    for words in ("Disperse", "Lead, up to G4"):
        expect(page.get_by_role("heading", name=words)).to_have_count(0)
    contents = page.locator(".md-nav--secondary a:visible").all_inner_texts()
    assert [words for words in contents if "up to" in words][-1].startswith("Supervised, up to G3")
    assert "Disperse" not in contents
    page.goto(f"{host}{TRAINEE}checklist/graduation/")
    expect(page.locator(".im-today")).to_contain_text(PATH)
    expect(page.locator("[data-item-id]:visible")).to_have_count(0)
    expect(page.locator(".im-filter")).to_have_count(0)
    expect(page.locator(".im-today").get_by_role("link", name="LIS-1").first).to_have_attribute(
        "href", f"{host}{TRAINEE}checklist/progress/#lis-1"
    )
    page.goto(f"{host}{TRAINEE}playbooks/pb-02/")
    expect(page.locator("#own-here")).to_contain_text("RSP-4 Stays inside authority · open")
    page.goto(f"{host}{TRAINEE}learn/tri/tri-l3/")
    expect(page.locator("#own-here li").first).to_contain_text("not on your path")


@pytest.mark.parametrize(("path", "waits"), [(PATH, False), ("New here", True)])
@pytest.mark.parametrize("where", ["first-days", "tasks"])
def test_no_gate_waits_for_a_task_of_a_path_without_gates(
    dated: BrowserContext, host: str, where: str, path: str, waits: bool
) -> None:
    begun(opened(dated, f"{host}{TRAINEE}{PROGRESS}"), path)
    page = opened(dated, f"{host}{TRAINEE}checklist/{where}/")
    expect(page.locator("#t-15 .im-task__state")).to_be_visible()
    facts = page.locator(".im-task__facts span", has_text="waits for it")
    expect(facts).not_to_have_count(0)
    assert (facts.locator("visible=true").count() > 0) == waits


def test_another_path_is_shown_everything(dated: BrowserContext, host: str) -> None:
    page = opened(dated, f"{host}{TRAINEE}{PROGRESS}")
    begun(page, "New here")
    expect(page.locator("[data-item-id]").last).to_be_visible()
    expect(page.locator(".im-tools__count")).to_contain_text("No initials, started 30 November 2026 · Kept on this")
    assert page.locator("[data-item-id]:visible").count() == page.locator("[data-item-id]").count() > len(ASKED)


def test_a_mentor_reads_that_no_gate_waits(page: Page, host: str, tmp_path: Path) -> None:
    claim(page, "LIS-1")
    expect(item(page, "LIS-4")).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my file").click()
    download.value.save_as(tmp_path / "own.json")
    page.goto(f"{host}{MENTOR}mentor/records/")
    page.locator("#records input[type=file]").set_input_files(tmp_path / "own.json")
    person = page.locator(".im-person")
    expect(person).to_contain_text(f"Week 1, {PATH}: no gates, no graduation.")
    expect(person.locator("summary")).to_have_text(f"{PATH}: 7 things are missing")
