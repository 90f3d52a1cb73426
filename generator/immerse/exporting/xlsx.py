"""The checklist as a workbook: one row an item, with columns to fill in."""

from __future__ import annotations

from datetime import datetime

from immerse.exporting.names import Names
from immerse.exporting.sheets import Workbook
from immerse.model.book import Item
from immerse.model.edition import Edition

PROGRESS_COLUMNS = (
    ("Id", 9),
    ("Module", 18),
    ("Phase", 18),
    ("Gate", 22),
    ("Critical", 9),
    ("What the person does", 60),
    ("Measure", 60),
    ("Level at graduation", 18),
    ("Evidence", 34),
    ("Attested by", 34),
    ("Claimed on", 13),
    ("Level shown", 12),
    ("Attested on", 13),
    ("Attester", 22),
    ("Sentence observed", 44),
)
GRADUATION_COLUMNS = (
    ("Id", 9),
    ("Part", 18),
    ("What must be true", 70),
    ("Kind", 12),
    ("Signed by", 36),
    ("Met on", 13),
    ("Signature", 28),
    ("Note", 44),
)


def checklist_xlsx(edition: Edition) -> bytes:
    """The workbook of an edition: sheets Progress, Graduation, About. The same edition gives the same bytes."""
    title = f"{edition.book.client_name}: checklist"
    book = Workbook(title, datetime.fromisoformat(edition.book.effective))
    names = Names(edition)
    items = edition.book.items
    progress = [_progress_row(item, names) for item in items if item.kind == "competency"]
    graduation = [_graduation_row(item, names) for item in items if item.kind == "graduation"]
    book.sheet("Progress", PROGRESS_COLUMNS, progress)
    book.sheet("Graduation", GRADUATION_COLUMNS, graduation)
    book.facts("About", _about(edition))
    return book.finish()


def _progress_row(item: Item, names: Names) -> tuple[str, ...]:
    return (
        item.id,
        names.module(item.module),
        names.phase(item.phase),
        names.gate(item.gate),
        "critical" if item.critical else "",
        item.statement,
        item.criterion,
        names.level(item.level),
        names.evidence(item),
        names.attesters(item),
    )


def _graduation_row(item: Item, names: Names) -> tuple[str, ...]:
    kind = "computed" if not (item.attest_all or item.attest_any) else "attested"
    return (item.id, names.module(item.module), item.statement, kind, names.attesters(item))


def _about(edition: Edition) -> tuple[tuple[str, str], ...]:
    return (
        ("Client", edition.book.client_name),
        ("Core version", edition.book.core_version),
        ("Policy version", edition.book.policy_version),
        ("Effective", edition.book.effective),
        ("Rotation", f"{edition.book.weeks} weeks"),
        ("Digest of the book", edition.book.digest),
        ("How to use it", "Yellow cells are yours to fill in. A claim is a note to yourself; an attestation counts."),
    )
