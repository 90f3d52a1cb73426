"""`records to-xlsx`: writes a record as a workbook to fill in."""

from datetime import date
from pathlib import Path

import click

from immerse.cli.options import on_option, out_option
from immerse.cli.output_files import write_file
from immerse.cli.record_files import book_of, book_options, file_argument, read_record, release_of


@click.command("to-xlsx", short_help="Write a record as a workbook to fill in.")
@file_argument
@out_option("File to write, outside of workspaces and sites; - for stdout.")
@book_options
@on_option
def to_xlsx(file: Path, out: Path, book_file: Path | None, client: str | None, on: date) -> None:
    """Write a record as a workbook: claims and notes, evidence, own tasks, gates, with yellow cells to fill in.

    The items are those of the book that is named. from-xlsx takes over the cells that were filled in.
    """
    from immerse.record_sheets import record_workbook

    record = read_record(file)
    book = book_of(record, book_file, client, on)
    if book is None:
        raise click.UsageError("items are those of a book: name one with --book, or a client with --client")
    write_file(out, record_workbook(record, book, release_of(book, client)), of_people=True)
