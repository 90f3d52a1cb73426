"""`checklist`: a client's checklist as a file."""

from datetime import date
from pathlib import Path
from typing import Literal

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import draft_option, on_option, out_option, paper_option, view_option, views, workspace
from immerse.cli.output_files import write_file


@click.command(short_help="Write a client's checklist as a file.")
@client_argument
@click.option(
    "--format", "form", type=click.Choice(["pdf", "xlsx", "json", "csv"]), required=True, help="The kind of file."
)
@paper_option("paper")
@out_option()
@view_option(with_both=False)
@draft_option
@on_option
def checklist(
    client: str,
    form: Literal["pdf", "xlsx", "json", "csv"],
    paper: Literal["a4", "us-letter"],
    out: Path,
    view: str,
    draft: bool,
    on: date,
) -> None:
    """Write CLIENT's checklist: a task book to print (pdf), a workbook to fill in (xlsx), or the book for programs.

    json holds everything; csv has a row for each signature, with the same names.
    """
    from immerse.exporting.checklist_file import checklist_file
    from immerse.pipeline.prepare import compose_client

    edition = compose_client(workspace(), client, views(view)[0], on, draft=draft, handed_out=True)
    write_file(out, checklist_file(edition, form, paper))
