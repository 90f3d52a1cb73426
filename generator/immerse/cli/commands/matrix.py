"""`matrix`: shows the state of every setting for every client."""

from pathlib import Path
from typing import Literal

import click

from immerse.cli.options import chosen_clients, format_option, near_setting, out_option, workspace
from immerse.cli.output_files import write_or_print
from immerse.problems import ImmerseError
from immerse.words.english import counted


@click.command(short_help="Show every client against every setting.")
@click.argument("words", nargs=-1, metavar="[PREFIX] [CLIENT]...")
@click.option("--client", "clients", multiple=True, metavar="ID", help="The same as a bare CLIENT.")
@click.option(
    "--only",
    type=click.Choice(["set", "default", "missing", "unset", "unused", "looser"]),
    help="Only settings that are in this state for some client.",
)
@format_option("csv", "xlsx", purpose="Form of the table.")
@out_option("File to write; xlsx needs one.", required=False)
def matrix(
    words: tuple[str, ...],
    clients: tuple[str, ...],
    only: str | None,
    form: Literal["text", "csv", "xlsx"],
    out: Path | None,
) -> None:
    """Show every CLIENT, or all, against every setting; PREFIX limits the list (response, response.targets).

    \b
    set      the client's policy.yml sets at least a part of it
    default  the core defaults or the agency's defaults.yml set it
    missing  required and read by a text, but nothing sets it
    unset    nothing sets it, and it is not required
    unused   it has a value that no text, condition or competency reads
    looser   a part of it is looser than the core default
    """
    from immerse.exporting.matrix_file import matrix_file
    from immerse.loading.layout import client_ids
    from immerse.queries.settings_matrix import settings_matrix

    if form == "xlsx" and out is None:
        raise click.UsageError("a workbook needs a file: --out settings.xlsx")
    root = workspace()
    known = client_ids(root)
    prefix, *more = [word for word in words if word not in known] or [""]
    if more:
        raise click.UsageError(f"{prefix!r} and {more[0]!r} are not clients; give one PREFIX only")
    whole = settings_matrix(root, chosen_clients(root, (*clients, *(word for word in words if word in known))))
    table = whole.narrowed(prefix, only or "")
    if prefix and not whole.narrowed(prefix).rows:
        suggestion = near_setting(prefix, (row.setting.key for row in whole.rows))
        raise ImmerseError(f"no setting begins with {prefix!r}{suggestion}")
    write_or_print(matrix_file(table, form), out)
    counts = ", ".join(f"{table.count(word)} {word}" for word in ("missing", "unused", "looser"))
    click.echo(f"{counted(len(table.clients), 'client')}, {counted(len(table.rows), 'setting')}: {counts}", err=True)
