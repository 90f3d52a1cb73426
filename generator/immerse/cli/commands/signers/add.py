"""`signers add`: adds the key of a request to signers.yml."""

import secrets
from datetime import date
from pathlib import Path

import click

from immerse.cli.options import format_option
from immerse.cli.signers_register import (
    client_option,
    compared_request,
    register_of,
    request_argument,
    request_options,
    split_list,
    write_changed,
)


@click.command(short_help="Add the key of a request.")
@request_argument
@client_option
@click.option("--person", required=True, metavar="ID", help="Owner of the key: p-7f3a, or new for an unused id.")
@click.option("--employer", required=True, type=click.Choice(["client", "agency"]), help="Who employs this person.")
@click.option("--roles", metavar="ROLE,...", help="Roles in which this person signs (default: that of the request).")
@click.option(
    "--modules", metavar="MODULE,...", default="", help="Modules for which this person attests (default: all)."
)
@request_options
@format_option("json")
def add(
    request: Path,
    client: str,
    person: str,
    employer: str,
    roles: str | None,
    modules: str,
    days: tuple[date, date],
    fingerprint: str | None,
    form: str,
) -> None:
    """Add the key of a request to the client's signers.yml, after its fingerprint was compared by voice."""
    from immerse.enrolling import with_signer

    register, signer_request = register_of(client), compared_request(request, client, fingerprint)
    content = with_signer(
        register,
        signer_request["jwk"],
        person=f"p-{secrets.token_hex(4)}" if person == "new" else person,
        employer=employer,
        roles=split_list(signer_request["role"] if roles is None else roles),
        modules=split_list(modules),
        days=days,
    )
    write_changed(register, content, form)
