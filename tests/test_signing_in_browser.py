"""A whole rotation signed in a real browser by three people with key cards; Python accepts what the pages made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browsing import served
from immerse.records import parse
from immerse.releasing.published import PUBLISHED
from immerse.signing.folding import Published, fold
from immerse.signing.jws import public_key, verifies
from immerse.signing.trusting import Trusted, trusted
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, expect
from signed_rotation import PEOPLE, TRAINEE, VERSION, Cards, Trainee, made_cards, released
from signing_desk import Desk
from site_fixtures import STARTER_CLIENT

pytestmark = pytest.mark.browser

JUDGE = "() => axe.run('main').then(result => result.violations.map(one => one.id + ': ' + one.nodes[0].html))"
LATER = "2027-03-22"
"""When all floors have ended."""


@dataclass(frozen=True)
class Signed:
    """A client with signers, released and served."""

    root: Path
    host: str
    cards: Cards

    def published(self) -> Published:
        """What was published, as the command line reads it."""
        downloads = self.root / PUBLISHED / STARTER_CLIENT / "mentor" / VERSION / "downloads"
        book = json.loads((downloads / "checklist.json").read_bytes())
        signers = json.loads((downloads / "signers.json").read_bytes())["signers"]
        return Published({VERSION: book}, {one["key"]: one for one in signers})

    def trusted(self, record: dict[str, Any]) -> Trusted:
        """The events of a record that count."""
        published = self.published()
        keys = {kid: public_key(_jwk(one)) for kid, one in published.signers.items()}
        checked = parse(json.dumps(record), STARTER_CLIENT)
        return trusted(
            checked, published.books, published.signers, lambda parts, one: verifies(parts, keys[one["key"]])
        )

    def said(self, record: dict[str, Any], now: str = f"{LATER}T12:00:00.000Z") -> dict[str, Any]:
        """What the events of a record say together; none may be refused before."""
        found = self.trusted(record)
        assert found.refused == ()
        return fold(found.events, self.published(), record["texts"], now)


def _jwk(signer: Any) -> dict[str, str]:
    return {"kty": "EC", "crv": "P-256", "x": signer["x"], "y": signer["y"]}


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    cards = made_cards()
    root = released(tmp_path_factory.mktemp("signed"), cards)
    with served(root / PUBLISHED / STARTER_CLIENT) as host:
        yield Signed(root, host, cards)


def began(signed: Signed) -> dict[str, Any]:
    """The record of a trainee with all evidence of a rotation."""
    trainee = Trainee()
    trainee.start("2026-12-07", signed.published().books[VERSION]["digest"])
    for item in ("FST-1", "FST-2"):
        for number, (kind, day, shift) in enumerate(
            [
                ("shift", "2026-12-15", "early"),
                ("work", "2027-02-16", None),
                ("shift", "2027-02-22", "late"),
                ("work", "2027-03-01", None),
                ("work", "2027-03-08", None),
            ]
        ):
            trainee.piece(item, kind, day, f"{item} piece {number}", shift)
    return trainee.record


def opened_by_lead(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """The rotation is opened on the page on which items are attested."""
    desk = Desk(context, signed.host, "attest", "2026-12-07T09:00:00+00:00").open(record).unlock(signed.cards, "lead")
    form = desk.page.get_by_role("form", name="Opening of the rotation")
    form.get_by_role("textbox", name="Trainee").fill(TRAINEE)
    form.get_by_label("Mentor").select_option(PEOPLE["mentor"][0])
    shown = desk.look(form)
    expect(shown).to_contain_text("p-0e03 signs event 1 of this key, for client acme-works")
    record = desk.sign()
    desk.close()
    return record


def seen_by_mentor(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """One shift: an item met, another not yet; both in one evaluation record."""
    desk = Desk(context, signed.host, "attest", "2026-12-21T17:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    desk.met("FST-1", "2", "Sorted eighteen of twenty as I did.", "FST-1 piece 0")
    desk.not_yet("FST-2", "Left the company out of three replies.", "")
    assert "FST-2: a decision of not yet needs a next step" in desk.refused(desk.attesting)
    desk.not_yet("FST-2", "Left the company out of three replies.", "Forty replies again by Friday.")
    desk.attesting.get_by_label("Shift", exact=True).fill("Late shift")
    shown = desk.look(desk.attesting)
    for words in (
        "What you will sign: 3 events",
        "Sorted eighteen of twenty as I did.",
        "Observed shift (15 December 2026, shift early, real work)",
        "Forty replies again by Friday.",
        "FST-2 Shows who speaks: not yet",
        "late-shift",
    ):
        expect(shown).to_contain_text(words)
    assert desk.page.evaluate(f"async () => {{ {AXE_SCRIPT}; return ({JUDGE})(); }}") == []
    record = desk.sign()
    name, outbox = desk.outbox()
    assert name == "outbox-me-5e5e5e.json"
    assert len(outbox["events"]) == 3 and outbox["entries"] == [] and len(outbox["texts"]) == 3
    desk.close()
    return record


def attested_again(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """The mentor and the director attest what was not yet."""
    desk = Desk(context, signed.host, "attest", "2027-01-11T17:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    desk.met("FST-2", "2", "Forty of forty showed who speaks.", "FST-2 piece 0")
    desk.look(desk.attesting)
    record = desk.sign()
    desk.close()
    desk = Desk(context, signed.host, "graduate", "2027-01-12T09:00:00+00:00").open(record)
    desk.unlock(signed.cards, "director")
    desk.page.get_by_role("button", name="Attest FST-2 Shows who speaks").click()
    desk.met("FST-2", "2", "I read ten of them.")
    desk.look(desk.attesting)
    record = desk.sign()
    desk.close()
    return record


def too_early(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """The lead may not pass the gate while something is missing, and reads what."""
    desk = Desk(context, signed.host, "gate", "2027-01-10T09:00:00+00:00").open(record).unlock(signed.cards, "lead")
    expect(desk.page.locator("[data-gate=G1]")).to_contain_text("FST-2 Shows who speaks is not at level 2")
    form = desk.page.get_by_role("form", name="Decide G1")
    form.get_by_label("Reason").fill("Both at level 2.")
    assert "Decision at a gate: what the gate asks for was not met at that moment" in desk.refused(form)
    desk.close()
    return record


def first_gate(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """The lead passes the gate when nothing is missing."""
    desk = Desk(context, signed.host, "gate", "2027-01-18T09:00:00+00:00").open(record).unlock(signed.cards, "lead")
    gate = desk.page.locator("[data-gate=G1]")
    expect(gate).to_contain_text("Nothing is missing.")
    form = desk.page.get_by_role("form", name="Decide G1")
    form.get_by_label("Reason").fill("Both at level 2, and forty clean replies.")
    expect(desk.look(form)).to_contain_text("pass")
    record = desk.sign()
    expect(gate.locator("summary")).to_have_text("G1 Live under supervision: passed")
    desk.close()
    return record


def last_items(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """The mentor sees the evidence of the last level; the director signs what is the director's, from one list."""
    desk = Desk(context, signed.host, "attest", f"{LATER}T08:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    for item in ("FST-1", "FST-2"):
        desk.met(item, "4", f"{item} alone for three weeks.", *(f"{item} piece {number}" for number in range(1, 5)))
    desk.line("FST-2").get_by_label("FST-2 piece 0").check()
    desk.line("FST-1").get_by_label("FST-1 piece 0").check()
    desk.look(desk.attesting)
    record = desk.sign()
    desk.close()
    desk = Desk(context, signed.host, "graduate", f"{LATER}T09:00:00+00:00").open(record)
    desk.unlock(signed.cards, "director")
    expect(desk.page.locator(".im-sign__waiting li")).to_have_count(3)
    for item, level in (("FST-2", "4"), ("GC-02", ""), ("GC-03", "")):
        desk.page.get_by_role("button", name=f"Attest {item}").click()
        desk.met(item, level, f"Seen for {item}.")
    desk.look(desk.attesting)
    record = desk.sign()
    desk.page.get_by_role("button", name="Decide G2 Graduate").click()
    form = desk.page.get_by_role("form", name="Decide G2")
    form.get_by_label("Reason").fill("Everything is met.")
    desk.look(form)
    record = desk.sign()
    form = desk.page.get_by_role("form", name="Graduation")
    form.get_by_label("Statement").fill("Too early.")
    assert "the endorsement" in desk.refused(form)
    assert desk.page.evaluate(f"async () => {{ {AXE_SCRIPT}; return ({JUDGE})(); }}") == []
    desk.close()
    return record


def ended(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """Endorsed by the lead, graduated by the director, placed."""
    desk = Desk(context, signed.host, "endorse", f"{LATER}T10:00:00+00:00").open(record).unlock(signed.cards, "lead")
    form = desk.page.get_by_role("form", name="Endorsement")
    form.get_by_label("Statement").fill("Looked at as a whole.")
    desk.look(form)
    record = desk.sign()
    desk.close()
    desk = Desk(context, signed.host, "graduate", f"{LATER}T11:00:00+00:00").open(record)
    desk.unlock(signed.cards, "director")
    desk.page.get_by_role("button", name="Sign the graduation").click()
    form = desk.page.get_by_role("form", name="Graduation")
    form.get_by_label("Statement").fill("Ready.")
    expect(desk.look(form)).to_contain_text("The rotation is then: graduated")
    record = desk.sign()
    desk.close()
    desk = Desk(context, signed.host, "manager", f"{LATER}T11:30:00+00:00").open(record)
    desk.unlock(signed.cards, "director")
    desk.look(desk.page.get_by_role("form", name="Placement"))
    record = desk.sign()
    desk.close()
    return record


def test_a_whole_rotation_is_signed_and_python_accepts_exactly_what_the_pages_made(
    browser: Browser, signed: Signed
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    record = began(signed)
    for part in (opened_by_lead, seen_by_mentor, too_early, attested_again, first_gate, last_items, ended):
        record = part(context, signed, record)
    said = signed.said(record)
    assert (said["status"], said["refused"], said["graduation"]["gaps"]) == ("placed", [], [])
    assert {name: one["state"] for name, one in said["items"].items()} == dict.fromkeys(said["items"], "met")
    assert said["warnings"] == [], said["warnings"]
    types = [event["type"] for event in signed.trusted(record).events]
    assert types[:4] == ["open", "period", "attest", "attest"] and types[-3:] == ["endorse", "graduate", "placed"]
    assert (said["graduation"]["by"], said["opened"]["trainee"]) == (PEOPLE["director"][0], TRAINEE)
    context.close()


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/json", "buffer": content}


def test_what_cannot_be_used_is_refused_with_a_sentence(context: BrowserContext, signed: Signed) -> None:
    desk = Desk(context, signed.host, "attest", "2026-12-07T09:00:00+00:00")
    desk.page.get_by_label("Record of a trainee, or your outbox").set_input_files([file("torn.json", b"{")])
    expect(desk.page.locator(".im-sign__faults")).to_contain_text("torn.json: ")
    desk.page.get_by_label("Your key card").set_input_files([file("keycard-xx.json", b"{}")])
    expect(desk.page.locator(".im-sign__key .im-fault")).to_contain_text("the file is no key card")
    desk.page.get_by_label("Your key card").set_input_files([signed.cards.file("mentor")])
    desk.page.get_by_label("Passphrase").fill("four other words altogether")
    desk.page.get_by_role("button", name="Open the key").click()
    expect(desk.page.locator(".im-sign__key .im-fault")).to_contain_text(
        "the passphrase is not the one of this key card"
    )
    strangers = Cards({**signed.cards.keys, **made_cards().keys})
    desk.open(began(signed)).unlock(strangers, "mentor")
    expect(desk.page.locator(".im-sign__key")).to_contain_text(
        "This key signs nothing here: the key is not in the register of signers."
    )
    expect(desk.page.locator(".im-sign__body form")).to_have_count(0)


def test_a_changed_event_is_named_and_does_not_count(context: BrowserContext, signed: Signed) -> None:
    record = opened_by_lead(context, signed, began(signed))
    jws = record["events"][0]
    last = {"A": "B"}.get(jws[-20], "A")
    record["events"] = [f"{jws[:-20]}{last}{jws[-19:]}"]
    desk = Desk(context, signed.host, "graduate", "2026-12-08T09:00:00+00:00").open(record)
    refused = desk.page.locator(".im-sign__refused li")
    expect(refused).to_have_text(
        "Does not count: Opening of the rotation, in the name of p-0e03: "
        "the signature is not that of this key: the event was changed, or somebody else signed it."
    )
    assert [one.code for one in signed.trusted(record).refused] == ["bad-signature"]


def test_a_key_closes_after_a_quarter_of_an_hour_and_what_was_filled_in_stays(
    context: BrowserContext, signed: Signed
) -> None:
    record = opened_by_lead(context, signed, began(signed))
    context.clock.install(time="2026-12-21T17:00:00Z")
    desk = Desk(context, signed.host, "attest").open(record).unlock(signed.cards, "mentor")
    desk.met("FST-1", "2", "Sorted eighteen of twenty.")
    desk.page.clock.fast_forward("13:00")
    expect(desk.page.get_by_role("status")).to_contain_text("The key closes in two minutes.")
    desk.page.clock.fast_forward("02:00")
    expect(desk.page.get_by_role("status")).to_contain_text("The key is closed.")
    assert "The key has closed." in desk.refused(desk.attesting)
    desk.unlock(signed.cards, "mentor")
    expect(desk.look(desk.attesting)).to_contain_text("Sorted eighteen of twenty.")


def test_a_signer_uses_the_keyboard_alone(context: BrowserContext, signed: Signed) -> None:
    record = opened_by_lead(context, signed, began(signed))
    desk = Desk(context, signed.host, "attest", "2026-12-21T17:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    keys = desk.page.keyboard
    expect(desk.page.get_by_role("button", name="Close the key")).to_be_focused()
    tab_to(desk, desk.page.get_by_label("Item", exact=True))
    keys.type("FST-1")
    tab_to(desk, desk.page.get_by_role("button", name="Add this item"))
    keys.press("Enter")
    expect(desk.line("FST-1").get_by_label("Met", exact=True)).to_be_focused()
    tab_to(desk, desk.line("FST-1").get_by_label("FST-1 piece 0"))
    keys.press("Space")
    tab_to(desk, desk.line("FST-1").get_by_label("What you saw"))
    keys.type("Sorted eighteen of twenty.")
    tab_to(desk, desk.page.get_by_role("button", name="Show what I will sign"))
    keys.press("Enter")
    expect(desk.page.locator("#sign-confirm")).to_be_focused()
    tab_to(desk, desk.page.get_by_role("button", name="Back to the form"))
    keys.press("Enter")
    expect(desk.line("FST-1").get_by_label("What you saw")).to_have_value("Sorted eighteen of twenty.")
    tab_to(desk, desk.page.get_by_role("button", name="Show what I will sign"))
    keys.press("Enter")
    tab_to(desk, desk.page.get_by_role("button", name="Sign 2 events"))
    keys.press("Enter")
    expect(desk.page.get_by_role("button", name="Save the record")).to_be_focused()
    expect(desk.page.get_by_role("status")).to_have_text("2 events are signed. Save the record.")
    desk.page.get_by_role("button", name="Close the record").press("Enter")
    expect(desk.page.locator(".im-sign__faults")).to_contain_text("would be lost")


def tab_to(desk: Desk, target: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        desk.page.keyboard.press("Tab")
    raise AssertionError(f"no way to {target} by Tab")


def test_an_outbox_brings_back_what_was_left_out_and_the_counter_goes_on(
    context: BrowserContext, signed: Signed
) -> None:
    record = opened_by_lead(context, signed, began(signed))
    desk = Desk(context, signed.host, "attest", "2026-12-21T17:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    desk.met("FST-1", "2", "First.")
    desk.look(desk.attesting)
    desk.sign()
    _, outbox = desk.outbox()
    desk.close()
    desk = Desk(context, signed.host, "attest", "2026-12-22T17:00:00+00:00").open(record, outbox)
    desk.unlock(signed.cards, "mentor")
    desk.met("FST-2", "2", "Second.")
    expect(desk.look(desk.attesting)).to_contain_text("p-0e01 signs event 4 of this key")
    said = signed.said(desk.sign(), "2026-12-23T00:00:00.000Z")
    assert (said["warnings"], said["items"]["FST-1"]["level"], said["items"]["FST-2"]["state"]) == ([], 2, "partial")


def test_what_is_rarely_needed_is_signed_too(context: BrowserContext, signed: Signed) -> None:
    record = seen_by_mentor(context, signed, opened_by_lead(context, signed, began(signed)))
    desk = Desk(context, signed.host, "graduate", "2026-12-22T09:00:00+00:00").open(record)
    desk.unlock(signed.cards, "director")
    desk.page.get_by_text("Rarely needed").click()
    waive = desk.page.get_by_role("form", name="Waiver")
    waive.get_by_label("Item").select_option("FST-2")
    waive.get_by_label("Until").fill("2027-06-30")
    waive.get_by_label("Reason").fill("Shown elsewhere.")
    assert "Waiver: a critical competency is never waived" in desk.refused(waive)
    waive.get_by_label("Item").select_option("FST-1")
    expect(desk.look(waive)).to_contain_text("FST-1 Sets the priority: waived")
    desk.sign()
    row = desk.page.locator(".im-sign__wide tr[data-item=FST-1]")
    expect(row).to_contain_text("until 30 June 2027")
    withdraw = desk.page.get_by_role("form", name="Withdrawal")
    desk.page.get_by_text("Rarely needed").click()
    withdraw.get_by_label("Event", exact=True).select_option(label=WAIVED)
    withdraw.get_by_label("Reason").fill("Mistaken.")
    desk.look(withdraw)
    record = desk.sign()
    assert "FST-1" not in signed.said(record)["waived"]
    expect(row).not_to_contain_text("until 30 June 2027")


WAIVED = "Waiver, FST-1 Sets the priority: p-0e04 as Director, 22 December 2026, release 1.0.0"


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("Object.defineProperty(globalThis, 'isSecureContext', {value: false})", "Open the site over https"),
        ("document.addEventListener('readystatechange', () => document.getElementById('sign')"
         ".dataset.release = 'draft')", "This is a draft, and nothing is signed on a draft"),
    ],
)  # fmt: skip
def test_where_nothing_is_signed_a_sentence_says_why(
    context: BrowserContext, signed: Signed, script: str, sentence: str
) -> None:
    context.add_init_script(script)
    page = Desk(context, signed.host, "attest", "2026-12-07T09:00:00+00:00").page
    expect(page.locator("#sign")).to_contain_text(sentence)
    expect(page.locator("#sign button")).to_have_count(0)


def test_without_scripts_and_from_a_folder_the_page_can_be_read(browser: Browser, signed: Signed) -> None:
    address = signed.root / PUBLISHED / STARTER_CLIENT / "mentor" / VERSION / "sign" / "graduate" / "index.html"
    for is_run in (False, True):
        context = browser.new_context(java_script_enabled=is_run)
        page = context.new_page()
        page.goto(address.as_uri())
        expect(page.locator("#sign")).to_contain_text("On a page that was opened from a folder nothing is signed")
        expect(page.get_by_text("Read what you will sign, sign, and save")).to_be_visible()
        context.close()


def test_the_trainees_site_holds_nothing_of_it(signed: Signed) -> None:
    trainee = signed.root / PUBLISHED / STARTER_CLIENT / "trainee" / VERSION
    assert not (trainee / "sign").exists() and not (trainee / "assets" / "immerse" / "sign").exists()
