"""`records show`: shows the content of a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.options import format_option, on_option, report
from immerse.cli.record_files import book_of, book_options, file_argument, read_record, state_by

if TYPE_CHECKING:
    from immerse.records import Record
    from immerse.records.judge import BookJson


@click.command(short_help="Show the content of a record.")
@file_argument
@book_options
@on_option
@format_option("json")
def show(file: Path, book_file: Path | None, client: str | None, on: date, form: str) -> None:
    """Show the content of a record: claims, evidence, notes, tasks, practice.

    With a book (--book, or --client in a workspace) it also shows the trainee's progress: week, phase, the next gate
    and what it waits for, tasks, and the missing evidence of each item.
    """
    from immerse.records.judge import judge
    from immerse.records.record_text import lines_by, lines_of
    from immerse.records.whereabouts import whereabouts

    record = read_record(file)
    book = book_of(record, book_file, client, on)
    state = state_by(record, client)
    verdict = judge(state, book, on.isoformat()) if book else None
    progress = whereabouts(state, book, verdict, on.isoformat()) if book and verdict else None
    lines = lines_by(state, book, verdict, progress) if book and verdict else lines_of(state)
    report(form, _members(record, state, book, verdict, progress), lines)


def _members(record: Record, state: Any, book: BookJson | None, verdict: Any, progress: Any) -> dict[str, Any]:
    from immerse.records.gaps import gap_phrases

    head = {"schema": "immerse.records-show/1", "client": record["client"], "rot": record["rot"]}
    whole = {**head, "events": len(record["events"]), "state": state}
    if book is None:
        return whole
    judged = {**verdict["items"], **verdict["modules"]}
    missing = {name: gap_phrases(verdict["gaps"], book["rules"]) for name, verdict in judged.items() if verdict["gaps"]}
    about = {name: book[name] for name in ("client_name", "weeks", "digest")}
    return {**whole, "book": about, "verdict": verdict, "missing": missing, "whereabouts": progress}
