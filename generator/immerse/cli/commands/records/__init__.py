"""`records`: trainees' records, read, merged, checked and signed; one file for each command."""

import click

from immerse.cli.late_group import LateGroup

COMMANDS = (
    *("show", "merge", "check", "ics", "to-xlsx", "from-xlsx"),
    *("keygen", "verify", "fold", "transcribe", "erase", "names", "paper", "roster"),
)


@click.group(cls=LateGroup, folder=__name__, names=COMMANDS, short_help="Read, merge and check trainees' records.")
def records() -> None:
    """Read, merge and check the records that trainees keep: one file for each person and rotation.

    A record begins on the checklist page of a site. It has the trainee's own claims, evidence, notes and tasks. A claim
    is not an attestation. The file is the trainee's; what is printed here was written by them and may name people.
    """
