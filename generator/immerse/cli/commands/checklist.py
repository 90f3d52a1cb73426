"""`checklist`: a client's checklist as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import draft_option, on_option, view_option, views, workspace_of
from immerse.cli.output_files import write_file


@click.command(short_help="Write a client's checklist as a file.")
@client_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["pdf", "xlsx", "json", "csv"]),
    required=True,
    help="What kind of file to write.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "us-letter"]),
    default="a4",
    show_default=True,
    help="Size of the sheets of a pdf.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write; - for stdout.",
)
@view_option(both=False)
@draft_option
@on_option
@click.pass_context
def checklist(
    ctx: click.Context,
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
    from immerse.pipeline import compose_client

    edition = compose_client(workspace_of(ctx), client, views(view)[0], on, draft=draft, handed_out=True)
    write_file(out, checklist_file(edition, form, paper))
