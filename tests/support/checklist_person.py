"""A person at the checklist page: does in a real browser with a profile on the disk what a list of steps says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from browsing import FLAGS, opened
from chromium import find_chromium
from own_checklist import PROGRESS, ROWS, all_kept, claim, item, open_file, saved_file, start
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

CLIENT = "northgate"
NOW = "2026-12-03T09:00:00"
HEARD = f"async count => (await ({ROWS})('entries')).length === count"


class Person:
    """Two tabs of one browser; one of them is used."""

    def __init__(
        self, browser: Browser, profile: Path, site: str, lessons: Mapping[str, str], watch: Callable[[str], None]
    ) -> None:
        """Args:
        lessons: page of the record -> its address below the site.
        watch: is told the address of each request.
        """
        self._browser, self._profile, self._site, self._lessons, self._watch = browser, profile, site, lessons, watch
        self.files: list[dict[str, Any]] = []
        self.context = self._launched()
        self.tabs = [opened(self.context, site + PROGRESS) for _ in range(2)]
        self.now = 0

    def _launched(self) -> BrowserContext:
        context = self._browser.browser_type.launch_persistent_context(
            self._profile,
            executable_path=find_chromium(),
            args=[*FLAGS],
            viewport={"width": 1280, "height": 900},
        )
        context.clock.set_fixed_time(NOW)
        context.on("request", lambda request: self._watch(request.url))
        return context

    @property
    def page(self) -> Page:
        """The tab that is used."""
        return self.tabs[self.now]

    def take(self, step: Mapping[str, Any]) -> None:
        """Do one step, and wait until both tabs know of it."""
        getattr(self, f"_{step['do']}")(step)
        self._settled()

    def close(self) -> None:
        """Close the browser."""
        self.context.close()

    def _settled(self) -> None:
        all_kept(self.page)
        told = self.page.locator(".im-tools__count").inner_text()
        expect(self.tabs[1 - self.now].locator(".im-tools__count")).to_have_text(told)

    def _open_anew(self) -> None:
        for page in self.tabs:
            page.goto(self._site + PROGRESS)

    def _start(self, step: Mapping[str, Any]) -> None:
        start(self.page, step["name"], step["day"])
        self.tabs[1 - self.now].reload()

    def _claim(self, step: Mapping[str, Any]) -> None:
        claim(self.page, step["item"])

    def _unclaim(self, step: Mapping[str, Any]) -> None:
        item(self.page, step["item"]).get_by_role("button", name=f"Take back the claim of {step['item']}").click()
        expect(item(self.page, step["item"]).locator(".im-state")).to_have_text("open")

    def _own(self, id: str) -> Locator:
        """What is one's own about an item, opened."""
        own = item(self.page, id).locator("details.im-mine")
        if own.get_attribute("open") is None:
            own.locator("summary").click()
        return own

    def _evidence(self, step: Mapping[str, Any]) -> None:
        first, *others = step["items"]
        own = self._own(first)
        own.get_by_role("button", name=f"Add evidence for {first}").click()
        for label, other in zip(("Also for", "And for"), others, strict=False):
            own.get_by_label(label, exact=True).select_option(other)
        self._fill(own, step)

    def _fill(self, own: Locator, step: Mapping[str, Any]) -> None:
        own.get_by_label("Kind").select_option(step["kind"])
        own.get_by_label("Title").fill(step["title"])
        own.get_by_label("Day", exact=True).fill(step["day"])
        own.get_by_label("Shift", exact=True).fill(step["shift"])
        own.get_by_label("Real or simulated").select_option("yes" if step["simulated"] else "no")
        own.get_by_role("button", name="Keep this evidence").click()
        expect(own.locator("li strong", has_text=exactly(step["title"]))).to_be_visible()

    def _piece(self, step: Mapping[str, Any], action: str) -> Locator:
        own = self._own(step["before"]["items"][0])
        own.get_by_role("button", name=f"{action}: {step['before']['title']}", exact=True).click()
        return own

    def _replace(self, step: Mapping[str, Any]) -> None:
        self._fill(self._piece(step, "Change"), step)

    def _remove(self, step: Mapping[str, Any]) -> None:
        own = self._piece(step, "Take it back")
        expect(own.locator("li strong", has_text=exactly(step["before"]["title"]))).to_have_count(0)

    def _words(self, step: Mapping[str, Any]) -> None:
        own = self._piece(step, "Erase its words")
        expect(own.locator("li strong", has_text=exactly(step["before"]["title"]))).to_have_count(0)

    def _note(self, step: Mapping[str, Any]) -> None:
        own = self._own(step["item"])
        own.get_by_label(f"Note to your mentor about {step['item']}").last.fill(step["text"])
        before = self._count()
        own.get_by_role("button", name="Keep the note").click()
        self.page.wait_for_function(HEARD, arg=before + 1)

    def _count(self) -> int:
        found: int = self.page.evaluate(f"async () => (await ({ROWS})('entries')).length")
        return found

    def _read(self, step: Mapping[str, Any]) -> None:
        before = self._count()
        self.page.goto(self._site + self._lessons[step["page"]])
        self.page.get_by_role("button", name="I have read this").click()
        self.page.wait_for_function(HEARD, arg=before + 1)
        self.page.goto(self._site + PROGRESS)

    def _task(self, step: Mapping[str, Any]) -> None:
        line = self.page.locator(f".im-own-tasks [data-task-id='{step['task']}']")
        line.get_by_role("button", name="Done" if step["done"] else "Not done yet").click()
        expect(line.locator(".im-state")).to_have_text("done" if step["done"] else "open")

    def _plan(self, step: Mapping[str, Any]) -> None:
        box = self.page.locator(".im-today details")
        if box.get_attribute("open") is None:
            box.locator("summary").click()
        before = self._count()
        box.get_by_label("Move a gate").last.select_option(step["gate"])
        if step["day"]:
            box.get_by_label("To", exact=True).fill(step["day"])
        box.get_by_role("button", name="Move" if step["day"] else "Back to the computed day", exact=True).click()
        self.page.wait_for_function(HEARD, arg=before + 1)

    def _tab(self, _: Mapping[str, Any]) -> None:
        self.now = 1 - self.now

    def _reload(self, _: Mapping[str, Any]) -> None:
        self._open_anew()

    def _restart(self, _: Mapping[str, Any]) -> None:
        self.context.close()
        self.context = self._launched()
        self.tabs = [opened(self.context, self._site + PROGRESS) for _ in range(2)]

    def _save(self, _: Mapping[str, Any]) -> None:
        self.files.append(saved_file(self.page, CLIENT))

    def _open(self, step: Mapping[str, Any]) -> None:
        open_file(self.page, self.files[step["file"]])
        expect(self.page.locator(".im-offer")).to_contain_text("0 of them are not here yet")
        self.page.get_by_role("button", name="Leave it").click()

    def _wipe(self, step: Mapping[str, Any]) -> None:
        self.page.get_by_text("Calendar, another person, erase").click()
        self.page.get_by_role("button", name="Erase from this device").click()
        self.page.get_by_role("button", name="Erase it", exact=True).click()
        self.page.get_by_role("button", name="Start my checklist").wait_for()
        assert self.page.evaluate(ROWS, "entries") == []
        open_file(self.page, self.files[step["file"]])
        self.page.get_by_role("button", name="Take it over").click()
        all_kept(self.page)
        self._open_anew()

    def unsaved(self) -> int:
        """How many changes the page counts since a file was saved."""
        found = re.search(r"(\d+) changes? since", self.page.locator(".im-tools__count").inner_text())
        return int(found[1]) if found else 0

    def shown(self, page: Page) -> dict[str, Any]:
        """What a tab shows of claims, notes and pieces."""
        rows = page.locator(".im-item[data-item-id]", has=page.locator("details.im-mine"))
        told = rows.evaluate_all(SHOWN)
        return {name: sorted(value for one in told for value in one[name]) for name in ("claims", "notes", "pieces")}


SHOWN = """rows => rows.map(row => {
  const own = row.querySelector("details.im-mine");
  own.open = true;
  own.dispatchEvent(new Event("toggle"));
  const id = row.dataset.itemId;
  return {
    claims: row.querySelector(".im-state").textContent === "claimed" ? [id] : [],
    notes: own.querySelector("summary").textContent.includes("note to your mentor") ? [id] : [],
    pieces: [...own.querySelectorAll(".im-pieces strong")].map(title => `${id}: ${title.textContent}`),
  };
})"""


def exactly(words: str) -> re.Pattern[str]:
    """These words and no others."""
    return re.compile(f"^{re.escape(words)}$")
