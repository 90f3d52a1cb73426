"""What a desk of sign-off does besides: refusals, keys that close, the keyboard, outboxes, what is rarely needed."""

from __future__ import annotations

import json

import pytest
from immerse.records.canonical import canonical
from immerse.signing.base64url import decoded, encoded
from playwright.sync_api import BrowserContext, FilePayload, expect
from signed_client import Signed, began, opened_by_lead, seen_by_mentor
from signed_rotation import LATER, VERSION, Cards, Trainee, made_cards
from signing_desk import Desk
from site_fixtures import STARTER_CLIENT

pytestmark = pytest.mark.browser


@pytest.fixture
def context(dated: BrowserContext) -> BrowserContext:
    """Each desk sets the clock."""
    return dated


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/json", "buffer": content}


def test_what_cannot_be_used_is_refused_with_a_sentence(context: BrowserContext, signed: Signed) -> None:
    desk = Desk(context, signed.host, "attest", "2026-12-07T09:00:00+00:00")
    desk.page.get_by_label("Record of a trainee, or your outbox").set_input_files([file("torn.json", b"{")])
    expect(desk.page.locator(".im-sign__faults")).to_contain_text("torn.json: ")
    card = signed.cards.file("mentor")
    desk.page.get_by_label("Record of a trainee, or your outbox").set_input_files([card])
    expect(desk.page.locator(".im-sign__faults")).to_have_text(
        f'{card["name"]} is a key card. Choose it under "Your key".'
    )
    expect(desk.page.locator("article").get_by_role("link", name="Make your key")).to_have_count(1)
    desk.page.get_by_label("Your key card").set_input_files([file("keycard-xx.json", b"{}")])
    expect(desk.page.locator(".im-sign__key .im-fault")).to_contain_text("the file is no key card")
    desk.page.get_by_label("Your key card").set_input_files([card])
    expect(desk.page.locator(".im-sign__faults")).to_be_empty()
    desk.page.get_by_label("Passphrase").fill("four other words altogether")
    desk.page.get_by_role("button", name="Open the key").click()
    expect(desk.page.locator(".im-sign__key .im-fault")).to_contain_text(
        "the passphrase is not the one of this key card"
    )
    strangers = Cards({**signed.cards.keys, **made_cards().keys})
    not_registered = "This key cannot sign here: the key is not in the register of signers."
    desk.unlock(strangers, "mentor")
    expect(desk.page.locator(".im-sign__key")).to_contain_text(not_registered)
    desk.open(began(signed))
    expect(desk.page.locator(".im-sign__key")).to_contain_text(not_registered)
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


def test_many_events_that_do_not_count_for_one_reason_are_one_line(context: BrowserContext, signed: Signed) -> None:
    record = opened_by_lead(context, signed, began(signed))
    header, payload, signature = record["events"][0].split(".")
    said = json.loads(decoded(payload) or b"")
    others = [canonical({**said, "id": f"{number:032x}"}).encode() for number in range(4)]
    record["events"] = [f"{header}.{encoded(other)}.{signature}" for other in others]
    desk = Desk(context, signed.host, "graduate", "2026-12-08T09:00:00+00:00").open(record)
    summary = desk.page.locator(".im-sign__refused summary")
    expect(summary).to_have_count(1)
    expect(summary).to_contain_text("4 times: ")
    summary.click()
    expect(desk.page.locator(".im-sign__refused details li")).to_have_count(4)


