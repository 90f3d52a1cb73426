"""`records`: what a trainee's record says, merged, checked, and as a calendar."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.erasing import erase
from immerse.cli.key_cards import keygen
from immerse.cli.naming import names
from immerse.cli.options import as_json, format_option, on_option, write_file
from immerse.cli.papers import paper
from immerse.cli.record_files import (
    book_of,
    book_options,
    content_of,
    message_of,
    place_of,
    read_record,
    state_by,
)
from immerse.cli.record_workbooks import from_xlsx, to_xlsx
from immerse.cli.rosters import roster
from immerse.cli.sign_off import fold as fold_signed
from immerse.cli.sign_off import verify
from immerse.cli.transcribing import transcribe
from immerse.problems import ImmerseError, Refused
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.records import Record
    from immerse.records.judge import Book

_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
_files = click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
_out = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write; - for stdout."
)


@click.group(short_help="Read, merge and check trainees' records.")
def records() -> None:
    """Read, merge and check the records that trainees keep: one file a person and rotation.

    A record holds what the trainee says: claims, evidence, notes, tasks. A claim is no attestation. The file is the
    trainee's; what is printed here was written by them and may name people.
    """


records.add_command(to_xlsx)
records.add_command(keygen)
records.add_command(roster)
records.add_command(paper)
records.add_command(from_xlsx)
records.add_command(verify)
records.add_command(fold_signed)
records.add_command(transcribe)
records.add_command(erase)
records.add_command(names)


@records.command(short_help="Say what a record says.")
@_file
@book_options
@on_option
@format_option("json")
@click.pass_context
def show(ctx: click.Context, file: Path, book_file: Path | None, client: str | None, on: date, form: str) -> None:
    """Say what a record says: claims, evidence, notes, tasks, practice.

    By a book (--book, or --client in a workspace) it says where the trainee stands: week, phase, the next gate and what
    is in its way, tasks, and for each item what evidence is missing.
    """
    from immerse.records.judge import judge
    from immerse.records.record_text import lines_by, lines_of
    from immerse.records.whereabouts import whereabouts

    record = read_record(file)
    book = book_of(ctx, record, book_file, client, on)
    state = state_by(ctx, record, client)
    verdict = judge(state, book, on.isoformat()) if book else None
    where = whereabouts(state, book, verdict, on.isoformat()) if book and verdict else None
    if form == "json":
        click.echo(as_json("immerse.records-show/1", _shown(record, state, book, verdict, where)))
        return
    for line in lines_by(state, book, verdict, where) if book and verdict else lines_of(state):
        click.echo(line)


def _shown(record: Record, state: Any, book: Book | None, verdict: Any, where: Any) -> dict[str, Any]:
    from immerse.records.gaps import gap_phrases

    said = {"client": record["client"], "rot": record["rot"], "events": len(record["events"]), "state": state}
    if book is None:
        return said
    judged = {**verdict["items"], **verdict["modules"]}
    missing = {name: gap_phrases(one["gaps"], book["rules"]) for name, one in judged.items() if one["gaps"]}
    about = {name: book[name] for name in ("client_name", "weeks", "digest")}
    return {**said, "book": about, "verdict": verdict, "missing": missing, "whereabouts": where}


@records.command(short_help="Put copies of one record together.")
@_files
@_out
@format_option("json")
def merge(files: tuple[Path, ...], out: Path, form: str) -> None:
    """Put copies of one record together: everything that stands in any of them, whichever is named first.

    A text that one copy erased does not come back. Records of different clients or rotations are refused.
    """
    from immerse.records import RecordRefused, new_entries, serialise
    from immerse.records import merge as merged_with

    if form == "json" and out == Path("-"):
        raise click.UsageError("one of the two can go to stdout: name a file with --out")
    copies = [read_record(file) for file in files]
    whole = copies[0]
    for file, copy in zip(files[1:], copies[1:], strict=True):
        try:
            whole = merged_with(whole, copy)
        except RecordRefused as error:
            raise Refused(f"{file}: {error}") from None
    told = [
        {"file": str(file), "entries": len(copy["entries"]), "lacks": len(new_entries(copy, whole))}
        for file, copy in zip(files, copies, strict=True)
    ]
    write_file(out, serialise(whole), aside=form == "json")
    if form == "json":
        said = {"out": str(out), "entries": len(whole["entries"]), "files": told}
        click.echo(as_json("immerse.records-merge/1", said))
        return
    for one in told:
        click.echo(f"{one['file']}: {one['entries']} entries, {one['lacks']} more in the merged record", err=True)


@records.command(short_help="Say whether files are records that can be read.")
@_files
@click.option("--client", default="", metavar="CLIENT", help="The client whose records they have to be.")
@format_option("json")
def check(files: tuple[Path, ...], client: str, form: str) -> None:
    """Say of each file whether it is a record that can be read, and if not, what is wrong and where.

    Exits 1 where one is not.
    """
    told = [_judged(file, client) for file in files]
    if form == "json":
        click.echo(as_json("immerse.records-check/1", {"files": told}))
    else:
        for line in map(_judged_line, told):
            click.echo(line)
    wrong = sum(one["fault"] is not None for one in told)
    click.echo(f"{counted(len(files), 'file')}: {wrong} cannot be used", err=True)
    if wrong:
        sys.exit(1)


def _judged(file: Path, client: str) -> dict[str, Any]:
    from immerse.records import RecordRefused, parse, serialise

    content = content_of(file)
    try:
        record = parse(content, client)
    except RecordRefused as error:
        fault = error.fault
        told = {"code": fault.code, "place": fault.place, "message": message_of(fault)}
        return {"file": str(file), "fault": told}
    counts = {"client": record["client"], "rot": record["rot"], "entries": len(record["entries"])}
    as_written = content == serialise(record)
    return {"file": str(file), "fault": None, **counts, "events": len(record["events"]), "as_written": as_written}


def _judged_line(told: dict[str, Any]) -> str:
    fault = told["fault"]
    if fault:
        return f"{place_of(told['file'], fault['place'])}: {fault['message']}"
    changed = "" if told["as_written"] else "; not as immerse writes it, and says the same"
    return f"{told['file']}: {told['client']}, {counted(told['entries'], 'change')}{changed}"


@records.command(short_help="Write a rotation's days as a calendar.")
@_file
@_out
@book_options
@on_option
@click.pass_context
def ics(ctx: click.Context, file: Path, out: Path, book_file: Path | None, client: str | None, on: date) -> None:
    """Write gates, floors and the trainee's own tasks as a calendar of whole days, by the book that is named.

    Entries keep their names, so a calendar that takes in a newer file moves what it has.
    """
    from immerse.records.calendars import calendar

    record = read_record(file)
    book = book_of(ctx, record, book_file, client, on)
    if book is None:
        raise click.UsageError("days are computed by a book: name one with --book, or a client with --client")
    content = calendar(record, book)
    if not content:
        raise ImmerseError(f"{file}: nobody has started this rotation, so it has no days yet")
    write_file(out, content)
