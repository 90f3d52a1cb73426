"""How long the checklist page takes with 400 items and 5,000 entries, against an empty page; part of `make bench`.

The page is northgate's, with its items repeated, in the page and in the book. Both pages are opened in one browser, in
turns. Each figure is processor time of the thread of a page without style and layout: scripts, and reading the page.
Opening ends when the checklist is shown; a claim is measured from the click until it is kept.
"""

from __future__ import annotations

import json
import re
import statistics
from pathlib import Path
from typing import Any

from browsing import TRAINEE, launched, opened, served
from immerse.records import Record, parse
from own_checklist import PROGRESS, all_kept, open_file, start
from playwright.sync_api import BrowserContext, CDPSession
from scripted_year import ScriptedYear

ITEMS, ENTRIES, ROUNDS = 400, 5000, 9
KEPT = """press => new Promise(done => {
  const isKept = () => document.querySelector(".im-tools__count")?.dataset.waiting === "0";
  const look = () => isKept() && (observer.disconnect(), done());
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-waiting"] });
  press ? document.querySelector(press).click() : look();
})"""
"""Presses a button, and waits until everything is kept."""
NO_SCRIPT = ("Layout", "RecalcStyle", "DevToolsCommand")
CLAIM = '[data-item-id="LIS-1"] .im-item__state button'
ITEM = re.compile(
    r'<li class="im-item[^>]*data-item-id="([A-Z]+-\d+)".*?(?=<li class="im-item|</ul>\s*</section>)', re.S
)


class Large:
    """The book and the page with so many items, and a record with so many entries."""

    def __init__(self, site: Path) -> None:
        book = json.loads((site / "downloads" / "checklist.json").read_bytes())
        page = (site / PROGRESS / "index.html").read_text("utf-8")
        known = {item["id"]: item for item in book["items"]}
        rows = [(found[1], found[0]) for found in ITEM.finditer(page)]
        end = max(found.end() for found in ITEM.finditer(page))
        copies, items = [], list(book["items"])
        for number in range(ITEMS - len(rows)):
            id, row = rows[number % len(rows)]
            other = f"{id.split('-')[0]}-{100 + number}"
            copies.append(row.replace(id, other).replace(id.lower(), other.lower()))
            items.append(known[id] | {"id": other})
        self.page = page[:end] + "".join(copies) + page[end:]
        self.book = book | {"items": items}
        self.record = self._record()

    def _record(self) -> Record:
        """So many entries of several years in one."""
        first, *others = [ScriptedYear(self.book["client"], self.book, seed).record for seed in range(1, 7)]
        entries = [entry for one in (first, *others) for entry in one["entries"]][:ENTRIES]
        texts = {digest: text for one in (first, *others) for digest, text in one["texts"].items()}
        assert len(entries) == ENTRIES
        return parse(json.dumps(first | {"entries": entries, "texts": texts}))

    def shown(self, context: BrowserContext) -> None:
        """Let a browser get this page and this book."""
        context.route(f"**/{PROGRESS}", lambda route: route.fulfill(body=self.page, content_type="text/html"))
        context.route("**/checklist.json", lambda route: route.fulfill(json=self.book))


class Measured:
    """A checklist in a browser of its own, and how long things took, in milliseconds."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page, self._context, self._address = opened(context, address), context, address
        self.opening: list[float] = []
        self.claim: list[float] = []

    def round(self) -> None:
        """Open the page anew, and claim an item or take its claim back."""
        self.page.close()
        self.page = self._context.new_page()
        devtools = self._context.new_cdp_session(self.page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.page.goto(self._address)
        self.page.evaluate(KEPT, "")
        opened = script_time(devtools)
        self.opening.append(opened)
        self.page.evaluate(KEPT, CLAIM)
        self.claim.append(script_time(devtools) - opened)


def script_time(devtools: CDPSession) -> float:
    """Milliseconds of processor time that the thread of a page took so far, without style and layout."""
    found = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return float(1000 * (found["TaskDuration"] - sum(found[f"{name}Duration"] for name in NO_SCRIPT)))


def measured(site: Path) -> dict[str, tuple[float, float]]:
    """What was measured -> milliseconds with so much in it, and of an empty page; medians."""
    large = Large(site)
    with served(site.parents[1]) as host, launched() as browser:
        address = host + TRAINEE + PROGRESS
        full, empty = browser.new_context(), browser.new_context()
        large.shown(full)
        pages = Measured(full, address), Measured(empty, address)
        open_file(pages[0].page, large.record)
        pages[0].page.get_by_role("button", name="Take it over").click()
        all_kept(pages[0].page)
        start(pages[1].page)
        for _ in range(ROUNDS):
            for page in pages:
                page.round()
        medians: Any = [[statistics.median(times) for times in (page.opening, page.claim)] for page in pages]
        for context in (full, empty):
            context.close()
    return {name: (medians[0][at], medians[1][at]) for at, name in enumerate(("opening", "claim"))}


WORDS = {
    "opening": ("opening, until the checklist is shown", 300.0),
    "claim": ("a claim, until it is kept", 1000 / 60),
}
"""What was measured -> its words, and how much more than an empty checklist it may take."""


def chapter(site: Path) -> list[str]:
    """Lines for docs/benchmarks.md."""
    lines = ["| measured | milliseconds | empty checklist | more | may be |", "|---|---:|---:|---:|---:|"]
    for name, (one, other) in measured(site).items():
        words, most = WORDS[name]
        lines.append(f"| {words} | {one:.0f} | {other:.0f} | {one - other:.0f} | {most:.0f} |")
    return [
        "## The checklist page",
        "",
        f"{ITEMS} items and {ENTRIES:,} entries in Chromium, in turns with a checklist that contains only its start",
        f"entry: milliseconds of processor time of the page's thread without style and layout, medians of {ROUNDS}.",
        "",
        *lines,
    ]
