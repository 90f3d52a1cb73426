"""What the commands of records read: files of records, and the book that they are judged by."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from immerse.cli.options import chosen_clients, workspace_of
from immerse.problems import ImmerseError

if TYPE_CHECKING:
    from immerse.records import Fault, Record, State
    from immerse.records.judge import Book

F = TypeVar("F", bound=Callable[..., Any])

file_argument = click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
files_argument = click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write; - for stdout."
)
client_option = click.option(
    "--client", required=True, metavar="CLIENT", help="The client whose releases and signers count."
)


def book_options(command: F) -> F:
    """`--book` and `--client`: by which book the record is judged; use `book_of`."""
    named = click.option(
        "--book", "book_file", type=click.Path(path_type=Path, dir_okay=False), help="The checklist.json of a site."
    )
    of_client = click.option("--client", metavar="CLIENT", help="The book of this client, as the workspace has it now.")
    return named(of_client(command))


def read_record(file: Path) -> Record:
    """A record from a file; what is no record ends the command, with what is wrong and where.

    Raises:
        ImmerseError: the file cannot be read.
    """
    from immerse.records import RecordRefused, parse

    try:
        return parse(content_of(file))
    except RecordRefused as error:
        click.echo(f"{place_of(file, error.fault.place)}: {message_of(error.fault)}", err=True)
        sys.exit(1)


def state_by(ctx: click.Context, record: Record, client: str | None) -> State:
    """What a record says. With a client, what it says of earlier releases is carried over to the newest of the ledger.

    Raises:
        Refused: the ledger is damaged.
    """
    from immerse.records import fold
    from immerse.records.carry import carry

    state = fold(record)
    if client is None:
        return state
    from immerse.releasing.ledger import read_ledger
    from immerse.releasing.maps import book_items, step_maps

    ledger = read_ledger(workspace_of(ctx), client)
    return carry(state, book_items(ledger, ledger.newest), step_maps(ledger), ledger.newest)


def release_of(ctx: click.Context, book: Book, client: str | None) -> str:
    """The release whose items a book holds; `draft` where it is of none.

    A book that was read from a file says so itself; one that was composed is compared with those of the ledger.

    Raises:
        Refused: the ledger is damaged.
    """
    if client is None:
        return str(book.get("release") or "draft")
    from immerse.releasing.ledger import read_ledger
    from immerse.releasing.maps import book_digest

    ledger = read_ledger(workspace_of(ctx), client)
    same = (version for version in reversed(ledger.versions) if book_digest(ledger, version) == book["digest"])
    return next(same, "draft")


def content_of(file: Path) -> bytes:
    """The bytes of a file, one more than a record may have at most.

    Raises:
        ImmerseError: it cannot be read.
    """
    from immerse.records.format import MOST_BYTES

    with _readable(file), file.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def message_of(fault: Fault) -> str:
    """What is wrong, without the place."""
    from immerse.records import Fault
    from immerse.records.page_texts import sentence_of

    return sentence_of(Fault(fault.code, "", fault.values))


def place_of(file: Path | str, place: str) -> str:
    """`FILE:line:column`, or the file and the path of a member in it."""
    if not place:
        return str(file)
    return f"{file}:{place}" if place[0].isdecimal() else f"{file}: {place}"


def book_of(ctx: click.Context, record: Record, book_file: Path | None, client: str | None, on: date) -> Book | None:
    """The book that is named; None where none is.

    Raises:
        ImmerseError: it cannot be read, or is another client's.
    """
    if book_file and client:
        raise click.UsageError("name a book or a client, not both")
    if not book_file and not client:
        return None
    book = _read_book(book_file) if book_file else _composed(ctx, str(client), on)
    if book["client"] != record["client"]:
        raise ImmerseError(f"the record belongs to {record['client']}, and the book to {book['client']}")
    return book


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ImmerseError(f"{file} cannot be read: {error.strerror or error}") from error


def _read_book(file: Path) -> Book:
    from immerse.records.books import book_from

    with _readable(file):
        content = file.read_bytes()
    return book_from(content, file)


def _composed(ctx: click.Context, client: str, on: date) -> Book:
    from immerse.exporting.book_file import book_json
    from immerse.model.edition import View
    from immerse.pipeline import compose_client
    from immerse.records.books import book_from

    root = workspace_of(ctx)
    (known,) = chosen_clients(root, (client,))
    return book_from(book_json(compose_client(root, known, View.TRAINEE, on).book), f"the book of {known}")


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


def moment_of(on: datetime | None) -> str:
    """The end of a day, or this moment where no day is named."""
    return f"{on:%Y-%m-%d}T23:59:59.999Z" if on else now()


at_day_option = click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Say how it stands at the end of this day; without it, now.",
)
