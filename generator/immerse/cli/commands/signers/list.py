"""`signers list`: lists the keys of a client."""

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
    signers = [signer_as_json(signer) | {"valid": signer.is_valid_on(on)} for signer in register.signers]
    members = {"schema": "immerse.signers-list/1", "client": register.client, "on": str(on), "signers": signers}
    listed = sorted(register.signers, key=lambda signer: (str(signer.person), signer.from_))
    report(form, members, (_line(signer, on) for signer in listed))
    if form == "text":
        valid = sum(signer.is_valid_on(on) for signer in listed)
        click.echo(f"{counted(len(listed), 'key')}, {valid} valid on {on}", err=True)


def _line(signer: Signer, on: date) -> str:
    from immerse.model.public_keys import fingerprint

    ended = "ended" if signer.until < on else "begins later" if on < signer.from_ else "active"
    status = (
        f"revoked {signer.revoked} ({signer.reason})"
        if signer.revoked
        else ended
        if signer.is_active
        else signer.status
    )
    modules = ", ".join(signer.modules) if signer.modules else "all modules"
    days = f"{signer.from_} to {signer.until}"
    aloud = fingerprint(signer.key)[:9].replace(" ", "-")
    return f"{signer.person}  {signer.employer:<6}  {days}  {aloud}  {status}: {', '.join(signer.roles)}; {modules}"
