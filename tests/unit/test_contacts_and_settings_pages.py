"""What the pages of contacts and of settings say."""

from __future__ import annotations

from pathlib import Path

from composed import client, edited, made
from immerse.output.html_page import read_page
from rendered_pages import PLAYBOOK, pages


def shown_words(page: str) -> str:
    """The texts of a page in one line."""
    return " ".join(" ".join(read_page(page).texts).split())


def test_the_contacts_say_who_is_on_call_where_both_are_known() -> None:
    def contacts(changes: str = "", *without: str) -> str:
        return shown_words(pages(made(client(changes, without)))["reference/contacts.md"])

    called = "duty lead. No “I have it” within 15 minutes: the legal counsel."
    assert f"While no desk is open, a P1 goes to the {called}" in contacts()
    always = "centre: {desks: [{id: night, title: Night, timezone: Europe/London, always: true, languages: [en-GB]}]}"
    assert f"takes every P1. On call behind it: the {called}" in contacts(always)
    for nobody in ("{enabled: true, ack_min: 15}", "{enabled: true, ack_min: 15, primary: duty-lead}"):
        words = contacts(f"centre: {{on_call: {nobody}}}", "centre.on_call")
        assert "on call" not in words and "duty lead" in words.lower()


def test_what_a_client_without_a_listed_share_does_not_need_is_not_called_unset(tmp_path: Path) -> None:
    linked = edited("text: Read it twice.", 'text: "[Market](setting:legal.market_disclosure)"', tmp_path, PLAYBOOK)

    def settings(ownership: str) -> str:
        made_pages = pages(made(client(f"client: {{ownership: {ownership}}}"), of=linked))
        return shown_words(made_pages["reference/policy/index.md"] + made_pages["reference/policy/legal.md"])

    private, listed = settings("private"), settings("listed")
    assert "not needed, as there is no listed share" in private and "Not needed: Northwind" in private
    assert "ot needed" not in listed and "Not set." in listed
