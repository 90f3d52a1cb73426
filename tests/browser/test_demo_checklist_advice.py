"""What the checklist says of what somebody enters: the pieces that count, and a day that is too early for a gate."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import TRAINEE, opened
from own_checklist import PROGRESS, item, start
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(dated: BrowserContext, host: str) -> Page:
    """The progress page on the first day of a rotation."""
    dated.clock.set_fixed_time("2026-11-30T09:00:00")
    page = opened(dated, f"{host}{TRAINEE}{PROGRESS}")
    start(page, day="2026-11-30")
    return page


def test_a_day_that_is_too_early_for_a_gate_is_told_before_it_is_kept(page: Page) -> None:
    page.locator(".im-today details summary").click()
    form = page.get_by_role("form", name="Move a gate")
    said = form.get_by_role("status")
    for gate, day, sentence in (
        ("G4", "2026-12-01", "allow a decision on G4 from "),
        ("G2", "2026-12-02", "allow a decision on G2 from "),
        ("G1", "2027-06-01", "This is after G2, which is planned for "),
        ("G5", "2027-12-01", ""),
        ("G4", "2027-12-01", "This is after G5, which is planned for "),
    ):
        form.get_by_label("Move a gate").select_option(gate)
        form.get_by_label("To", exact=True).fill(day)
        expect(said).to_contain_text(sentence) if sentence else expect(said).to_be_empty()
    form.get_by_role("button", name="Move", exact=True).click()
    form.get_by_label("Move a gate").select_option("G5")
    form.get_by_label("To", exact=True).fill("2027-11-30")
    expect(said).to_have_text("This is before G4, which is planned for 1 December 2027.")
    form.get_by_role("button", name="Back to the computed day").click()
    expect(said).to_be_empty()


def test_pieces_of_a_kind_that_does_not_count_are_not_counted(page: Page) -> None:
    book: Any = page.evaluate("fetch('../../downloads/checklist.json').then(answer => answer.json())")
    asked = next(one for one in book["items"] if one["id"] == "LIS-1")["evidence"]["kinds"]
    other = next(one["id"] for one in book["kinds"] if one["id"] not in asked)
    own: Locator = item(page, "LIS-1").locator("details.im-mine")
    own.locator("summary").click()
    for number, kind in enumerate((asked[0], other)):
        add_piece(page, f"Piece {number}", kind)
    expect(own.locator("summary")).to_contain_text("Evidence: 1 of 3 pieces")


def add_piece(page: Page, title: str, kind: str) -> None:
    own = item(page, "LIS-1")
    own.get_by_role("button", name="Add evidence for LIS-1").click()
    own.get_by_label("Kind").select_option(kind)
    own.get_by_label("Title").fill(title)
    own.get_by_role("button", name="Keep this evidence").click()
    expect(own.locator(".im-pieces")).to_contain_text(title)
