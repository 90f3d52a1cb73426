"""`signers renew`: a new key replaces another."""

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


@click.command(cls=KeyCommand, short_help="Replace a key with a new one.")
@key_argument
@request_argument
@client_option
@from_option
@until_option
@fingerprint_option
@format_option("json")
def renew(
    key: str,
    request: Path,
    client: str,
    first: date,
    last: date | None,
    fingerprint: str | None,
    form: str,
) -> None:
    """Replace KEY with the key of a request, for the same person, roles and modules.

    KEY is the name or the fingerprint of a key, or the beginning of either. Put -- before a beginning that starts with
    a hyphen, after all options. The key is superseded: what it signed remains valid, and it ends on the first day of
    the new one. A key that was revoked stays revoked.
    """
    from immerse.enrolling import with_renewed

    register, asked = register_of(client), read_request_file(request)
    register.place_of(key)
    compare_fingerprint(asked, register.client, fingerprint)
    write_changed(register, with_renewed(register, key, asked["jwk"], (first, last or first + TWO_YEARS)), form)
