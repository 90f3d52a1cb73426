"""`records verify` and `records fold`: whether what was signed counts, and where a rotation stands by it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.options import as_json, format_option
from immerse.cli.published_files import published_of
from immerse.cli.record_files import read_record
from immerse.problems import ImmerseError
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.records import Record

_files = click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
client_option = click.option(
    "--client", required=True, metavar="CLIENT", help="The client whose releases and signers count."
)


def now() -> str:
    """This moment in UTC, with thousandths."""
    moment = datetime.now(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def merged_files(files: tuple[Path, ...], client: str) -> Record:
    """The files of one record, and signers' own copies, as one."""
    from immerse.records import RecordRefused, merge

    whole = read_record(files[0])
    for file in files[1:]:
        try:
            whole = merge(whole, read_record(file))
        except RecordRefused as error:
            raise ImmerseError(f"{file}: {error}") from None
    if whole["client"] != client:
        raise ImmerseError(f"{files[0]}: the record belongs to {whole['client']}, and {client} is read here")
    return whole


def _moment_of(on: datetime | None) -> str:
    return f"{on:%Y-%m-%d}T23:59:59.999Z" if on else now()


_on = click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Say how it stands at the end of this day; without it, now.",
)


@click.command(short_help="Say whether everything that was signed counts.")
@_files
@client_option
@_on
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
    verified = Verifier(published_of(ctx, client)).verify(record, _moment_of(on))
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


@click.command(short_help="Say where a rotation stands by what was signed.")
@_files
@client_option
@_on
@format_option("json")
@click.pass_context
def fold(ctx: click.Context, files: tuple[Path, ...], client: str, on: datetime | None, form: str) -> None:
    """Say where a rotation stands by what was signed: items, gates, graduation, what is missing and what to know.

    What does not count is left out and told on stderr; `records verify` says why.
    """
    from immerse.signing.events_text import fold_lines
    from immerse.signing.verification import Verifier

    published = published_of(ctx, client)
    record = merged_files(files, client)
    verified = Verifier(published).verify(record, _moment_of(on))
    if form == "json":
        told = {"client": client, "rot": record["rot"], "refusals": verified.refusals, **verified.fold}
        click.echo(as_json("immerse.records-fold/1", told))
    else:
        for line in fold_lines(verified.fold, published.books.get(verified.fold["ver"])):
            click.echo(line)
    if verified.refusals:
        click.echo(f"{counted(len(verified.refusals), 'event')} left out; see: immerse records verify", err=True)
