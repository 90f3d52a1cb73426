"""`--people`: the names of people, from a file outside of the sources."""

from pathlib import Path

import click

from immerse.cli.options import FILE
from immerse.cli.output_files import outside_workspace
from immerse.problems import ContentProblems, ImmerseError

people_option = click.option(
    "--people",
    type=FILE,
    metavar="FILE",
    help="A file with the names of people, kept outside of the workspace; without it they are shown by their ids.",
)


def names_of(file: Path | None) -> dict[str, str]:
    """Person -> name, of a file outside of workspaces and sites; empty without a file.

    Raises:
        ContentProblems: it is not a list of names.
        ImmerseError: it does not exist.
        ImmerseError, Refused: as `outside_workspace`.
    """
    from immerse.loading.workspace import load_file
    from immerse.model.names_of_people import PeopleFile

    if file is None:
        return {}
    outside_workspace(file, "keep it elsewhere")
    if not file.is_file():
        raise ImmerseError(f"{file} is not there; write people: and below it a line an id, as p-7f3a: Ada Example")
    content, problems = load_file(file.parent, file.name, PeopleFile)
    if content is None or problems:
        raise ContentProblems(problems)
    return {str(person): str(name) for person, name in content.people.items()}
