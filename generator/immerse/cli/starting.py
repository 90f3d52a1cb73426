"""`init` and `new`: first files that pass the check."""

from __future__ import annotations

from pathlib import Path

import click

from immerse.cli.options import workspace_of


@click.command(short_help="Make a new workspace.")
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new agency workspace in FOLDER: a small programme and one invented client, valid as it stands."""
    from immerse.starting import make_workspace

    for path in make_workspace(folder):
        click.echo(str(path))
    click.echo(f"\nNext:  cd {folder} && immerse build && immerse serve acme-works", err=True)


@click.command(short_help="Write a skeleton that passes check.")
@click.argument("kind", type=click.Choice(["client", "module", "lesson", "playbook"]))
@click.argument("id")
@click.pass_context
def new(ctx: click.Context, kind: str, id: str) -> None:
    """Write a skeleton that passes check: new client acme, new module NET, new lesson TRI-L7, new playbook PB-13."""
    from immerse.starting import make_part

    for path in make_part(workspace_of(ctx), kind, id):
        click.echo(str(path))
