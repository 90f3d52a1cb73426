"""A page of sign-off in a real browser: files opened, a form filled in, signed, and the record saved."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from browsing import opened
from playwright.sync_api import BrowserContext, Locator, Page, expect
from signed_rotation import PASSPHRASE, VERSION, Cards


class Desk:
    """Somebody at a page of sign-off, at a moment unless the clock is somebody else's."""

    def __init__(self, context: BrowserContext, host: str, page: str, moment: str = "", version: str = VERSION) -> None:
        if moment:
            context.clock.set_fixed_time(datetime.fromisoformat(moment))
        self.page: Page = opened(context, f"{host}mentor/{version}/sign/{page}/")

    def open(self, *records: dict[str, Any], name: str = "record.json") -> Desk:
        """Choose files of records."""
        files = [{"name": name, "mimeType": "application/json", "buffer": json.dumps(one).encode()} for one in records]
        self.page.get_by_label("Record of a trainee, or your outbox").set_input_files(files)  # type: ignore[arg-type]
        expect(self.page.get_by_role("button", name="Close the record")).to_be_visible()
        return self

    def unlock(self, cards: Cards, who: str) -> Desk:
        """Open somebody's key card."""
        self.page.get_by_label("Your key card").set_input_files([cards.file(who)])  # type: ignore[list-item]
        self.page.get_by_label("Passphrase").fill(PASSPHRASE)
        self.page.get_by_label("Passphrase").press("Enter")
        expect(self.page.get_by_role("button", name="Close the key")).to_be_visible()
        return self

    def look(self, form: Locator) -> Locator:
        """Send a form; the part that says what will be signed."""
        form.get_by_role("button", name="Show what I will sign").click()
        shown = self.page.locator(".im-sign__confirm")
        expect(shown).to_be_visible()
        return shown

    def refused(self, form: Locator) -> str:
        """Send a form that is refused; why."""
        form.get_by_role("button", name="Show what I will sign").click()
        fault = self.page.locator(".im-sign__faults .im-fault")
        expect(fault).to_be_visible()
        expect(self.page.locator(".im-sign__confirm")).to_have_count(0)
        return fault.inner_text()

    def sign(self) -> dict[str, Any]:
        """Sign what is shown, and save the record."""
        self.page.locator(".im-sign__confirm").get_by_role("button", name="Sign ").click()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Save the record").click()
        record: dict[str, Any] = json.loads(download.value.path().read_bytes())
        return record

    def outbox(self) -> tuple[str, dict[str, Any]]:
        """Save the outbox: its name and what is in it."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Save my outbox").click()
        return download.value.suggested_filename, json.loads(download.value.path().read_bytes())

    @property
    def attesting(self) -> Locator:
        """The form of an evaluation record."""
        return self.page.locator("form.im-sign__attest")

    def line(self, item: str) -> Locator:
        """The part of an item in the form, added where it is not there yet."""
        line = self.page.locator(f"fieldset[data-item={item}]")
        if line.count() == 0:
            self.page.get_by_label("Item", exact=True).first.select_option(item)
            self.page.get_by_role("button", name="Add this item").click()
        return line

    def met(self, item: str, level: str, sentence: str, *pieces: str) -> None:
        """Fill in that an item is met."""
        line = self.line(item)
        if level:
            line.get_by_label("Level", exact=True).select_option(level)
        for piece in pieces:
            line.get_by_label(piece).check()
        line.get_by_label("What you saw").fill(sentence)

    def not_yet(self, item: str, sentence: str, following: str) -> None:
        """Fill in that an item is not met yet."""
        line = self.line(item)
        line.get_by_label("Not yet").check()
        line.get_by_label("What you saw").fill(sentence)
        line.get_by_label("Next step").fill(following)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until something has the focus."""
        for _ in range(60):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {target} by Tab")

    def close(self) -> None:
        """Leave the page; the next desk takes it."""
        self.page.goto("about:blank")
