"""A whole rotation signed in a real browser by three people with key cards; Python accepts what the pages made, and a
record that is saved holds all that was signed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Immerse
from playwright.sync_api import BrowserContext, expect
from signed_client import Signed, began, opened_by_lead, seen_by_mentor
from signed_rotation import PEOPLE, TRAINEE
from signed_story import attested_again, ended, first_gate, last_items, too_early
from signing_desk import Desk
from site_fixtures import STARTER_CLIENT

pytestmark = pytest.mark.browser


def test_a_whole_rotation_is_signed_and_python_accepts_exactly_what_the_pages_made(
    dated: BrowserContext, signed: Signed, immerse: Immerse, tmp_path: Path
) -> None:
    record = began(signed)
    for part in (opened_by_lead, seen_by_mentor, too_early, attested_again, first_gate, last_items, ended):
        record = part(dated, signed, record)
    said = signed.said(record)
    assert (said["status"], said["refused"], said["graduation"]["gaps"]) == ("placed", [], [])
    assert {name: one["state"] for name, one in said["items"].items()} == dict.fromkeys(said["items"], "met")
    assert said["warnings"] == [], said["warnings"]
    types = [event["type"] for event in signed.trusted(record).events]
    assert types[:4] == ["open", "period", "attest", "attest"] and types[-3:] == ["endorse", "graduate", "placed"]
    assert (said["graduation"]["by"], said["opened"]["trainee"]) == (PEOPLE["director"][0], TRAINEE)
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record), "utf-8")
    done = immerse("-C", signed.root, "records", "verify", file, "--client", STARTER_CLIENT)
    assert (done.code, done.out + done.err) == (0, f"{len(types)} events count, 0 do not\n")


def test_no_record_is_saved_while_events_are_being_signed(dated: BrowserContext, signed: Signed) -> None:
    record = seen_by_mentor(dated, signed, opened_by_lead(dated, signed, began(signed)))
    desk = Desk(dated, signed.host, "attest", "2027-01-11T17:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    desk.met("FST-2", "2", "Forty of forty showed who speaks.", "FST-2 piece 0")
    expect(desk.page.get_by_role("button", name="Save the record")).to_be_visible()
    desk.look(desk.attesting)
    sign_and_look = """() => {
        document.querySelector(".im-sign__confirm button.im-button--first").click();
        return document.querySelector(".im-sign__save").checkVisibility();
    }"""
    assert desk.page.evaluate(sign_and_look) is False
    expect(desk.page.get_by_role("button", name="Save the record")).to_be_visible()
    desk.close()
