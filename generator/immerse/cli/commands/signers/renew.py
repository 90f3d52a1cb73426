"""`signers renew`: replaces a key with a new one."""

from datetime import date
from pathlib import Path

import click

from immerse.cli.options import format_option
from immerse.cli.signers_register import (
    KeyCommand,
    client_option,
    compared_request,
    key_argument,
    register_of,
    request_argument,
    request_options,
    write_changed,
)


@click.command(cls=KeyCommand, short_help="Replace a key with a new one.")
@key_argument
@request_argument
@client_option
@request_options
@format_option("json")
def renew(key: str, request: Path, client: str, days: tuple[date, date], fingerprint: str | None, form: str) -> None:
    """Replace KEY with the key of a request, for the same person, roles and modules.

    KEY is the name or the fingerprint of a key, or the beginning of either. Put -- before a beginning that starts with
    a hyphen, after all options. The key is superseded: what it signed remains valid, and it ends on the first day of
    the new one. A key that was revoked stays revoked.
    """
    from immerse.enrolling import with_renewed

    register = register_of(client)
    register.place_of(key)
    signer_request = compared_request(request, client, fingerprint)
    write_changed(register, with_renewed(register, key, signer_request["jwk"], days), form)
