"""`rollback`: makes an earlier release the latest again."""

from datetime import date

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import day_option, format_option, report, workspace
from immerse.cli.output_files import changing_releases


@click.command(short_help="Make an earlier release the latest again.")
@client_argument
@click.argument("version")
@day_option("--on", "on", "Day of the rollback, for the ledger.")
@format_option("json")
def rollback(client: str, version: str, on: date, form: str) -> None:
    """Make VERSION, a release that is in force, the one to which CLIENT's addresses lead. Nothing is built."""
    from immerse.releasing.rollback import roll_back

    root = workspace()
    with changing_releases(root):
        moved = roll_back(root, client, version, on)
    members = {"schema": "immerse.rollback/1", "client": client, "version": version, "changed": moved}
    report(form, members, [f"{client} {version}  is the latest release {'again' if moved else 'already'}"])
