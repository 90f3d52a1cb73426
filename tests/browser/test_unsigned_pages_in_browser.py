"""Where nothing can be signed, the pages of sign-off say why; a site for trainees has none of them."""

from __future__ import annotations

import pytest
from immerse.releasing.published import PUBLISHED
from playwright.sync_api import Browser, BrowserContext, expect
from signed_client import Signed
from signed_rotation import VERSION
from signing_desk import Desk
from site_fixtures import STARTER_CLIENT

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("Object.defineProperty(globalThis, 'isSecureContext', {value: false})", "Open the site over https"),
        ("document.addEventListener('readystatechange', () => document.getElementById('sign')"
         ".dataset.release = 'draft')", "This is a draft, and nothing is signed on a draft"),
    ],
)  # fmt: skip
def test_where_nothing_is_signed_a_sentence_says_why(
    new_context: BrowserContext, signed: Signed, script: str, sentence: str
) -> None:
    new_context.add_init_script(script)
    page = Desk(new_context, signed.host, "attest", "2026-12-07T09:00:00+00:00").page
    expect(page.locator("#sign").get_by_text(sentence)).to_be_visible()
    expect(page.locator("#sign button")).to_have_count(0)


def test_without_scripts_and_from_a_folder_the_page_can_be_read(browser: Browser, signed: Signed) -> None:
    address = signed.root / PUBLISHED / STARTER_CLIENT / "mentor" / VERSION / "sign" / "graduate" / "index.html"
    for is_run in (False, True):
        context = browser.new_context(java_script_enabled=is_run)
        page = context.new_page()
        page.goto(address.as_uri())
        expect(page.get_by_text("On a page that was opened from a folder nothing is signed")).to_be_visible()
        expect(page.get_by_text("Read what you will sign, sign, and save")).to_be_visible()
        context.close()


def test_the_trainees_site_holds_nothing_of_it(signed: Signed) -> None:
    trainee = signed.root / PUBLISHED / STARTER_CLIENT / "trainee" / VERSION
    director = signed.root / PUBLISHED / STARTER_CLIENT / "mentor" / VERSION / "mentor" / "director" / "index.html"
    assert 'href="../../sign/graduate/"' in director.read_text("utf-8")
    assert not (trainee / "sign").exists()
    assert not [page for page in trainee.rglob("*.html") if "sign/page.mjs" in page.read_text("utf-8")]
