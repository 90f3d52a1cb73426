"""`rollback`: an earlier release is the latest again."""

from __future__ import annotations

import sys
from datetime import date

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import as_json, format_option, on_option, workspace_of
from immerse.cli.output_files import not_published


@click.command(short_help="Make an earlier release the latest again.")
@client_argument
@click.argument("version")
@on_option
@format_option("json")
@click.pass_context
def rollback(ctx: click.Context, client: str, version: str, on: date, form: str) -> None:
    """Let every address of CLIENT's site lead to VERSION, a release that is in force. Nothing is built."""
    from immerse.pipeline import known_client
    from immerse.releasing.rollback import roll_back

    root = workspace_of(ctx)
    with not_published(root):
        moved = roll_back(root, known_client(root, client), version, on)
    if form == "json":
        click.echo(as_json("immerse.rollback/1", {"client": client, "version": version, "changed": moved}))
        sys.exit(0)
    click.echo(f"{client} {version}  {'is the latest release again' if moved else 'is the latest release already'}")
    sys.exit(0)
