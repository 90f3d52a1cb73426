"""`fmt`: puts the keys of every file into one order."""

from pathlib import Path

import click

from immerse.cli.options import workspace
from immerse.cli.output_files import changing
from immerse.problems import ImmerseError
from immerse.words.english import counted


@click.command(short_help="Put the keys of your files in one order.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; name what is out of order and exit 1.")
def fmt(files: tuple[Path, ...], only_check: bool) -> int:
    """Put the keys of FILES (default: every file of the workspace) in the order of the reference.

    A key moves with its lines and the comments above it, all unchanged; blank lines stay where they are.
    A file that cannot be put in order without harm is named with the reason and left as it is (exit code 1).
    """
    from immerse.loading.file_kinds import content_files
    from immerse.loading.formatting import format_file
    from immerse.output.writing import write_whole

    root = workspace()
    paths = tuple(dict.fromkeys(_inside(root, file) for file in files)) or content_files(root)
    results = [format_file(root, path) for path in paths]
    refused = [problem for result in results for problem in result.problems]
    changed = [result for result in results if result.moves]
    for result in changed:
        if only_check:
            for move in result.moves:
                click.echo(str(move))
        else:
            with changing(root / result.path):
                write_whole(root / result.path, result.content)
            click.echo(result.path)
    for problem in refused:
        click.echo(str(problem), err=True)
    left = len({problem.location.path for problem in refused})
    outcome = "out of order" if only_check else "put in order"
    click.echo(f"{counted(len(paths), 'file')}: {len(changed)} {outcome}, {left} left as found", err=True)
    return 1 if refused or (only_check and changed) else 0


def _inside(root: Path, file: Path) -> str:
    """The path of a file in the workspace; a symbolic link in its last part is not followed."""
    place = file.absolute().parent.resolve() / file.name
    if not place.is_relative_to(root):
        raise ImmerseError(f"{file} is not in the workspace {root}")
    return place.relative_to(root).as_posix()
