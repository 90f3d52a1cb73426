"""`records to-xlsx`: a record as a workbook to fill in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from immerse.cli.options import on_option
from immerse.cli.output_files import write_file
from immerse.cli.record_files import book_of, book_options, read_record, release_of

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
