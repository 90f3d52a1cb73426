"""`records paper`: papers of a record, and blank sheets to sign by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import chosen_clients, on_option, workspace_of
from immerse.cli.output_files import write_file
from immerse.cli.people_file import names_of, people_option
from immerse.cli.published_files import published_of
from immerse.cli.record_files import client_option, merged_files

if TYPE_CHECKING:
    from immerse.exporting.task_book_pdf import Paper
    from immerse.signing.folding import Published

_BLANK = ("attestation", "observation")
_KINDS = ("book", "graduation", "certificate", *_BLANK)


@click.command(short_help="Print a record, or blank sheets to sign by hand.")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("files", metavar="[FILE...]", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@client_option
@on_option
@people_option
@click.option("--item", "items", multiple=True, metavar="ID", help="A competency to attest; all without it.")
@click.option("--paper", "size", type=click.Choice(["a4", "us-letter"]), default="a4", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write.")
@click.pass_context
def paper(
    ctx: click.Context,
    kind: str,
    files: tuple[Path, ...],
    client: str,
    on: date,
    people: Path | None,
    items: tuple[str, ...],
    size: Paper,
    out: Path,
) -> None:
    """Print a record as PDF, or blank sheets to sign by hand.

    Of a record, whose FILEs are read as one: book (the task book with everything that was signed), graduation (the
    checklist with what is signed and rows for the rest) and certificate (with a code that records verify compares).
    Blank, by the newest release: attestation (a page a competency) and observation.

    Each paper is a copy of what counts in the record. What is signed by hand counts after records transcribe.
    """
    if bool(files) == (kind in _BLANK):
        wanted = "is blank and takes no record" if files else "is of a record; name its file"
        raise click.UsageError(f"{kind} {wanted}")
    published = published_of(ctx, client)
    release = list(published.books)[-1]
    if kind in _BLANK:
        contents = _blank(kind, published.books[release], release, items)
    else:
        contents = _of_record(ctx, kind, files, client, on, people, published)
        release = contents["release"]
    write_file(out, _printed(ctx, client, on, kind, contents, published.books[release]["effective"], size))


def _blank(kind: str, book: Any, release: str, items: tuple[str, ...]) -> dict[str, Any]:
    from immerse.papers.blank import attestation_sheets, observation_sheet

    return attestation_sheets(book, release, items) if kind == "attestation" else observation_sheet(book, release)


def _of_record(
    ctx: click.Context,
    kind: str,
    files: tuple[Path, ...],
    client: str,
    on: date,
    people: Path | None,
    published: Published,
) -> dict[str, Any]:
    from immerse.papers.paper_contents import MADE, Papers
    from immerse.roster.rotations import Judges, read
    from immerse.signing.verification import Verifier

    names = names_of(ctx, people)
    record = merged_files(files, client)
    judges = Judges(published, list(published.books)[-1], Verifier(published), on.isoformat())
    return MADE[kind](Papers(record, read(record, judges), names))


def _printed(
    ctx: click.Context, client: str, on: date, kind: str, contents: dict[str, Any], effective: str, size: Paper
) -> bytes:
    from immerse.model.edition import View
    from immerse.papers.printing import printed
    from immerse.pipeline import compose_client

    root = workspace_of(ctx)
    (known,) = chosen_clients(root, (client,))
    edition = compose_client(root, known, View.MENTOR, on)
    languages = tuple(str(language.tag) for language in edition.client.policy.centre.languages or ())
    return printed(kind, contents, effective, size, edition.fonts, languages)