def test_a_key_closes_after_a_quarter_of_an_hour_and_what_was_filled_in_stays(
    new_context: BrowserContext, signed: Signed
) -> None:
    record = opened_by_lead(new_context, signed, began(signed))
    new_context.clock.install(time="2026-12-21T17:00:00Z")
    desk = Desk(new_context, signed.host, "attest").open(record).unlock(signed.cards, "mentor")
    desk.met("FST-1", "2", "Sorted eighteen of twenty.")
    desk.page.clock.fast_forward("13:00")
    expect(desk.page.get_by_role("status")).to_contain_text("The key closes in 2 minutes.")
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
    desk.tab_to(desk.page.get_by_label("Item", exact=True))
    keys.type("FST-1")
    desk.tab_to(desk.page.get_by_role("button", name="Add this item"))
    keys.press("Enter")
    expect(desk.line("FST-1").get_by_label("Met", exact=True)).to_be_focused()
    desk.tab_to(desk.line("FST-1").get_by_label("FST-1 piece 0"))
    keys.press("Space")
    desk.tab_to(desk.line("FST-1").get_by_label("What you saw"))
    keys.type("Sorted eighteen of twenty.")
    desk.tab_to(desk.page.get_by_role("button", name="Show what I will sign"))
    keys.press("Enter")
    expect(desk.page.locator("#sign-confirm")).to_be_focused()
    desk.tab_to(desk.page.get_by_role("button", name="Back to the form"))
    keys.press("Enter")
    expect(desk.line("FST-1").get_by_label("What you saw")).to_have_value("Sorted eighteen of twenty.")
    desk.tab_to(desk.page.get_by_role("button", name="Show what I will sign"))
    keys.press("Enter")
    desk.tab_to(desk.page.get_by_role("button", name="Sign 2 events"))
    keys.press("Enter")
    expect(desk.page.get_by_role("button", name="Save the record")).to_be_focused()
    expect(desk.page.get_by_role("status")).to_have_text("2 events are signed. Save the record.")
    desk.page.get_by_role("button", name="Close the record").press("Enter")
    expect(desk.page.locator(".im-sign__faults")).to_contain_text("would be lost")


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
    row = desk.page.locator(".im-sign__standing li[data-item=FST-1]")
    expect(row).to_contain_text("until 30 June 2027")
    desk.page.get_by_label("Show", exact=True).select_option("what is waived")
    expect(desk.page.locator(".im-sign__standing li[data-item]:visible")).to_have_count(1)
    expect(row).to_be_visible()
    withdraw = desk.page.get_by_role("form", name="Withdrawal")
    desk.page.get_by_text("Rarely needed").click()
    withdraw.get_by_label("Event", exact=True).select_option(label=WAIVED)
    withdraw.get_by_label("Reason").fill("Mistaken.")
    desk.look(withdraw)
    record = desk.sign()
    assert "FST-1" not in signed.said(record)["waived"]
    expect(row).not_to_contain_text("until 30 June 2027")


WAIVED = "Waiver, FST-1 Sets the priority: p-0e04 as Director, 22 December 2026, release 1.0.0"


def test_a_rotation_is_judged_by_its_own_release_until_somebody_moves_it(
    context: BrowserContext, signed: Signed
) -> None:
    record = opened_by_lead(context, signed, began(signed))
    desk = Desk(context, signed.host, "attest", "2026-12-21T17:00:00+00:00", LATER).open(record)
    desk.unlock(signed.cards, "mentor")
    expect(desk.line("FST-2")).to_contain_text("Forty of forty sampled replies show it.")
    desk.met("FST-2", "2", "Forty of forty.")
    expect(desk.look(desk.attesting)).to_contain_text("under release 1.0.0")
    record = desk.sign()
    desk.close()
    desk = Desk(context, signed.host, "graduate", "2026-12-22T09:00:00+00:00", LATER).open(record)
    desk.unlock(signed.cards, "lead")
    desk.page.get_by_text("Rarely needed").click()
    move = desk.page.get_by_role("form", name="Move to the next release")
    expect(move).to_contain_text("Carried over: FST-2")
    expect(desk.look(move)).to_contain_text("under release 1.1.0")
    record = desk.sign()
    desk.page.get_by_label("Show", exact=True).select_option("what was carried over from an earlier release")
    expect(desk.page.locator(".im-sign__standing li[data-item]:visible")).to_have_count(1)
    expect(desk.page.locator("li[data-item=FST-2]")).to_contain_text("carried over from release 1.0.0")
    desk.close()
    desk = Desk(context, signed.host, "attest", "2026-12-23T17:00:00+00:00", LATER).open(record)
    desk.unlock(signed.cards, "mentor")
    expect(desk.line("FST-2")).to_contain_text("All of forty sampled replies show it.")
    said = signed.said(record, "2026-12-24T00:00:00.000Z")
    assert (said["ver"], said["refused"], said["items"]["FST-2"]["level"]) == (LATER, [], 0)
    assert len(said["items"]["FST-2"]["awards"]) == 1


