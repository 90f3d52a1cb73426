"""`signers`: whose keys may sign for a client; one file a command."""

from __future__ import annotations

import click

from immerse.cli.late_group import LateGroup

COMMANDS = ("add", "renew", "revoke", "list")
"""In the order of the help."""


@click.group(cls=LateGroup, folder=__name__, names=COMMANDS, short_help="Say whose keys may sign.")
def signers() -> None:
    """Say whose keys may sign for a client: site_config/clients/CLIENT/signers.yml.

    A person makes a key in the browser or with immerse records keygen, and sends you a request. Compare its fingerprint
    by voice, then add it. A site that is built from then on publishes the key. No name stands in the file, and a key is
    never taken out, so that what it signed can be verified.
    """
