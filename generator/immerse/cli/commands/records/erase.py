"""`records erase`: free texts are taken out of a record; what was signed stays valid."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from immerse.cli.options import as_json, format_option
from immerse.cli.output_files import write_file
from immerse.cli.record_files import read_record
from immerse.problems import ImmerseError
from immerse.words.english import counted


@click.command(short_help="Erase free texts of a record.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--text", "texts", multiple=True, metavar="DIGEST", help="Name of a text; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Every free text: titles, notes, names, sentences.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write; - for stdout."
)
@format_option("json")
def erase(file: Path, texts: tuple[str, ...], everything: bool, out: Path, form: str) -> None:
    """Erase free texts of a record. Signatures stay valid, because they cover the digest of a text and not the text.

    What is erased here goes from every copy that is merged with this one. Where copies are kept, in a repository for
    example, the texts stay until those are removed too.
    """
    from immerse.records import serialise
    from immerse.records.entries import Changes

    if form == "json" and out == Path("-"):
        raise click.UsageError("one of the two can go to stdout: name a file with --out")
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
    write_file(out, serialise(changes.record), aside=form == "json")
    if form == "json":
        click.echo(as_json("immerse.records-erase/1", {"out": str(out), "erased": chosen}))
    else:
        click.echo(f"{counted(len(chosen), 'text')} erased", err=True)
