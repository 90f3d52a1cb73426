"""`verify-release`: whether a published site is what the ledger says."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import format_option, on_option, view_option, workspace_of


@click.command("verify-release", short_help="Prove that a published site is what was released.")
@client_argument
@click.argument("version", required=False, default="")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A copy of the site of VERSION in one view, as a host has it.",
)
@view_option(both=False)
@format_option("json")
@on_option
@click.pass_context
def verify_release(
    ctx: click.Context, client: str, version: str, folder: Path | None, view: str, form: str, on: date
) -> None:
    """Hold what is published of CLIENT against the ledger: VERSION in both views, or every version and what stands
    beside them. With --folder, a copy of one version in one view. Nothing is asked of a network.

    Exits 3 when a file differs, and names each.
    """
    from immerse.model.edition import View
    from immerse.pipeline import known_client
    from immerse.releasing.published_verification import verify, verify_folder

    root = workspace_of(ctx)
    known_client(root, client)
    if folder is None:
        found = verify(root, client, version, on)
    elif not version:
        raise click.UsageError("name the VERSION that the folder should hold")
    else:
        found = verify_folder(root, client, version, View(view), folder)
    if form == "json":
        click.echo(json.dumps(list(found), indent=2, ensure_ascii=False))
    else:
        for one in found:
            click.echo(one)
        if not found:
            click.echo(f"{client} {version or 'every release'}  every file is as it was released")
    sys.exit(3 if found else 0)
