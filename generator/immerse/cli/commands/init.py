"""`init`: makes a new workspace."""

from pathlib import Path

import click


@click.command(short_help="Make a new workspace.")
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new agency workspace in FOLDER: a small programme and one invented client, valid as it is."""
    from immerse.starting import make_workspace

    for path in make_workspace(folder):
        click.echo(str(path))
    into = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    click.echo(f"\nNext:  {into}immerse build && immerse serve acme-works", err=True)