def test_what_a_record_says_is_never_run_and_nothing_is_kept_or_sent(
    new_context: BrowserContext, signed: Signed
) -> None:
    trainee = Trainee()
    trainee.start("2026-12-07", signed.published().books[VERSION]["digest"])
    trainee.piece("FST-1", "shift", "2026-12-15", HOSTILE, HOSTILE)
    record = opened_by_lead(new_context, signed, trainee.record)
    desk = Desk(new_context, signed.host, "attest", "2026-12-21T17:00:00+00:00")
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    desk.open(record).unlock(signed.cards, "mentor")
    desk.met("FST-1", "2", HOSTILE, HOSTILE)
    desk.attesting.get_by_label("Note").fill(HOSTILE)
    shown = desk.look(desk.attesting)
    expect(shown).to_contain_text(HOSTILE)
    expect(shown).to_contain_text("shift img-src-x-onerror-document-title-run")
    desk.sign()
    desk.outbox()
    assert desk.page.locator("#sign img").count() == 0 and desk.page.title() != "run"
    assert all(one.startswith((f"GET {signed.host}", "GET blob:")) for one in asked)
    assert desk.page.evaluate("indexedDB.databases()") == []
    kept = desk.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    read = f"immerse/{STARTER_CLIENT}/.read"  # the releases whose changes this browser has shown
    assert [name for name in kept if name.startswith("immerse") and name != read] == []


HOSTILE = "<img src=x onerror=\"document.title='run'\">"


def test_what_is_claimed_is_added_at_once_and_a_card_on_two_devices_shows(
    context: BrowserContext, signed: Signed
) -> None:
    trainee, book = Trainee(), signed.published().books[VERSION]
    trainee.start("2026-12-07", book["digest"])
    for item in book["items"][:2]:
        trainee.claim(item["id"], item["digest"], "2026-12-10")
    record = opened_by_lead(context, signed, trainee.record)
    copies = []
    for day in ("2026-12-21", "2026-12-22"):
        desk = Desk(context, signed.host, "attest", f"{day}T17:00:00+00:00").open(record).unlock(signed.cards, "mentor")
        desk.page.get_by_role("button", name="Add all that are claimed").click()
        for item in ("FST-1", "FST-2"):
            desk.met(item, "2", f"{item} on {day}.")
        desk.look(desk.attesting)
        copies.append(desk.sign())
        desk.close()
    desk = Desk(context, signed.host, "graduate", "2026-12-23T09:00:00+00:00").open(*copies)
    desk.unlock(signed.cards, "director")
    expect(desk.page.locator("section[aria-labelledby=sign-warnings]")).to_contain_text("two events of one key have")
    forks = desk.page.get_by_role("group", name="Two events of one key have the same number.")
    expect(forks.get_by_role("checkbox")).to_have_count(6)


def test_a_file_can_be_dropped(context: BrowserContext, signed: Signed) -> None:
    desk = Desk(context, signed.host, "attest", "2026-12-21T17:00:00+00:00")
    dropped = """(section, text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "record.json"));
      section.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    desk.page.locator(".im-sign__files").evaluate(dropped, json.dumps(began(signed)))
    desk.page.locator(".im-sign__key").evaluate(dropped.replace("record.json", "keycard-ab.json"), "{}")
    expect(desk.page.locator(".im-sign__files")).to_contain_text("TT: not open, from 7 December 2026, release 1.0.0.")
    expect(desk.page.locator(".im-sign__key .im-fault")).to_contain_text("the file is no key card")
