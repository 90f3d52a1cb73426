"""`records verify`: whether everything that was signed counts."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from immerse.cli.options import as_json, format_option
from immerse.cli.published_files import published_of
from immerse.cli.record_files import at_day_option, client_option, files_argument, merged_files, moment_of
from immerse.words.english import counted


@click.command(short_help="Say whether everything that was signed counts.")
@files_argument
@client_option
@at_day_option
@click.option("--certificate", metavar="CODE", help="The code of a certificate, as its QR code or its letters say it.")
@format_option("json")
@click.pass_context
def verify(
    ctx: click.Context, files: tuple[Path, ...], client: str, on: datetime | None, certificate: str | None, form: str
) -> None:
    """Say whether everything that was signed in a record counts: signatures, signers, roles, releases and rules.

    Several files are read as one: the trainee's record and what mentors keep of their own, so that nothing is withheld.
    Releases and signers come from the workspace, never from the record. With the code of a certificate it says whether
    the record says the same. Exits 1 where an event does not count, or where record and certificate do not agree.
    """
    from immerse.papers.codes import disagreements, read_code
    from immerse.signing.events_text import refusal_lines
    from immerse.signing.verification import Verifier

    code = read_code(certificate) if certificate else None
    record = merged_files(files, client)
    verified = Verifier(published_of(ctx, client)).verify(record, moment_of(on))
    refusals = verified.refusals
    others = list(disagreements(code, record["rot"], verified.fold)) if code else []
    if form == "json":
        told = {"client": client, "rot": record["rot"], "events": len(verified.events), "refused": refusals}
        told |= {"certificate": {"agrees": not others, "why": others}} if code else {}
        click.echo(as_json("immerse.records-verify/1", {**told, "warnings": verified.fold["warnings"]}))
    else:
        for line in (*refusal_lines(refusals), *others):
            click.echo(line)
    whole = len(verified.events) - len(verified.fold["refused"])
    click.echo(f"{counted(whole, 'event')} count, {len(refusals)} do not", err=True)
    if code:
        click.echo(f"the certificate and the record {'do not agree' if others else 'agree'}", err=True)
    if refusals or others:
        sys.exit(1)
