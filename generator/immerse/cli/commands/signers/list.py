"""`signers list`: the keys of a client."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from immerse.cli.options import day_option, format_option, report
from immerse.cli.signers_register import client_option, register_of, signer_as_json
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.model.signers import Signer


@click.command("list", short_help="List the keys of a client.")
@client_option
@day_option("--on", "on", "Show which keys are valid on this day.")
@format_option("json")
def list_(client: str, on: date, form: str) -> None:
    """List the keys of a client: their owners, roles and days."""
    register = register_of(client)
    signers = [signer_as_json(one) | {"valid": one.is_valid_on(on)} for one in register.signers]
    members = {"schema": "immerse.signers-list/1", "client": register.client, "on": str(on), "signers": signers}
    listed = sorted(register.signers, key=lambda one: (str(one.person), one.from_))
    report(form, members, (_line(one, on) for one in listed))
    if form == "text":
        valid = sum(one.is_valid_on(on) for one in listed)
        click.echo(f"{counted(len(listed), 'key')}, {valid} valid on {on}", err=True)


def _line(one: Signer, on: date) -> str:
    from immerse.model.public_keys import fingerprint

    ended = "ended" if one.until < on else "begins later" if on < one.from_ else "active"
    status = f"revoked {one.revoked} ({one.reason})" if one.revoked else ended if one.is_active else one.status
    modules = ", ".join(one.modules) if one.modules else "all modules"
    days = f"{one.from_} to {one.until}"
    aloud = fingerprint(one.key)[:9].replace(" ", "-")
    return f"{one.person}  {one.employer:<6}  {days}  {aloud}  {status}: {', '.join(one.roles)}; {modules}"
