"""`coverage`: shows what teaches, trains, checks and asks for each competency."""

from datetime import date
from pathlib import Path
from typing import Literal

import click

from immerse.cli.clients import known
from immerse.cli.options import format_option, on_option, out_option, workspace
from immerse.cli.output_files import write_or_print
from immerse.problems import ContentProblems


@click.command(short_help="Show what teaches, trains, checks and asks for each competency.")
@click.argument("client", required=False, callback=known)
@format_option("csv", "xlsx", "json", purpose="A table to read, rows for a spreadsheet, a workbook, or for programs.")
@click.option("--load", is_flag=True, help="The effort of attesting at CLIENT: signatures and hours a week, by role.")
@out_option("File to write (a workbook needs one).", required=False)
@on_option
def coverage(
    client: str | None, form: Literal["text", "csv", "xlsx", "json"], load: bool, out: Path | None, on: date
) -> None:
    """Show the objectives, lessons, drills, checks, evidence, gates and graduation of each competency.

    It covers CLIENT's edition, or without CLIENT the programme as it is written, with every alternative. Below the
    table are the orphans: a competency that nothing teaches, trains, checks, evidences or asks for, a lesson whose
    objectives serve no competency, an exercise or a kind of evidence that leads to no competency.

    It exits 0 even if there are orphans. immerse check enforces coverage: L-60 requires every competency to be
    taught, trained and attested, L-64 every knowledge check to be answered, reference every id to exist.

    With --load, it shows the effort of attesting at CLIENT instead: signatures, evaluation records, observed evidence,
    gates and hours a week by role, for one trainee and a cohort (text or json). L-93 warns above rotation.load.
    """
    from immerse.exporting.coverage import coverage_file, of_edition, of_programme
    from immerse.model.site_view import View
    from immerse.pipeline.prepare import compose_client
    from immerse.pipeline.source import read_source

    if form == "xlsx" and out is None:
        raise click.UsageError("a workbook cannot be printed; name a file with --out")
    root = workspace()
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
    write_or_print(coverage_file(report, form), out)


def _load(root: Path, client: str | None, form: Literal["text", "csv", "xlsx", "json"], on: date) -> bytes:
    """The effort of attesting at a client, as a file."""
    from immerse.exporting.load_report import load_file
    from immerse.model.site_view import View
    from immerse.pipeline.prepare import compose_client

    if client is None:
        raise click.UsageError("attesting takes a different time at each client; name one")
    if form == "csv" or form == "xlsx":
        raise click.UsageError("--load has no such format: --format text or json")
    return load_file(compose_client(root, client, View.MENTOR, on), form)
