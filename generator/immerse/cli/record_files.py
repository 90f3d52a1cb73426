"""The files of records that commands read, and the book by which a record is judged."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from immerse.cli.clients import known
from immerse.cli.options import FILE, workspace
from immerse.problems import ImmerseError

if TYPE_CHECKING:
    from immerse.records import Record, RecordState
    from immerse.records.judge import BookJson

F = TypeVar("F", bound=Callable[..., Any])

file_argument = click.argument("file", metavar="FILE", type=FILE)
files_argument = click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
client_option = click.option(
    "--client", required=True, metavar="CLIENT", callback=known, help="The client whose releases and signers count."
)
at_day_option = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="State as of the end of this day (default: now)."
)


def book_options(command: F) -> F:
    """`--book` and `--client`: the book by which the record is judged; use `book_of`."""
    file = click.option("--book", "book_file", type=FILE, help="The checklist.json of a site.")
    help_text = "The book of this client, as the workspace has it now."
    return file(click.option("--client", metavar="CLIENT", callback=known, help=help_text)(command))


def read_record(file: Path) -> Record:
    """A record from a file; a file that is no record ends the command with the reason and its place.

    Raises:
        ImmerseError: the file cannot be read.
    """
    from immerse.records import RecordRefused, parse

    try:
        return parse(content_of(file))
    except RecordRefused as error:
        click.echo(f"{place_of(file, error.fault.place)}: {error.fault.message}", err=True)
        sys.exit(1)


def state_by(record: Record, client: str | None) -> RecordState:
    """The state of a record; with a client, its entries of earlier releases are carried over to the newest one.

    Raises:
        Refused: the ledger is damaged.
    """
    from immerse.records import fold
    from immerse.records.carry import carry

    state = fold(record)
    if client is None:
        return state
    from immerse.releasing.ledger import read_ledger
    from immerse.releasing.maps import checklist, step_maps

    ledger = read_ledger(workspace(), client)
    return carry(state, checklist(ledger, ledger.newest)["items"], step_maps(ledger), ledger.newest)


def release_of(book: BookJson, client: str | None) -> str:
    """The release whose items a book holds; `draft` if there is none.

    A book from a file names it; one that was composed is compared with those of the ledger.

    Raises:
        Refused: the ledger is damaged.
    """
    if client is None:
        return str(book.get("release") or "draft")
    from immerse.releasing.ledger import read_ledger
    from immerse.releasing.maps import checklist

    ledger = read_ledger(workspace(), client)
    digest = book["digest"]
    return next(
        (version for version in reversed(ledger.versions) if checklist(ledger, version)["digest"] == digest), "draft"
    )


def content_of(file: Path) -> bytes:
    """The bytes of a file, and at most one more than a record may have.

    Raises:
        ImmerseError: it cannot be read.
    """
    from immerse.records.format import MOST_BYTES

    return bytes_of(file, MOST_BYTES + 1)


def bytes_of(file: Path, most: int = -1) -> bytes:
    """The first `most` bytes of a file, by default all.

    Raises:
        ImmerseError: it cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise ImmerseError(f"{file} cannot be read: {error.strerror or error}") from error


def place_of(file: Path | str, place: str) -> str:
    """`FILE:line:column`, or the file and the path of a member in it."""
    if not place:
        return str(file)
    return f"{file}:{place}" if place[0].isdecimal() else f"{file}: {place}"


def book_of(record: Record, book_file: Path | None, client: str | None, on: date) -> BookJson | None:
    """The book that is named, as it holds on the record's entry path; None if neither option is given.

    Raises:
        ImmerseError: it cannot be read, or is another client's.
    """
    if book_file and client:
        raise click.UsageError("name a book or a client, not both")
    if not book_file and not client:
        return None
    from immerse.records import fold
    from immerse.records.books import book_from
    from immerse.records.entry_paths import book_on

    book = book_from(bytes_of(book_file), book_file) if book_file else _composed(str(client), on)
    if book["client"] != record["client"]:
        raise ImmerseError(f"the record belongs to {record['client']}, and the book to {book['client']}")
    return book_on(book, fold(record)["path"])


def _composed(client: str, on: date) -> BookJson:
    from immerse.exporting.book_file import book_json
    from immerse.model.site_view import View
    from immerse.pipeline.prepare import compose_client
    from immerse.records.books import book_from

    return book_from(book_json(compose_client(workspace(), client, View.TRAINEE, on).book), f"the book of {client}")


def moment_now() -> str:
    """This moment in UTC, with thousandths of a second."""
    from immerse.records.days import moment_text

    return moment_text(datetime.now(UTC))


def merged_files(files: tuple[Path, ...], client: str) -> Record:
    """The copies of one record, the trainee's and those of signers, as one record.

    Raises:
        ImmerseError: they are not of one rotation, or of another client.
    """
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


def moment_of(on: datetime | None) -> str:
    """The end of a day, or this moment if no day is named."""
    return f"{on:%Y-%m-%d}T23:59:59.999Z" if on else moment_now()
