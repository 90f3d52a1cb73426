"""`signers`: manages the keys that may sign for a client; one file for each command."""

import click

from immerse.cli.late_group import LateGroup

COMMANDS = ("add", "renew", "revoke", "list")
"""The commands in the order of the help."""


@click.group(cls=LateGroup, folder=__name__, names=COMMANDS, short_help="Manage the keys that may sign.")
def signers() -> None:
    """Manage the keys that may sign for a client: site_config/clients/CLIENT/signers.yml.

    A person makes a key in the browser or with immerse records keygen, and sends you a request. Compare its fingerprint
    by voice, then add it. A site that is built from then on publishes the key. The file contains no names, and a key is
    never removed, so that its signatures can be verified.
    """
