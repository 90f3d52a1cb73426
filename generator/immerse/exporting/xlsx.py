"""The checklist as a workbook: one row an item, with columns to fill in."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from immerse.exporting.names import Names
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
    buffer = io.BytesIO()
    # Content is data: a text that begins with = must never become a formula, nor an address a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    effective = datetime.fromisoformat(edition.book.effective)
    title = f"{edition.book.client_name}: checklist"
    book.set_properties({"title": title, "created": effective, "comments": "Made by immerse"})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8ECF0"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        "fill": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFFBE6", "border": 1}),
        "bold": book.add_format({"bold": True, "font_size": 14}),
    }
    names = Names(edition)
    items = edition.book.items
    progress = [_progress_row(item, names) for item in items if item.kind == "competency"]
    graduation = [_graduation_row(item, names) for item in items if item.kind == "graduation"]
    _sheet(book, formats, "Progress", title, PROGRESS_COLUMNS, progress)
    _sheet(book, formats, "Graduation", title, GRADUATION_COLUMNS, graduation)
    _about(book, formats, edition)
    book.close()
    return buffer.getvalue()


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


def _sheet(
    book: Any,
    formats: dict[str, Any],
    name: str,
    title: str,
    columns: tuple[tuple[str, int], ...],
    rows: list[tuple[str, ...]],
) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, f"{title}, {name.lower()}", formats["bold"])
    for column, (head, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, formats["head"])
    for line, row in enumerate(rows, start=3):
        for column in range(len(columns)):
            if column < len(row):
                sheet.write_string(line, column, row[column], formats["cell"])
            else:
                sheet.write_blank(line, column, None, formats["fill"])
    sheet.freeze_panes(3, 1)
    if rows:
        sheet.autofilter(2, 0, 2 + len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _about(book: Any, formats: dict[str, Any], edition: Edition) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 80)
    facts = (
        ("Client", edition.book.client_name),
        ("Core version", edition.book.core_version),
        ("Policy version", edition.book.policy_version),
        ("Effective", edition.book.effective),
        ("Rotation", f"{edition.book.weeks} weeks"),
        ("Digest of the book", edition.book.digest),
        ("How to use it", "Yellow cells are yours to fill in. A claim is a note to yourself; an attestation counts."),
    )
    for line, (name, value) in enumerate(facts):
        sheet.write_string(line, 0, name, formats["head"])
        sheet.write_string(line, 1, value, formats["cell"])
