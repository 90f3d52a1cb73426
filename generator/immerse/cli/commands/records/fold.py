"""`records fold`: shows the state of a rotation from its signed events."""

from datetime import datetime
from pathlib import Path

import click

from immerse.cli.options import format_option, report
from immerse.cli.published_files import published_of
from immerse.cli.record_files import at_day_option, client_option, files_argument, merged_files, moment_of
from immerse.words.english import counted


@click.command(short_help="Show the state of a rotation from its signed events.")
@files_argument
@client_option
@at_day_option
@format_option("json")
def fold(files: tuple[Path, ...], client: str, on: datetime | None, form: str) -> None:
    """Show the state of a rotation from its signed events: items, gates, graduation, what is missing, warnings.

    Events that do not count are left out and counted on stderr; `records verify` explains them.
    """
    from immerse.signing.events_text import fold_lines
    from immerse.signing.verification import Verifier

    published = published_of(client)
    record = merged_files(files, client)
    verified = Verifier(published).verify(record, moment_of(on))
    head = {"schema": "immerse.records-fold/1", "client": client, "rot": record["rot"]}
    lines = fold_lines(verified.fold, published.books.get(verified.fold["ver"]))
    report(form, {**head, "refusals": verified.refusals, **verified.fold}, lines)
    if verified.refusals:
        click.echo(f"{counted(len(verified.refusals), 'event')} left out; see: immerse records verify", err=True)
