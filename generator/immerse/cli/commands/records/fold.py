"""`records fold`: where a rotation stands by what was signed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from immerse.cli.options import as_json, format_option
from immerse.cli.published_files import published_of
from immerse.cli.record_files import at_day_option, client_option, files_argument, merged_files, moment_of
from immerse.words.english import counted


@click.command(short_help="Say where a rotation stands by what was signed.")
@files_argument
@client_option
@at_day_option
@format_option("json")
@click.pass_context
def fold(ctx: click.Context, files: tuple[Path, ...], client: str, on: datetime | None, form: str) -> None:
    """Say where a rotation stands by what was signed: items, gates, graduation, what is missing and what to know.

    What does not count is left out and told on stderr; `records verify` says why.
    """
    from immerse.signing.events_text import fold_lines
    from immerse.signing.verification import Verifier

    published = published_of(ctx, client)
    record = merged_files(files, client)
    verified = Verifier(published).verify(record, moment_of(on))
    if form == "json":
        told = {"client": client, "rot": record["rot"], "refusals": verified.refusals, **verified.fold}
        click.echo(as_json("immerse.records-fold/1", told))
    else:
        for line in fold_lines(verified.fold, published.books.get(verified.fold["ver"])):
            click.echo(line)
    if verified.refusals:
        click.echo(f"{counted(len(verified.refusals), 'event')} left out; see: immerse records verify", err=True)
