"""`withdraw`: withdraws a release that must not be used any more."""

from datetime import date

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import day_option, format_option, report, workspace
from immerse.cli.output_files import changing_releases


@click.command(short_help="Withdraw a release, with the reason.")
@client_argument
@click.argument("version")
@click.option("--why", required=True, help="The reason, in a sentence; it is kept in the ledger and shown on no page.")
@day_option("--on", "on", "Day of the withdrawal, for the ledger.")
@format_option("json")
def withdraw(client: str, version: str, why: str, on: date, form: str) -> None:
    """Withdraw VERSION of CLIENT's site. Its pages stay, and each of them says that it was withdrawn."""
    from immerse.releasing import rollback

    if not why.strip():
        raise click.UsageError("--why is empty; give the reason in a sentence")
    root = workspace()
    with changing_releases(root):
        moved = rollback.withdraw(root, client, version, " ".join(why.split()), on)
    members = {"schema": "immerse.withdraw/1", "client": client, "version": version, "changed": moved}
    report(form, members, [f"{client} {version}  {'is withdrawn' if moved else 'was withdrawn before'}"])
