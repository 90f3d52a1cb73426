"""`matrix`: every client against every setting."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from immerse.cli.options import chosen_clients, format_option, near_setting, workspace_of
from immerse.cli.output_files import write_or_print
from immerse.problems import ImmerseError
from immerse.words.english import counted


@click.command(short_help="Show every client against every setting.")
@click.argument("what", nargs=-1, metavar="[PREFIX] [CLIENT]...")
@click.option("--client", "clients", multiple=True, metavar="ID", help="The same as a bare CLIENT.")
@click.option(
    "--only",
    type=click.Choice(["set", "default", "missing", "unset", "unused", "looser"]),
    help="Only settings of which this is said for some client.",
)
@format_option("csv", "xlsx", said="Form of the table.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; xlsx needs one.")
@click.pass_context
def matrix(
    ctx: click.Context,
    what: tuple[str, ...],
    clients: tuple[str, ...],
    only: str | None,
    form: Literal["text", "csv", "xlsx"],
    out: Path | None,
) -> None:
    """Show every CLIENT, or all, against every setting; PREFIX narrows (response, response.targets).

    \b
    set      the client's policy.yml says at least a part of it
    default  the core defaults or the agency's defaults.yml say it
    missing  required, read by a text, and nobody says it
    unset    nobody says it, and nobody need
    unused   it has a value that no text, condition or competency reads
    looser   a part of it is looser than the core default
    """
    from immerse.exporting.matrix_file import matrix_file
    from immerse.loading import client_ids
    from immerse.queries.settings_matrix import settings_matrix

    if form == "xlsx" and out is None:
        raise click.UsageError("a workbook needs a file: --out settings.xlsx")
    root = workspace_of(ctx)
    known = client_ids(root)
    prefix, *more = [word for word in what if word not in known] or [""]
    if more:
        raise click.UsageError(f"name one beginning of a setting, and clients; {more[0]!r} is neither")
    whole = settings_matrix(root, chosen_clients(root, (*clients, *(word for word in what if word in known))))
    table = whole.narrowed(prefix, only or "")
    if prefix and not whole.narrowed(prefix).rows:
        meant = near_setting(prefix, (row.setting.key for row in whole.rows))
        raise ImmerseError(f"no setting begins with {prefix!r}{meant}")
    content = matrix_file(table, form)
    write_or_print(content, out)
    counts = ", ".join(f"{table.count(word)} {word}" for word in ("missing", "unused", "looser"))
    click.echo(f"{counted(len(table.clients), 'client')}, {counted(len(table.rows), 'setting')}: {counts}", err=True)
