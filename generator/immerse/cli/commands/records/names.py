"""`records names`: whether a site, or any other folder, contains the name of a person."""

from __future__ import annotations

from pathlib import Path

import click

from immerse.cli.options import format_option, report
from immerse.cli.people_file import names_of, people_option
from immerse.words.english import counted

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command(short_help="Find names of people in a site.")
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=_FOLDER)
@people_option
@format_option("json")
def names(folders: tuple[Path, ...], people: Path | None, form: str) -> int:
    """Report which files of a site, or of any other folder, contain the name of a person in --people, archives and PDFs
    included. No site may contain one: check this before a release is published.

    The names themselves are not printed. Exits 1 if one was found.
    """
    from immerse.output.names_in_files import persons_named

    if people is None:
        raise click.UsageError("name the file of names with --people FILE")
    known = names_of(people)
    found = [one for folder in folders for one in persons_named(folder, known)]
    members = [{"file": str(one.path), "person": one.person} for one in found]
    lines = (f"{one.path}: holds the name of {one.person}" for one in found)
    report(form, {"schema": "immerse.records-names/1", "found": members}, lines)
    click.echo(f"{counted(len(known), 'name')}: {counted(len(found), 'place')}", err=True)
    return 1 if found else 0
