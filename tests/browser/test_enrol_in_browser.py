"""The page Make your key in a real browser; the command line opens its card and takes its request over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import faults_of
from browsing import opened, served
from command_line import Immerse
from immerse.model.public_keys import fingerprint
from immerse.model.site_view import View
from immerse.signing.jws import sign, split, verifies
from immerse.signing.keycards import open_card, read_card
from immerse.signing.requests import read_request
from playwright.sync_api import BrowserContext, Page, expect
from site_fixtures import STARTER_CLIENT, Sites, starter

pytestmark = pytest.mark.browser

PASSPHRASE = "neuf gelées d'été déjà"
WITHOUT_CRYPTO = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })"


def fill(page: Page, passphrase: str = PASSPHRASE, again: str = PASSPHRASE) -> None:
    """Fill the form in as somebody does who has no mouse."""
    page.get_by_label("Initials").focus()
    for typed in ("AE", "Zoë Example"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.type("Mentor")
    page.keyboard.press("Tab")
    for typed in (passphrase, again):
        page.keyboard.insert_text(typed)  # as a paste or a password manager does
        page.keyboard.press("Tab")


def saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).press("Enter")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.fixture(scope="module")
def address(starter_sites: Sites) -> Iterator[str]:
    """The page on a host."""
    with served(starter_sites.folder(STARTER_CLIENT, View.MENTOR)) as host:
        yield f"{host}sign/enrol/"


def test_a_key_is_made_by_keyboard_and_the_command_line_takes_it_over(
    context: BrowserContext, address: str, tmp_path: Path, immerse: Immerse
) -> None:
    page = opened(context, address)
    expect(page.get_by_role("form", name="Your key")).to_be_visible()
    assert faults_of(page, "main") == []
    fill(page)
    expect(page.get_by_text("Long enough.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your key is made")).to_be_focused()
    assert faults_of(page, "main") == []
    card, request = saved(page, "Save my key card", tmp_path), saved(page, "Save the request", tmp_path)
    assert (card.name, request.name) == ("keycard-ae.json", "signer-request-ae.json")
    key = open_card(read_card(card.read_bytes()), PASSPHRASE)
    assert verifies(split(sign(b"{}", key)), key)
    asked = read_request(request.read_bytes())
    assert (asked["client"], asked["role"], asked["name"]) == (STARTER_CLIENT, "mentor", "Zoë Example")
    aloud = page.locator(".im-enrol__fingerprint code").text_content() or ""
    assert aloud == fingerprint(key.thumbprint())
    root = starter(tmp_path / "workspace")
    who = ("--client", STARTER_CLIENT, "--person", "p-7f3a", "--employer", "agency", "--fingerprint", aloud)
    done = immerse("-C", root, "signers", "add", request, *who, "--format", "json")
    assert done.code == 0, done
    assert [one["key"] for one in json.loads(done.out)["changed"]] == [key.thumbprint()]
    assert PASSPHRASE.encode() not in card.read_bytes() + request.read_bytes()
    assert page.evaluate("Object.keys(localStorage).filter(key => /key|card|enrol/i.test(key))") == []


def test_what_is_wrong_is_said_and_what_was_typed_stays(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    page.get_by_role("button", name="Make my key").click()
    expect(page.get_by_role("alert").filter(has_text="Your initials are 2 to 4 letters")).to_contain_text(
        "Choose the role in which you sign."
    )
    expect(page.get_by_label("Initials")).to_be_focused()
    fill(page, "three short words", "three short word")
    expect(page.get_by_text("Too short so far")).to_be_visible()
    page.get_by_role("button", name="Make my key").click()
    expect(page.get_by_role("alert").filter(has_text="too short")).to_have_text(
        "The passphrase is too short: take at least 4 different words, or 20 characters. The two passphrases differ."
    )
    expect(page.get_by_label("Passphrase", exact=True)).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("Zoë Example")
    assert faults_of(page, "main") == []


def test_a_key_whose_card_is_in_no_file_is_not_lost_by_accident(
    new_context: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = opened(new_context, address)
    fill(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your key is made")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as waiting:
        page.close(run_before_unload=True)
    assert waiting.value.type == "beforeunload"
    saved(page, "Save my key card", tmp_path)
    with page.expect_event("close"):
        page.close(run_before_unload=True)


@pytest.mark.parametrize("where", ["without cryptography", "from a folder"])
def test_no_key_is_made_where_none_is_safe(
    new_context: BrowserContext, address: str, starter_sites: Sites, where: str
) -> None:
    if where == "from a folder":
        address = (starter_sites.folder(STARTER_CLIENT, View.MENTOR) / "sign" / "enrol" / "index.html").as_uri()
        sentence = "A key is made in a current browser that runs scripts, on a page that is opened over https."
    else:
        new_context.add_init_script(WITHOUT_CRYPTO)
        sentence = "Open this page at its address on the web, or make the key with"
    page = new_context.new_page()
    page.goto(address)
    expect(page.locator("#enrol").get_by_text(sentence)).to_be_visible()
    expect(page.get_by_label("Passphrase", exact=True)).to_have_count(0)


def test_trainees_have_no_such_page(starter_sites: Sites) -> None:
    assert (starter_sites.folder(STARTER_CLIENT, View.MENTOR) / "sign" / "enrol" / "index.html").is_file()
    assert not (starter_sites.folder(STARTER_CLIENT) / "sign" / "enrol").exists()
