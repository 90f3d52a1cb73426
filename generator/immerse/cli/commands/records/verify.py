"""`records verify`: verifies everything that was signed in a record."""

from datetime import datetime
from pathlib import Path

import click

from immerse.cli.options import format_option, report
from immerse.cli.published_files import published_of
from immerse.cli.record_files import at_day_option, client_option, files_argument, merged_files, moment_of
from immerse.words.english import counted


@click.command(short_help="Verify everything that was signed.")
@files_argument
@client_option
@at_day_option
@click.option("--certificate", metavar="CODE", help="The code of a certificate, scanned or typed.")
@format_option("json")
def verify(files: tuple[Path, ...], client: str, on: datetime | None, certificate: str | None, form: str) -> int:
    """Verify everything that was signed in a record: signatures, signers, roles, releases and rules.

    Several files are read as one: the trainee's record and the mentors' own copies, so that no event can be left out.
    Releases and signers come from the workspace, never from the record. The code of a certificate is compared with the
    record. Exits 1 if an event does not count, or if record and certificate do not agree.
    """
    from immerse.papers.codes import disagreements, read_code
    from immerse.signing.events_text import refusal_lines
    from immerse.signing.verification import Verifier

    code = read_code(certificate) if certificate else None
    record = merged_files(files, client)
    verified = Verifier(published_of(client)).verify(record, moment_of(on))
    refusals = verified.refusals
    differences = list(disagreements(code, record["rot"], verified.fold)) if code else []
    members = {"schema": "immerse.records-verify/1", "client": client, "rot": record["rot"]}
    members |= {"events": len(verified.events), "refused": refusals}
    members |= {"certificate": {"agrees": not differences, "why": differences}} if code else {}
    report(form, {**members, "warnings": verified.fold["warnings"]}, (*refusal_lines(refusals), *differences))
    whole = len(verified.events) - len(verified.fold["refused"])
    click.echo(f"{counted(whole, 'event')} count, {len(refusals)} do not", err=True)
    if code:
        click.echo(f"the certificate and the record {'do not agree' if differences else 'agree'}", err=True)
    return 1 if refusals or differences else 0
