"""`signers renew`: a new key in the place of another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from immerse.cli.options import format_option
from immerse.cli.signers_register import (
    TWO_YEARS,
    KeyCommand,
    client_option,
    compare_fingerprint,
    fingerprint_option,
    from_option,
    key_argument,
    read_request_file,
    register_of,
    request_argument,
    until_option,
    write_changed,
)


@click.command(cls=KeyCommand, short_help="Put a new key in the place of another.")
@key_argument
@request_argument
@client_option
@from_option
@until_option
@fingerprint_option
@format_option("json")
@click.pass_context
def renew(
    ctx: click.Context,
    key: str,
    request: Path,
    client: str,
    first: date,
    last: date | None,
    fingerprint: str | None,
    form: str,
) -> None:
    """Take over the key of a request for the person who has KEY, with the same roles and modules.

    KEY is the name or the fingerprint of a key, or the beginning of either. Put -- before a beginning that starts with
    a hyphen, after all options. The key is superseded: what it signed remains valid, and it ends on the first day of
    the new one. A key that was revoked stays revoked.
    """
    from immerse.enrolling import with_renewed

    register, asked = register_of(ctx, client), read_request_file(request)
    register.place_of(key)
    compare_fingerprint(asked, register.client, fingerprint)
    write_changed(register, with_renewed(register, key, asked["jwk"], (first, last or first + TWO_YEARS)), form)
