"""`signers add`: the key of a request is added to signers.yml."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import click

from immerse.cli.options import format_option
from immerse.cli.signers_register import (
    TWO_YEARS,
    client_option,
    compare_fingerprint,
    fingerprint_option,
    from_option,
    read_request_file,
    register_of,
    request_argument,
    split_list,
    until_option,
    write_changed,
)


@click.command(short_help="Add the key of a request.")
@request_argument
@client_option
@click.option(
    "--person", required=True, metavar="ID", help="Whose key it is: p-7f3a, or new for an id that nobody has."
)
@click.option("--employer", required=True, type=click.Choice(["client", "agency"]), help="Who employs this person.")
@click.option("--roles", metavar="ROLE,...", help="Roles in which this person signs (default: that of the request).")
@click.option(
    "--modules", metavar="MODULE,...", default="", help="Modules for which this person attests (default: all)."
)
@from_option
@until_option
@fingerprint_option
@format_option("json")
def add(
    request: Path,
    client: str,
    person: str,
    employer: str,
    roles: str | None,
    modules: str,
    first: date,
    last: date | None,
    fingerprint: str | None,
    form: str,
) -> None:
    """Add the key of a request to the client's signers.yml, after its fingerprint was compared by voice."""
    from immerse.enrolling import with_signer

    register, asked = register_of(client), read_request_file(request)
    compare_fingerprint(asked, register.client, fingerprint)
    content = with_signer(
        register,
        asked["jwk"],
        person=f"p-{secrets.token_hex(4)}" if person == "new" else person,
        employer=employer,
        roles=split_list(asked["role"] if roles is None else roles),
        modules=split_list(modules),
        days=(first, last or first + TWO_YEARS),
    )
    write_changed(register, content, form)
