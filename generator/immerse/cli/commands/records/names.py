"""`records names`: whether a site, or any other folder, holds the name of a person."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from immerse.cli.options import as_json, format_option
from immerse.cli.people_file import names_of, people_option
from immerse.words.english import counted


@click.command(short_help="Say whether a site holds a person's name.")
@click.argument(
    "folders",
    metavar="DIR...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
)
@people_option
@format_option("json")
@click.pass_context
def names(ctx: click.Context, folders: tuple[Path, ...], people: Path | None, form: str) -> None:
    """Say which files of a site, or of any other folder, hold the name of a person in --people, archives and PDFs
    included. No site may hold one: look before a release is published.

    The names themselves are not printed. Exits 1 where one was found.
    """
    from immerse.output.names_in_files import persons_named

    if people is None:
        raise click.UsageError("whose names? Say it with --people FILE")
    known = names_of(ctx, people)
    found = [one for folder in folders for one in persons_named(folder, known)]
    if form == "json":
        told = [{"file": str(one.path), "person": one.person} for one in found]
        click.echo(as_json("immerse.records-names/1", {"found": told}))
    else:
        for one in found:
            click.echo(f"{one.path}: holds the name of {one.person}")
    click.echo(f"{counted(len(known), 'name')}: {counted(len(found), 'place')}", err=True)
    if found:
        sys.exit(1)
