"""`signers revoke`: a key signs nothing any more."""

from __future__ import annotations

from datetime import date

import click

from immerse.cli.options import DayType, format_option
from immerse.cli.signers_register import client_option, key_argument, register_of, write_changed


@click.command(short_help="Say that a key signs nothing any more.")
@key_argument
@client_option
@click.option("--on", "day", type=DayType(), default=date.today, show_default="today", help="From which day on.")
@click.option(
    "--reason",
    required=True,
    type=click.Choice(["lost", "left", "compromised"]),
    help="The card is lost, its owner left, or somebody else may have it.",
)
@format_option("json")
@click.pass_context
def revoke(ctx: click.Context, key: str, client: str, day: date, reason: str, form: str) -> None:
    """Say that nothing is accepted which KEY signs from a day on.

    KEY is the name or the fingerprint of a key, or how one of them begins. What it signed before holds. Nothing that
    a compromised key signed holds, because the day in an event is what its signer wrote.
    """
    from immerse.enrolling import with_revoked

    register = register_of(ctx, client)
    write_changed(register, with_revoked(register, key, day, reason), form)
