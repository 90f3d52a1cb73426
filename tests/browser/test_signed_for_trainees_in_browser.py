"""What others signed in a record, as the person that it is about reads it on the checklist page."""

from __future__ import annotations

from datetime import datetime

import pytest
from axe import faults_of
from browsing import opened
from own_checklist import PROGRESS, open_file, saved_file
from playwright.sync_api import BrowserContext, expect
from signed_client import Signed, began, opened_by_lead, seen_by_mentor
from signed_rotation import VERSION

pytestmark = pytest.mark.browser


def test_trainees_read_what_others_signed(dated: BrowserContext, signed: Signed) -> None:
    start = began(signed)
    record = seen_by_mentor(dated, signed, opened_by_lead(dated, signed, start))
    dated.clock.set_fixed_time(datetime.fromisoformat("2026-12-22T09:00:00+00:00"))
    page = opened(dated, f"{signed.host}trainee/{VERSION}/{PROGRESS}")
    for content, told in ((start, None), (record, "4 events in it are new that others signed.")):
        open_file(page, content)
        if told:
            expect(page.locator(".im-offer")).to_contain_text(told)
        page.get_by_role("button", name="Take it over").click()
        expect(page.locator(".im-offer")).to_have_count(0)
    part = page.locator("section[aria-labelledby=own-signed]")
    expect(part).to_contain_text("The state of the rotation: open. The signatures were verified")
    part.locator("summary").click()
    expect(part.locator("li")).to_have_count(4)
    expect(part).to_contain_text("Sorted eighteen of twenty as I did.")
    expect(part).to_contain_text("Forty replies again by Friday.")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults_of(page, "main") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert sorted(saved_file(page)["events"]) == sorted(record["events"])
    page.reload()
    expect(part.locator("li")).to_have_count(4)


def test_an_event_that_does_not_count_is_told_to_the_trainee(dated: BrowserContext, signed: Signed) -> None:
    record = opened_by_lead(dated, signed, began(signed))
    jws = record["events"][0]
    record["events"] = [f"{jws[:-20]}{ {'A': 'B'}.get(jws[-20], 'A') }{jws[-19:]}"]
    page = opened(dated, f"{signed.host}trainee/{VERSION}/{PROGRESS}")
    open_file(page, record)
    page.get_by_role("button", name="Take it over").click()
    part = page.locator("section[aria-labelledby=own-signed]")
    part.locator("summary").click()
    expect(part.locator("li")).to_contain_text("This does not count: the signature is not that of this key")
