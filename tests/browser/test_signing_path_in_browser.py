"""The pages of sign-off for a rotation whose entry path asks for some items alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Route, expect
from signed_client import Signed, began, opened_by_lead
from signing_desk import Desk

pytestmark = pytest.mark.browser


def with_one_item(route: Route) -> None:
    """The published checklist, whose path for newcomers asks for one item alone."""
    book = route.fetch().json()
    route.fulfill(json=book | {"path_items": {"newcomer": ["FST-1"]}})


@pytest.fixture
def context(dated: BrowserContext) -> BrowserContext:
    """Each desk sets the clock."""
    dated.route("**/checklist.json", with_one_item)
    return dated


def test_only_its_items_are_signed_and_no_gate_and_no_graduation_is_offered(
    context: BrowserContext, signed: Signed
) -> None:
    record = opened_by_lead(context, signed, began(signed))
    attesting = (
        Desk(context, signed.host, "attest", "2026-12-08T09:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    )
    assert attesting.page.get_by_label("Item", exact=True).locator("option").count() == 1
    attesting.close()
    gates = Desk(context, signed.host, "gate", "2026-12-08T09:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    expect(gates.page.locator("[aria-labelledby=sign-gates]")).to_contain_text("New to the company leads to no gate.")
    gates.close()
    ending = (
        Desk(context, signed.host, "graduate", "2026-12-08T09:00:00+00:00")
        .open(record)
        .unlock(signed.cards, "director")
    )
    for part in ("sign-endorse", "sign-graduate"):
        closed = ending.page.locator(f"[aria-labelledby={part}]")
        expect(closed).to_contain_text("New to the company leads to no graduation, so there is nothing to sign here.")
        expect(closed.get_by_role("button")).to_have_count(0)
    expect(ending.page.locator(".im-sign__standing")).to_contain_text("FST-1")
    ending.close()
