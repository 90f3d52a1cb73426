"""`withdraw`: a release that nobody may work by."""

from __future__ import annotations

import sys
from datetime import date

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import as_json, format_option, on_option, workspace_of
from immerse.cli.output_files import not_published


@click.command(short_help="Take a release back, with the reason.")
@client_argument
@click.argument("version")
@click.option("--why", required=True, help="The reason, in a sentence; it stands in the ledger and on no page.")
@on_option
@format_option("json")
@click.pass_context
def withdraw(ctx: click.Context, client: str, version: str, why: str, on: date, form: str) -> None:
    """Take VERSION of CLIENT's site back. Its pages stay, and each of them says that it was withdrawn."""
    from immerse.pipeline import known_client
    from immerse.releasing import rollback

    if not why.strip():
        raise click.UsageError("--why is empty; say in a sentence why it is withdrawn")
    root = workspace_of(ctx)
    with not_published(root):
        moved = rollback.withdraw(root, known_client(root, client), version, " ".join(why.split()), on)
    if form == "json":
        click.echo(as_json("immerse.withdraw/1", {"client": client, "version": version, "changed": moved}))
        sys.exit(0)
    click.echo(f"{client} {version}  {'is withdrawn' if moved else 'was withdrawn before'}")
    sys.exit(0)
