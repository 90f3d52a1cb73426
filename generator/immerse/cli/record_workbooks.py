"""`records to-xlsx` and `from-xlsx`: a record as a workbook to fill in, and back."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import as_json, format_option, not_written, on_option, write_file
from immerse.cli.record_files import book_of, book_options, read_record, release_of

if TYPE_CHECKING:
    from immerse.record_sheets import FilledIn, FilledRow

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("to-xlsx", short_help="Write a record as a workbook to fill in.")
@click.argument("file", metavar="FILE", type=_FILE)
@click.option("--out", type=_FILE, required=True, help="File to write; - for stdout.")
@book_options
@on_option
@click.pass_context
def to_xlsx(ctx: click.Context, file: Path, out: Path, book_file: Path | None, client: str | None, on: date) -> None:
    """Write a record as a workbook: claims and notes, evidence, own tasks, gates, with yellow cells to fill in.

    The items are those of the book that is named. from-xlsx takes over what was filled in.
    """
    from immerse.record_sheets import record_workbook

    record = read_record(file)
    book = book_of(ctx, record, book_file, client, on)
    if book is None:
        raise click.UsageError("items are those of a book: name one with --book, or a client with --client")
    write_file(out, record_workbook(record, book, release_of(ctx, book, client)))


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
