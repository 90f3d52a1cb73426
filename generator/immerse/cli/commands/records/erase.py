"""`records erase`: removes free texts from a record; signatures stay valid."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from immerse.cli.options import format_option, out_option, report
from immerse.cli.output_files import write_file
from immerse.cli.record_files import file_argument, read_record
from immerse.problems import ImmerseError
from immerse.words.english import counted


@click.command(short_help="Erase free texts of a record.")
@file_argument
@click.option("--text", "texts", multiple=True, metavar="DIGEST", help="Name of a text; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Every free text: titles, notes, names, sentences.")
@out_option("File to write, outside of workspaces and sites; - for stdout.")
@format_option("json")
def erase(file: Path, texts: tuple[str, ...], everything: bool, out: Path, form: str) -> None:
    """Erase free texts of a record. Signatures stay valid, because they cover the digest of a text and not the text.

    An erased text also disappears from every copy that is merged with this one. Other copies, for example in a
    repository, keep it until they are removed too.
    """
    from immerse.records import serialise
    from immerse.records.entries import Changes

    if form == "json" and out == Path("-"):
        raise click.UsageError("JSON and the record cannot both go to stdout; name a file with --out")
    if bool(texts) == everything:
        raise click.UsageError("name texts with --text, or all of them with --all")
    record = read_record(file)
    chosen = sorted(record["texts"]) if everything else sorted(set(texts))
    unknown = [name for name in chosen if name not in record["texts"]]
    if unknown:
        raise ImmerseError(f"{file} holds no text {unknown[0]}; see: immerse records show --format json")
    changes = Changes(record, lambda: datetime.now(UTC), os.urandom)
    if chosen:
        changes.add("erase", texts=chosen)
    write_file(out, serialise(changes.record), aside=form == "json", of_people=True)
    report(form, {"schema": "immerse.records-erase/1", "out": str(out), "erased": chosen}, ())
    if form == "text":
        click.echo(f"{counted(len(chosen), 'text')} erased", err=True)
