"""`signers revoke`: revokes a key from a day on."""

from datetime import date

import click

from immerse.cli.options import day_option, format_option
from immerse.cli.signers_register import KeyCommand, client_option, key_argument, register_of, write_changed


@click.command(cls=KeyCommand, short_help="Revoke a key.")
@key_argument
@client_option
@day_option("--on", "day", "The first day on which it is revoked.")
@click.option(
    "--reason",
    required=True,
    type=click.Choice(["lost", "left", "compromised"]),
    help="The card is lost, its owner left, or somebody else may have it.",
)
@format_option("json")
def revoke(key: str, client: str, day: date, reason: str, form: str) -> None:
    """Revoke KEY: nothing that it signs from a day on is accepted.

    KEY is the name or the fingerprint of a key, or the beginning of either. Put -- before a beginning that starts with
    a hyphen, after all options. What the key signed before remains valid, unless it is compromised: then nothing that
    it signed is valid, because the day in an event can be forged.
    """
    from immerse.enrolling import with_revoked

    register = register_of(client)
    write_changed(register, with_revoked(register, key, day, reason), form)
