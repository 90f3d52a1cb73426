"""`records paper`: prints papers of a record, and blank sheets to sign by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import FILE, on_option, out_option, paper_option, workspace
from immerse.cli.output_files import write_file
from immerse.cli.people_file import names_of, people_option
from immerse.cli.published_files import published_of
from immerse.cli.record_files import client_option, merged_files

if TYPE_CHECKING:
    from immerse.exporting.task_book_pdf import PaperSize
    from immerse.records import Record
    from immerse.signing.folding import Published

_BLANK = ("attestation", "observation")
_KINDS = ("book", "graduation", "certificate", *_BLANK)


@click.command(short_help="Print a record, or blank sheets to sign by hand.")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("files", metavar="[FILE...]", nargs=-1, type=FILE)
@client_option
@on_option
@people_option
@click.option("--item", "items", multiple=True, metavar="ID", help="A competency to attest (default: all).")
@paper_option("size")
@out_option("File to write; that of a record outside of workspaces and sites.")
def paper(
    kind: str,
    files: tuple[Path, ...],
    client: str,
    on: date,
    people: Path | None,
    items: tuple[str, ...],
    size: PaperSize,
    out: Path,
) -> None:
    """Print a record as PDF, or blank sheets to sign by hand.

    Papers of a record, whose FILEs are read as one: book (the task book with everything that was signed), graduation
    (the checklist with signatures and rows for the rest) and certificate (with a code that records verify compares).
    Blank sheets, by the newest release: attestation (a page for each competency) and observation.

    Each paper is a copy of what counts in the record. A signature by hand counts after records transcribe. A paper of a
    record is written outside of workspaces and sites.
    """
    from immerse.papers.blank import attestation_sheets, observation_sheet

    if bool(files) == (kind in _BLANK):
        wanted = "is blank and takes no record" if files else "is of a record; name its file"
        raise click.UsageError(f"{kind} {wanted}")
    published = published_of(client)
    release = list(published.books)[-1]
    if kind in _BLANK:
        book = published.books[release]
        is_list = kind == "attestation"
        contents = attestation_sheets(book, release, items) if is_list else observation_sheet(book, release)
    else:
        contents = _of_record(kind, merged_files(files, client), published, on, names_of(people))
        release = contents["release"]
    content = _printed(client, on, kind, contents, published.books[release]["effective"], size)
    write_file(out, content, of_people=bool(files))


def _of_record(kind: str, record: Record, published: Published, on: date, names: Mapping[str, str]) -> dict[str, Any]:
    from immerse.papers.paper_contents import PAPERS, Papers
    from immerse.roster.rotations import Judges, read
    from immerse.signing.verification import Verifier

    judges = Judges(published, list(published.books)[-1], Verifier(published), on.isoformat())
    return PAPERS[kind](Papers(record, read(record, judges), names))


def _printed(client: str, on: date, kind: str, contents: dict[str, Any], effective: str, size: PaperSize) -> bytes:
    from immerse.model.site_view import View
    from immerse.papers.printing import printed
    from immerse.pipeline.prepare import compose_client

    edition = compose_client(workspace(), client, View.MENTOR, on)
    languages = tuple(str(language.tag) for language in edition.client.policy.centre.languages or ())
    return printed(kind, contents, effective, size, edition.fonts, languages)
