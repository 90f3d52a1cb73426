"""`records ics`: writes a rotation's days as a calendar."""

from datetime import date
from pathlib import Path

import click

from immerse.cli.options import on_option, out_option
from immerse.cli.output_files import write_file
from immerse.cli.record_files import book_of, book_options, file_argument, read_record
from immerse.problems import ImmerseError


@click.command(short_help="Write a rotation's days as a calendar.")
@file_argument
@out_option("File to write, outside of workspaces and sites; - for stdout.")
@book_options
@on_option
def ics(file: Path, out: Path, book_file: Path | None, client: str | None, on: date) -> None:
    """Write gates, floors and the trainee's own tasks as a calendar of whole days, by the book that is named.

    Entries keep their ids, so a calendar program that imports a newer file moves the entries that it has.
    """
    from immerse.records.calendars import calendar

    record = read_record(file)
    book = book_of(record, book_file, client, on)
    if book is None:
        raise click.UsageError("days are computed by a book: name one with --book, or a client with --client")
    content = calendar(record, book)
    if not content:
        raise ImmerseError(f"{file}: nobody has started this rotation, so it has no days yet")
    write_file(out, content, of_people=True)
