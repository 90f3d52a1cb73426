"""`answers`: what departments said, taken over into a client's policy."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import chosen_clients, format_option, workspace_of
from immerse.cli.output_files import not_written

if TYPE_CHECKING:
    from immerse.questionnaire import AnswerImport
    from immerse.questionnaire.answer_checks import GivenValue
    from immerse.questionnaire.returned_cells import CellFault


@click.command(short_help="Take over what departments answered.")
@client_argument
@click.argument("files", metavar="FILES", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Write without asking.")
@format_option("json")
@click.pass_context
def answers(ctx: click.Context, client: str, files: tuple[Path, ...], yes: bool, form: str) -> None:
    """Read workbooks of immerse questions back into CLIENT's policy.

    Every cell is checked first. What cannot be read, and two different answers to one question, are named with their
    sheet and cell, and nothing is written. Else it shows what changes, value by value, and asks; --yes answers that.
    Comments and order of policy.yml stay, answered stand-ins are taken from their list, and answers.yml keeps who
    answered, and when; immerse policy CLIENT shows it.

    Exits 1 where a cell is wrong, or where there is something to write and nobody said yes.
    """
    from immerse.questionnaire import questions_for, read_answers, write_answers

    root = workspace_of(ctx)
    (client_id,) = chosen_clients(root, (client,))
    found = read_answers(root, questions_for(root, client_id), files)
    if form == "text":
        for line in _lines(found):
            click.echo(line)
    click.echo(_summary(found), err=True)
    writes = not found.faults and not found.is_nothing
    if writes and not yes:
        writes = form == "text" and sys.stdin.isatty() and click.confirm("Write this?", err=True)
    if writes:
        try:
            write_answers(root, found)
        except OSError as error:
            raise not_written(error, root) from error
    if form == "json":
        click.echo(json.dumps(_json(found, written=writes), indent=2, ensure_ascii=False))
    if writes:
        click.echo(f"\nNext:  immerse check {client_id}", err=True)
    elif not found.is_nothing or found.faults:
        click.echo("nothing was written" + ("" if found.faults else "; --yes writes it"), err=True)
        sys.exit(1)


def _lines(found: AnswerImport) -> Iterator[str]:
    for one in found.changes:
        who = f"{one.signed.by}, {one.signed.on}" if one.signed.by else "nobody signed"
        yield f"{one.path}: {_shown(one.old)} -> {_shown(one.new)}  ({one.at}; {who})"
    for fault in found.faults:
        yield str(fault)


def _shown(text: str) -> str:
    return text.replace("\n", " | ") or "nothing"


def _summary(found: AnswerImport) -> str:
    if found.faults:
        count = len(found.faults)
        return f"{found.client}: {count} {'cell is' if count == 1 else 'cells are'} wrong"
    if found.is_nothing:
        return f"{found.client}: the workbooks say nothing new"
    counts = f"{len(found.changes)} changed, {len(found.confirmed)} confirmed as they are"
    return f"{found.client}: {counts}; {found.answered} stand-ins answered, {found.left} left"


def _json(found: AnswerImport, *, written: bool) -> dict[str, Any]:
    return {
        "schema": "immerse.answers/1",
        "client": found.client,
        "written": written,
        "changes": [_given(one) for one in found.changes],
        "confirmed": [_given(one) for one in found.confirmed],
        "faults": [_fault(one) for one in found.faults],
        "stand_ins": {"answered": found.answered, "left": found.left},
    }


def _given(one: GivenValue) -> dict[str, Any]:
    signed = {"by": one.signed.by, "day": one.signed.on.isoformat() if one.signed.on else None}
    return {"path": one.path, "old": one.old, "new": one.new, **asdict(one.at), **signed}


def _fault(one: CellFault) -> dict[str, Any]:
    place = asdict(one.at) if one.at else {"file": "", "sheet": "", "cell": ""}
    return {**place, "message": one.message, "hint": one.hint}
