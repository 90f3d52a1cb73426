"""`coverage`: what teaches, trains, checks and asks for each competency."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import click

from immerse.cli.options import format_option, on_option, workspace_of
from immerse.cli.output_files import write_or_print
from immerse.problems import ContentProblems


@click.command(short_help="Show what teaches, trains, checks and asks for each competency.")
@click.argument("client", required=False)
@format_option("csv", "xlsx", "json", said="A table to read, rows for a spreadsheet, a workbook, or data for programs.")
@click.option("--load", is_flag=True, help="What attesting takes at CLIENT: signatures and hours a week, by role.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write (a workbook needs one).")
@on_option
@click.pass_context
def coverage(
    ctx: click.Context,
    client: str | None,
    form: Literal["text", "csv", "xlsx", "json"],
    load: bool,
    out: Path | None,
    on: date,
) -> None:
    """Show what hangs on what: objectives, lessons, drills, checks, evidence, gates and graduation by competency.

    Of CLIENT's edition; without CLIENT, of the programme as it is written, over every alternative. Below the table
    stand the orphans: a competency that nothing teaches, trains, checks, evidences or asks for, a lesson whose
    objectives serve no competency, an exercise or a kind of evidence that leads to none.

    It reports and exits 0, orphans or not. What must hold is judged by immerse check: L-60 wants every competency
    taught, trained and attested, L-64 every knowledge check answered, reference every id to lead somewhere.

    With --load, what attesting takes at CLIENT instead: signatures, evaluation records, watched pieces, gates and hours
    a week by role, for one trainee and a cohort (text or json). L-93 warns above rotation.load.
    """
    from immerse.exporting.coverage import coverage_file, of_edition, of_programme
    from immerse.model.edition import View
    from immerse.pipeline import compose_client, read_source

    if form == "xlsx" and out is None:
        raise click.UsageError("a workbook is no text: name a file with --out")
    root = workspace_of(ctx)
    if load:
        write_or_print(_load(root, client, form, on), out)
        return
    if client:
        report = of_edition(compose_client(root, client, View.MENTOR, on))
    else:
        source = read_source(root)
        if source.programme is None:
            raise ContentProblems(source.problems)
        report = of_programme(source.programme)
    content = coverage_file(report, form)
    write_or_print(content, out)


def _load(root: Path, client: str | None, form: Literal["text", "csv", "xlsx", "json"], on: date) -> bytes:
    """What attesting takes at a client, as a file."""
    from immerse.exporting.load_report import load_file
    from immerse.model.edition import View
    from immerse.pipeline import compose_client

    if client is None:
        raise click.UsageError("attesting takes another time at each client: name one")
    if form == "csv" or form == "xlsx":
        raise click.UsageError("the load is a table to read or data for programs: --format text or json")
    return load_file(compose_client(root, client, View.MENTOR, on), form)
