"""`make pictures`: the pages of sign-off at the moments that docs/sign-off.md tells of, written to docs/pictures.

The starter's client is released with keys that are made for it, and three invented people sign a rotation in Chromium.
The keys are new each time, and with them the fingerprints and digests in the pictures.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browsing import launched, opened
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from signed_client import ENDS, Signed, began, opened_by_lead, seen_by_mentor, serving
from signed_rotation import PASSPHRASE, VERSION, Trainee
from signed_story import attested_again, first_gate, last_items
from signing_desk import Desk

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WIDE, MOST_BYTES = 900, 80_000
"""Pixels across at most, and bytes of one file."""
WINDOW = {"width": 820, "height": 900}
MARGIN = 14
EVIDENCE = (
    ("shift", "2026-12-15", "A shift beside my mentor", "early"),
    ("work", "2026-12-18", "Twenty posts, sorted with reasons", None),
)
"""Kind, day, title and shift of what the trainee has shown."""
PLACE = """part => {
  const { left: x, top, right, bottom } = part.getBoundingClientRect();
  return { x, y: top + scrollY, right, bottom: bottom + scrollY };
}"""
"""Where a part stands on the whole page."""
HIDE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".md-header, .md-tabs, .md-top, .headerlink { display: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

Record = dict[str, Any]


class Camera:
    """Takes pictures of parts of a page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, name: str, *parts: Locator, most: int = 900) -> None:
        """One picture of parts that stand below each other, `most` pixels high at most."""
        page = parts[0].page
        boxes: list[dict[str, float]] = [part.evaluate(PLACE) for part in parts]
        left, top = min(box["x"] for box in boxes) - MARGIN, min(box["y"] for box in boxes) - MARGIN
        right, bottom = (max(box[end] for box in boxes) + MARGIN for end in ("right", "bottom"))
        left = max(left, 0)
        clip = {"x": left, "y": top, "width": min(right, WINDOW["width"]) - left, "height": min(bottom - top, most)}
        content = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
        assert len(content) <= MOST_BYTES and clip["width"] <= WIDE, (name, len(content), clip)
        (self.folder / name).write_bytes(content)
        print(f"{name}: {round(clip['width'])} x {round(clip['height'])}, {len(content)} bytes")


@contextmanager
def at_desk(
    context: BrowserContext, signed: Signed, page: str, moment: str, record: Record, who: str
) -> Iterator[Desk]:
    """Somebody who has opened a record and their key on a page of sign-off; what floats above it is hidden."""
    desk = Desk(context, signed.host, page, moment).open(record).unlock(signed.cards, who)
    hide_floating(desk.page)
    yield desk
    desk.close()


def hide_floating(page: Page) -> None:
    """A header that stays on the screen would lie over a tall picture."""
    page.evaluate(HIDE)


def key_made(camera: Camera, context: BrowserContext, signed: Signed) -> None:
    """The key is made; its two files and its fingerprint."""
    page = opened(context, f"{signed.host}mentor/{VERSION}/sign/enrol/")
    hide_floating(page)
    page.get_by_label("Initials").fill("AE")
    page.get_by_label("Name").fill("Ada Example")
    page.get_by_label("Role").select_option("mentor")
    for label in ("Passphrase", "The passphrase once more"):
        page.get_by_label(label, exact=True).fill(PASSPHRASE)
    camera.take("make-your-key.png", page.locator("#enrol > *").first)
    page.get_by_role("button", name="Make my key").click()
    expect(page.get_by_role("heading", name="Your key is made")).to_be_visible()
    camera.take("your-key-is-made.png", page.locator("#enrol > *").first)
    with page.expect_download():
        page.get_by_role("button", name="Save my key card").click()
    page.close()


def short_record(signed: Signed) -> Record:
    """The record of a trainee with little evidence, so that the form is short."""
    trainee = Trainee()
    trainee.start("2026-12-07", signed.published().books[VERSION]["digest"])
    for kind, day, title, shift in EVIDENCE:
        trainee.piece("FST-1", kind, day, title, shift)
    return trainee.record


def attested(camera: Camera, context: BrowserContext, signed: Signed, record: Record) -> None:
    """A mentor opens record and key, fills in an item, reads what will be signed, and saves."""
    with at_desk(context, signed, "attest", "2026-12-21T17:00:00+00:00", record, "mentor") as desk:
        page = desk.page
        camera.take("record-and-key.png", page.locator(".im-sign__files"), page.locator(".im-sign__key"))
        desk.met("FST-1", "2", "Sorted eighteen of twenty as I did.", EVIDENCE[0][2])
        camera.take("attest-an-item.png", desk.line("FST-1"))
        camera.take("what-you-will-sign.png", desk.look(desk.attesting), most=620)
        desk.sign()
        camera.take("save-record-and-outbox.png", page.locator(".im-sign__save"))


def graduated(camera: Camera, context: BrowserContext, signed: Signed, record: Record) -> None:
    """A director reads item by item what was signed, and looks at the graduation before it is signed."""
    with at_desk(context, signed, "endorse", f"{ENDS}T10:00:00+00:00", record, "lead") as desk:
        form = desk.page.get_by_role("form", name="Endorsement")
        form.get_by_label("Statement").fill("Looked at as a whole.")
        desk.look(form)
        record = desk.sign()
    with at_desk(context, signed, "graduate", f"{ENDS}T11:00:00+00:00", record, "director") as desk:
        standing = desk.page.locator(".im-sign__standing")
        standing.locator("summary").first.click()
        camera.take("item-by-item.png", standing, most=520)
        form = desk.page.get_by_role("form", name="Graduation")
        form.get_by_label("Statement").fill("Ready.")
        camera.take("graduation-to-sign.png", desk.look(form), most=500)


def waiting(camera: Camera, context: BrowserContext, signed: Signed, record: Record) -> None:
    """What waits for the director in the middle of a rotation."""
    with at_desk(context, signed, "graduate", "2027-01-12T09:00:00+00:00", record, "director") as desk:
        camera.take("waits-for-you.png", desk.page.locator(".im-sign__waiting"))


def write_pictures(browser: Browser, folder: Path, to: Path) -> None:
    """All pictures, in the order in which the document tells of them."""
    camera = Camera(to)
    with serving(folder) as signed:
        context = browser.new_context(viewport=WINDOW, locale="en-GB", reduced_motion="reduce")  # type: ignore[arg-type]
        key_made(camera, context, signed)
        attested(camera, context, signed, opened_by_lead(context, signed, short_record(signed)))
        record = opened_by_lead(context, signed, began(signed))
        record = seen_by_mentor(context, signed, record)
        waiting(camera, context, signed, record)
        parts: tuple[Callable[[BrowserContext, Signed, Record], Record], ...] = (attested_again, first_gate, last_items)
        for part in parts:
            record = part(context, signed, record)
        graduated(camera, context, signed, record)
        context.close()


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as own, launched() as chromium:
        write_pictures(chromium, Path(own), PICTURES)
