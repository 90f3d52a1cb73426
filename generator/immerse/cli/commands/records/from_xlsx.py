"""`records from-xlsx`: takes a filled-in workbook over as changes of the record."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import FILE, format_option, on_option, report
from immerse.cli.output_files import changing
from immerse.cli.record_files import read_record

if TYPE_CHECKING:
    from immerse.record_sheets import FilledIn, FilledRow


@click.command("from-xlsx", short_help="Take over a workbook that was filled in.")
@click.argument("workbook", metavar="FILE.xlsx", type=FILE)
@click.option("--into", type=FILE, required=True, metavar="FILE", help="The record that it was written from.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@on_option
@format_option("json")
def from_xlsx(workbook: Path, into: Path, yes: bool, on: date, form: str) -> int:
    """Take over the cells that were filled in in a workbook that to-xlsx wrote.

    Every cell is read first. If one cannot be read, was changed in the record as well, or is not yellow and has words
    that would be lost, its sheet and cell are named and nothing is written. Otherwise it shows what changes and asks
    before it writes; --yes skips the question. Each change is a new entry of the record.

    Exits 1 if a cell is wrong, or if changes were not confirmed.
    """
    from immerse.output.writing import write_whole
    from immerse.record_sheets import read_workbook, take_over
    from immerse.records import serialise

    record = read_record(into)
    filled = read_workbook(workbook, record, on)
    for line in _lines(workbook, filled) if form == "text" else ():
        click.echo(line)
    click.echo(_summary(filled), err=True)
    writes = bool(filled.rows) and not filled.conflicts
    if writes and not yes:
        writes = form == "text" and sys.stdin.isatty() and click.confirm("Write this?", err=True)
    if writes:
        whole = take_over(record, filled, lambda: datetime.now(UTC), secrets.token_bytes)
        with changing(into):
            write_whole(into, serialise(whole))
        click.echo(f"written to {into}", err=True)
    report(form, {"schema": "immerse.records-from-xlsx/1", **_members(filled, written=writes)}, ())
    if writes or not (filled.rows or filled.conflicts):
        return 0
    click.echo("nothing was written" + ("" if filled.conflicts else "; --yes writes it"), err=True)
    return 1


def _changes(row: FilledRow) -> Iterator[tuple[str, str, str, str]]:
    """(cell, its subject, its value in the record, its new value) of each change."""
    heads = {column: head for column, head, _ in row.sheet.filled}
    for column, old in row.old.items():
        name = row.id if row.sheet.shown else "evidence" if row.id else "new evidence"
        subject = f"{name}, {heads[column].lower()}"
        yield row.cell(column), subject, old, row.values[column]


def _lines(workbook: Path, filled: FilledIn) -> Iterator[str]:
    for row in filled.rows:
        for cell, subject, old, new in _changes(row):
            yield f"{subject}: {_shown(old)} -> {_shown(new)}  (sheet {row.sheet.name}, cell {cell})"
    for conflict in filled.conflicts:
        yield f"{workbook}: {conflict}"


def _shown(text: str) -> str:
    return " | ".join(text.splitlines()) or "nothing"


def _summary(filled: FilledIn) -> str:
    if filled.conflicts:
        count = len(filled.conflicts)
        return f"{count} {'cell' if count == 1 else 'cells'} cannot be taken over"
    changed = sum(len(row.old) for row in filled.rows)
    return f"{changed} {'cell changes' if changed == 1 else 'cells change'} the record" if changed else "nothing new"


def _members(filled: FilledIn, *, written: bool) -> dict[str, Any]:
    changes = [
        {"sheet": row.sheet.name, "cell": cell, "of": subject, "old": old, "new": new}
        for row in filled.rows
        for cell, subject, old, new in _changes(row)
    ]
    return {"written": written, "changes": changes, "conflicts": [asdict(conflict) for conflict in filled.conflicts]}
