"""`checklist`, `coverage`, `policy`, `matrix` and `schema`: one thing written out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import (
    chosen_clients,
    custom_settings,
    draft_option,
    format_option,
    near_setting,
    on_option,
    view_option,
    views,
    workspace_of,
    write_file,
)
from immerse.model.policy.prefixes import paths_of
from immerse.problems import ContentProblems, ImmerseError
from immerse.words.english import counted


@click.command(short_help="Write a client's checklist as a file.")
@client_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["pdf", "xlsx", "json", "csv"]),
    required=True,
    help="What kind of file to write.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "us-letter"]),
    default="a4",
    show_default=True,
    help="Size of the sheets of a pdf.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write; - for stdout.",
)
@view_option(both=False)
@draft_option
@on_option
@click.pass_context
def checklist(
    ctx: click.Context,
    client: str,
    form: Literal["pdf", "xlsx", "json", "csv"],
    paper: Literal["a4", "us-letter"],
    out: Path,
    view: str,
    draft: bool,
    on: date,
) -> None:
    """Write CLIENT's checklist: a task book to print (pdf), a workbook to fill in (xlsx), or the book for programs.

    json holds everything; csv has a row for each signature, with the same names.
    """
    from immerse.exporting import checklist_file
    from immerse.pipeline import compose_client

    edition = compose_client(workspace_of(ctx), client, views(view)[0], on, draft=draft, handed_out=True)
    write_file(out, checklist_file(edition, form, paper))


@click.command(short_help="Show what teaches, trains, checks and asks for each competency.")
@click.argument("client", required=False)
@format_option("csv", "xlsx", "json", said="A table to read, rows for a spreadsheet, a workbook, or data for programs.")
@click.option("--load", is_flag=True, help="What attesting takes at CLIENT: signatures and hours a week, by role.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write (a workbook needs one).")
@on_option
@click.pass_context
def coverage(
    ctx: click.Context,
    client: str | None,
    form: Literal["text", "csv", "xlsx", "json"],
    load: bool,
    out: Path | None,
    on: date,
) -> None:
    """Show what hangs on what: objectives, lessons, drills, checks, evidence, gates and graduation by competency.

    Of CLIENT's edition; without CLIENT, of the programme as it is written, over every alternative. Below the table
    stand the orphans: a competency that nothing teaches, trains, checks, evidences or asks for, a lesson whose
    objectives serve no competency, an exercise or a kind of evidence that leads to none.

    It reports and exits 0, orphans or not. What must hold is judged by immerse check: L-60 wants every competency
    taught, trained and attested, L-64 every knowledge check answered, reference every id to lead somewhere.

    With --load, what attesting takes at CLIENT instead: signatures, evaluation records, watched pieces, gates and hours
    a week by role, for one trainee and a cohort (text or json). L-93 warns above rotation.load.
    """
    from immerse.exporting import coverage_file, of_edition, of_programme
    from immerse.model.edition import View
    from immerse.pipeline import compose_client, read_source

    if form == "xlsx" and out is None:
        raise click.UsageError("a workbook is no text: name a file with --out")
    root = workspace_of(ctx)
    if load:
        _write_or_print(_load(root, client, form, on), out)
        return
    if client:
        report = of_edition(compose_client(root, client, View.MENTOR, on))
    else:
        source = read_source(root)
        if source.programme is None:
            raise ContentProblems(source.problems)
        report = of_programme(source.programme)
    content = coverage_file(report, form)
    _write_or_print(content, out)


def _load(root: Path, client: str | None, form: Literal["text", "csv", "xlsx", "json"], on: date) -> bytes:
    """What attesting takes at a client, as a file."""
    from immerse.exporting import load_file
    from immerse.model.edition import View
    from immerse.pipeline import compose_client

    if client is None:
        raise click.UsageError("attesting takes another time at each client: name one")
    if form == "csv" or form == "xlsx":
        raise click.UsageError("the load is a table to read or data for programs: --format text or json")
    return load_file(compose_client(root, client, View.MENTOR, on), form)


@click.command(short_help="Show every setting of a client and what set it.")
@client_argument
@click.argument("prefix", required=False)
@click.option(
    "--stand-ins", "is_open", is_flag=True, help="Only the values that nobody gave yet, with what each means."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, for programs.")
@click.pass_context
def policy(ctx: click.Context, client: str, prefix: str | None, is_open: bool, as_json: bool) -> None:
    """Show CLIENT's effective settings and the file and line that set each; PREFIX narrows (response.targets).

    A value that nobody gave yet is a stand-in, and its path stands under stand_ins in CLIENT's policy.yml. Write what
    is true and delete the line; where the value is right as it stands, delete the line alone.
    """
    from immerse.loading import load_client
    from immerse.model.policy.listing import listing, open_json, open_leaves, open_line
    from immerse.model.policy.registry import settings_of
    from immerse.model.policy.stand_ins import tally

    root = workspace_of(ctx)
    (client_id,) = chosen_clients(root, (client,))
    loaded, problems = load_client(root, client_id)
    if loaded is None:
        raise ContentProblems(problems)
    if is_open:
        every = tuple(open_leaves(loaded))
        named = paths_of(prefix or "", (leaf.path for leaf in every))
        found = [leaf for leaf in every if leaf.path in named]
        lines = (
            [json.dumps(list(map(open_json, found)), indent=2, ensure_ascii=False)]
            if as_json
            else map(open_line, found)
        )
        for line in lines:
            click.echo(line)
        click.echo(f"{client_id}: {tally(loaded)}", err=True)
        return
    known = {row.path: row for row in listing(loaded)}
    named = paths_of(prefix or "", known)
    rows = [row for path, row in known.items() if path in named]
    if not rows:
        raise ImmerseError(_nothing_below(prefix or "", client_id, known, settings_of(type(loaded.policy))))
    if as_json:
        click.echo(json.dumps([row.as_json() for row in rows], indent=2, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(str(row))


def _nothing_below(prefix: str, client: str, known: Iterable[str], settings: Iterable[str]) -> str:
    """Why no value of a client begins so: the settings of that name have none, or there is no such setting."""
    every = tuple(settings)
    if unset := sorted(paths_of(prefix, every)):
        return f"{client} has no value for {', '.join(unset)}; immerse explain {unset[0]} says what it is"
    return f"no setting of {client} begins with {prefix!r}{near_setting(prefix, (*every, *known))}"


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
    from immerse.asking import settings_matrix
    from immerse.exporting import matrix_file
    from immerse.loading import client_ids

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
    _write_or_print(content, out)
    counts = ", ".join(f"{table.count(word)} {word}" for word in ("missing", "unused", "looser"))
    click.echo(f"{counted(len(table.clients), 'client')}, {counted(len(table.rows), 'setting')}: {counts}", err=True)


def _write_or_print(content: bytes, out: Path | None) -> None:
    """Into a file, or to stdout; to a console in its own code page, without the mark for spreadsheets."""
    if out:
        write_file(out, content)
    else:
        click.echo(content.decode("utf-8-sig") if sys.stdout.isatty() else content, nl=False)


@click.command(short_help="Print the JSON Schema of a kind of file.")
@click.argument("name", required=False)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write all of them into this folder.")
@click.pass_context
def schema(ctx: click.Context, name: str | None, out: Path | None) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete and check YAML.

    NAME is one of: curriculum, module, lesson, drills, checks, playbook, rotation, policy, overlay, look, waivers,
    answers, signers, settings, record, event. The first line of each file of a workspace names its schema in the folder
    schema/; renew that folder with --out schema after an update of immerse or a change of site_config/settings.yml,
    whose settings the schema of a policy knows. record is the file that a trainee keeps,
    and event is what people sign in it.
    """
    from immerse.loading.kinds import KINDS
    from immerse.loading.schemas import schema_file
    from immerse.records import schema as records
    from immerse.signing import schema as events

    if (name is None) == (out is None):
        raise click.UsageError("name one kind of file to print, or a folder for all of them with --out")
    own = custom_settings(ctx)
    if name is not None:
        made = {one.NAME: one.schema_file for one in (records, events)}
        click.echo(made[name]() if name in made else schema_file(name, own), nl=False)
        return
    assert out is not None
    for kind in KINDS:
        write_file(out / f"{kind}.json", schema_file(kind, own).encode())
    for one in (records, events):
        write_file(out / f"{one.NAME}.json", one.schema_file().encode())
