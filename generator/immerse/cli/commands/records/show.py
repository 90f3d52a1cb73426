"""`records show`: what a record says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import as_json, format_option, on_option
from immerse.cli.record_files import book_of, book_options, file_argument, read_record, state_by

if TYPE_CHECKING:
    from immerse.records import Record
    from immerse.records.judge import Book


@click.command(short_help="Say what a record says.")
@file_argument
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
