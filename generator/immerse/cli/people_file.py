"""`--people`: the names of persons, from a file outside of the sources."""

from __future__ import annotations

from pathlib import Path

import click

from immerse.cli.options import workspace_of
from immerse.cli.output_files import outside_content
from immerse.problems import ContentProblems, ImmerseError

people_option = click.option(
    "--people",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A file with the names of persons, kept outside of the workspace; without it they are shown by their ids.",
)


def names_of(ctx: click.Context, file: Path | None) -> dict[str, str]:
    """The names of a file that lies among no sources; none without a file.

    Raises:
        ContentProblems: it holds something else.
        ImmerseError: it is not there, or lies where content belongs.
    """
    from immerse.loading.workspace import load_file
    from immerse.model.names_of_people import PeopleFile

    if file is None:
        return {}
    outside_content(workspace_of(ctx), file)
    if not file.is_file():
        raise ImmerseError(f"{file} is not there; write people: and below it a line an id, as p-7f3a: Ada Example")
    found, problems = load_file(file.parent, file.name, PeopleFile)
    if found is None or problems:
        raise ContentProblems(problems)
    return {str(person): str(name) for person, name in found.people.items()}
