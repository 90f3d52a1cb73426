"""A whole rotation signed in a real browser by three people with key cards; Python accepts what the pages made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Immerse
from playwright.sync_api import Browser, BrowserContext, expect
from signed_client import ENDS, Signed, began, faults, opened_by_lead, seen_by_mentor
from signed_rotation import PEOPLE, TRAINEE
from signing_desk import Desk
from site_fixtures import STARTER_CLIENT

pytestmark = pytest.mark.browser


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
    expect(desk.page.locator("[data-gate=G1]")).to_contain_text("below level 2: FST-2 Shows who speaks")
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
    desk = Desk(context, signed.host, "attest", f"{ENDS}T08:00:00+00:00").open(record).unlock(signed.cards, "mentor")
    for item in ("FST-1", "FST-2"):
        desk.met(item, "4", f"{item} alone for three weeks.", *(f"{item} piece {number}" for number in range(1, 5)))
    desk.line("FST-2").get_by_label("FST-2 piece 0").check()
    desk.line("FST-1").get_by_label("FST-1 piece 0").check()
    desk.look(desk.attesting)
    record = desk.sign()
    desk.close()
    desk = Desk(context, signed.host, "graduate", f"{ENDS}T09:00:00+00:00").open(record)
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
    assert faults(desk) == []
    desk.close()
    return record


def ended(context: BrowserContext, signed: Signed, record: dict[str, Any]) -> dict[str, Any]:
    """Endorsed by the lead, graduated by the director, placed."""
    desk = Desk(context, signed.host, "endorse", f"{ENDS}T10:00:00+00:00").open(record).unlock(signed.cards, "lead")
    form = desk.page.get_by_role("form", name="Endorsement")
    form.get_by_label("Statement").fill("Looked at as a whole.")
    desk.look(form)
    record = desk.sign()
    desk.close()
    desk = Desk(context, signed.host, "graduate", f"{ENDS}T11:00:00+00:00").open(record)
    desk.unlock(signed.cards, "director")
    desk.page.get_by_role("button", name="Sign the graduation").click()
    form = desk.page.get_by_role("form", name="Graduation")
    form.get_by_label("Statement").fill("Ready.")
    shown = desk.look(form)
    for words in ("The rotation is then: graduated", "Decision at a gate, G2 Graduate, pass: p-0e04 as Director"):
        expect(shown).to_contain_text(words)
    record = desk.sign()
    expect(desk.page.locator("section[aria-labelledby=sign-graduate]")).to_contain_text("The rotation is graduated.")
    desk.close()
    desk = Desk(context, signed.host, "manager", f"{ENDS}T11:30:00+00:00").open(record)
    desk.unlock(signed.cards, "director")
    desk.look(desk.page.get_by_role("form", name="Placement"))
    record = desk.sign()
    desk.close()
    return record


def test_a_whole_rotation_is_signed_and_python_accepts_exactly_what_the_pages_made(
    browser: Browser, signed: Signed, immerse: Immerse, tmp_path: Path
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
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record), "utf-8")
    done = immerse("-C", signed.root, "records", "verify", file, "--client", STARTER_CLIENT)
    assert (done.code, done.out + done.err) == (0, f"{len(types)} events count, 0 do not\n")
