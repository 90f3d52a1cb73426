"""`new`: writes a skeleton that passes check."""

from datetime import date

import click

from immerse.cli.clients import known
from immerse.cli.options import day_option, workspace
from immerse.problems import ImmerseError


@click.command(short_help="Write a skeleton that passes check.")
@click.argument("kind", type=click.Choice(["client", "module", "lesson", "playbook", "drill", "inject", "check"]))
@click.argument("id")
@click.option(
    "--like", metavar="CLIENT", callback=known, help="Copy the structure of another client's policy, but no values."
)
@day_option("--on", "on", "Count the days of review and expiry from this day.")
def new(kind: str, id: str, like: str | None, on: date) -> None:
    """Write a skeleton that passes check: new client acme, new module NET, new lesson TRI-L7, new playbook PB-13.

    A drill, an inject and a check have no file of their own: for them it prints the lines to add, and their place.

    The values of a new client are stand-ins, which its file and immerse policy CLIENT --stand-ins list. With --like it
    has as many contacts, desks, channels and texts as the other client, with the same numbers, times and choices, but
    none of its names, texts, addresses and dates.
    """
    from immerse.starting import how_to_add, make_part

    if like and kind != "client":
        raise click.UsageError("--like works only with: immerse new client")
    root = workspace()
    if kind in ("drill", "inject", "check"):
        raise ImmerseError(how_to_add(root, kind, id, on))
    for path in make_part(root, kind, id, on, like or ""):
        click.echo(str(path))
    if kind == "client":
        click.echo(f"\nNext:  immerse questions {id} --out {id}.xlsx && immerse build {id} --draft", err=True)
