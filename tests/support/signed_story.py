"""A rotation signed by three people on the pages, part by part, from its first attestation to the placement."""

from __future__ import annotations

from typing import Any

from axe import faults_of
from playwright.sync_api import BrowserContext, expect
from signed_client import ENDS, Signed
from signing_desk import Desk


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
    assert faults_of(desk.page, "main") == []
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
