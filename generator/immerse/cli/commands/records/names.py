"""`records names`: reports whether a site, or any other folder, contains the name of a person."""

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
    places = [place for folder in folders for place in persons_named(folder, known)]
    members = [{"file": str(place.path), "person": place.person} for place in places]
    lines = (f"{place.path}: holds the name of {place.person}" for place in places)
    report(form, {"schema": "immerse.records-names/1", "found": members}, lines)
    click.echo(f"{counted(len(known), 'name')}: {counted(len(places), 'place')}", err=True)
    return 1 if places else 0
