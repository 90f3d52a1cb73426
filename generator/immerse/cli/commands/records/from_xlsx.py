"""`records from-xlsx`: what was filled in in a workbook, as changes of the record."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import as_json, format_option
from immerse.cli.output_files import not_written
from immerse.cli.record_files import read_record

if TYPE_CHECKING:
    from immerse.record_sheets import FilledIn, FilledRow


_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("from-xlsx", short_help="Take over what was filled in in a workbook.")
@click.argument("workbook", metavar="FILE.xlsx", type=_FILE)
@click.option("--into", type=_FILE, required=True, metavar="FILE", help="The record that it was written from.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@format_option("json")
def from_xlsx(workbook: Path, into: Path, yes: bool, form: str) -> None:
    """Take over what was filled in in a workbook that to-xlsx wrote.

    Every cell is read first. What cannot be read, and a cell that was changed here and in the record since, are named
    with sheet and cell, and nothing is written. Else it shows what changes and asks; --yes answers that. Each change is
    a new entry of the record.

    Exits 1 where a cell is wrong, or where there is something to write and nobody said yes.
    """
    from immerse.output.writing import write_whole
    from immerse.record_sheets import read_workbook, take_over
    from immerse.records import serialise

    record = read_record(into)
    filled = read_workbook(workbook, record)
    if form == "text":
        for line in _lines(workbook, filled):
            click.echo(line)
    click.echo(_summary(filled), err=True)
    writes = bool(filled.taken) and not filled.conflicts
    if writes and not yes:
        writes = form == "text" and sys.stdin.isatty() and click.confirm("Write this?", err=True)
    if writes:
        whole = take_over(record, filled, lambda: datetime.now(UTC), secrets.token_bytes)
        try:
            write_whole(into, serialise(whole))
        except OSError as error:
            raise not_written(error, into) from error
    if form == "json":
        click.echo(as_json("immerse.records-from-xlsx/1", _told(filled, written=writes)))
    if not writes and (filled.taken or filled.conflicts):
        click.echo("nothing was written" + ("" if filled.conflicts else "; --yes writes it"), err=True)
        sys.exit(1)


def _changes(taken: FilledRow) -> Iterator[tuple[str, str, str, str]]:
    """Cell, what it is of, what the record says, what it is to say."""
    heads = {column: head for column, head, _ in taken.sheet.filled}
    for column, old in taken.old.items():
        name = taken.id if taken.sheet.shown else "evidence" if taken.id else "new evidence"
        what = f"{name}, {heads[column].lower()}"
        yield taken.cell(column), what, old, taken.values[column]


def _lines(workbook: Path, filled: FilledIn) -> Iterator[str]:
    for taken in filled.taken:
        for cell, what, old, new in _changes(taken):
            yield f"{what}: {_shown(old)} -> {_shown(new)}  (sheet {taken.sheet.name}, cell {cell})"
    for conflict in filled.conflicts:
        yield f"{workbook}: {conflict}"


def _shown(text: str) -> str:
    return " | ".join(text.splitlines()) or "nothing"


def _summary(filled: FilledIn) -> str:
    if filled.conflicts:
        count = len(filled.conflicts)
        return f"{count} {'cell' if count == 1 else 'cells'} cannot be taken over"
    changed = sum(len(taken.old) for taken in filled.taken)
    return f"{changed} {'cell changes' if changed == 1 else 'cells change'} the record" if changed else "nothing new"


def _told(filled: FilledIn, *, written: bool) -> dict[str, Any]:
    changes = [
        {"sheet": taken.sheet.name, "cell": cell, "of": what, "old": old, "new": new}
        for taken in filled.taken
        for cell, what, old, new in _changes(taken)
    ]
    conflicts = [
        {"sheet": one.sheet, "cell": one.cell, "message": one.message, "hint": one.hint} for one in filled.conflicts
    ]
    return {"written": written, "changes": changes, "conflicts": conflicts}
