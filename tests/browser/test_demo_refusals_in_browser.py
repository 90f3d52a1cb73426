"""A page that cannot do what it is for says why, in a sentence that is seen."""

from __future__ import annotations

import pytest
from browsing import MENTOR, TRAINEE, opened
from playwright.sync_api import BrowserContext, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "missing", "sentence"),
    [
        (f"{TRAINEE}learn/practice/", "**/practice.json", "The posts could not be read"),
        (f"{MENTOR}mentor/records/", "**/checklist.json", "The items could not be read"),
        (f"{MENTOR}sign/attest/", "", "This is a draft, and nothing is signed on a draft"),
        (f"{MENTOR}sign/graduate/", "", "This is a draft, and nothing is signed on a draft"),
    ],
)
def test_a_page_that_can_do_nothing_says_why(
    context: BrowserContext, host: str, path: str, missing: str, sentence: str
) -> None:
    if missing:
        context.route(missing, lambda route: route.fulfill(status=404))
    page = opened(context, host + path)
    expect(page.locator("main").get_by_text(sentence)).to_be_visible()
