"""`answers`: takes answers of departments over into a client's policy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import FILE, format_option, on_option, report, workspace
from immerse.cli.output_files import changing

if TYPE_CHECKING:
    from immerse.questionnaire.answer_checks import GivenValue
    from immerse.questionnaire.answer_import import AnswerImport
    from immerse.questionnaire.returned_cells import CellFault


@click.command(short_help="Read answered workbooks back into a policy.")
@client_argument
@click.argument("files", metavar="FILES", nargs=-1, required=True, type=FILE)
@click.option("--yes", is_flag=True, help="Write without asking.")
@format_option("json")
@on_option
def answers(client: str, files: tuple[Path, ...], yes: bool, form: str, on: date) -> int:
    """Read workbooks of immerse questions back into CLIENT's policy.

    Every cell is checked first. If an answer cannot be read, or two answers to one question differ, their sheet and
    cell are named and nothing is written. Otherwise it shows what changes, value by value, and asks before it writes;
    --yes skips the question. Comments and order of policy.yml stay, answered stand-ins are removed from their list, and
    answers.yml records who answered, and when; immerse policy CLIENT shows it.

    Exits 1 if a cell is wrong, or if changes were not confirmed.
    """
    from immerse.questionnaire.answer_import import read_answers, write_answers
    from immerse.questionnaire.client_questions import questions_for

    root = workspace()
    result = read_answers(root, questions_for(root, client), files, on)
    for line in _lines(result) if form == "text" else ():
        click.echo(line)
    click.echo(_summary(result), err=True)
    writes = not result.faults and not result.is_nothing
    if writes and not yes:
        writes = form == "text" and sys.stdin.isatty() and click.confirm("Write this?", err=True)
    if writes:
        with changing(root):
            write_answers(root, result)
    report(form, _json(result, written=writes), ())
    if writes:
        click.echo(f"\nNext:  immerse check {client}", err=True)
    elif not result.is_nothing or result.faults:
        click.echo("nothing was written" + ("" if result.faults else "; --yes writes it"), err=True)
        return 1
    return 0


def _lines(result: AnswerImport) -> Iterator[str]:
    for change in result.changes:
        who = f"{change.signed.by}, {change.signed.on}" if change.signed.by else "nobody signed"
        yield f"{change.path}: {_shown(change.old)} -> {_shown(change.new)}  ({change.at}; {who})"
    for fault in result.faults:
        yield str(fault)


def _shown(text: str) -> str:
    return text.replace("\n", " | ") or "nothing"


def _summary(result: AnswerImport) -> str:
    if result.faults:
        count = len(result.faults)
        return f"{result.client}: {count} {'cell is' if count == 1 else 'cells are'} wrong"
    if result.is_nothing:
        return f"{result.client}: the workbooks say nothing new"
    counts = f"{len(result.changes)} changed, {len(result.confirmed)} confirmed as they are"
    return f"{result.client}: {counts}; {result.answered} stand-ins answered, {result.left} left"


def _json(result: AnswerImport, *, written: bool) -> dict[str, Any]:
    return {
        "schema": "immerse.answers/1",
        "client": result.client,
        "written": written,
        "changes": [_given(value) for value in result.changes],
        "confirmed": [_given(value) for value in result.confirmed],
        "faults": [_fault(fault) for fault in result.faults],
        "stand_ins": {"answered": result.answered, "left": result.left},
    }


def _given(value: GivenValue) -> dict[str, Any]:
    signed = {"by": value.signed.by, "day": value.signed.on.isoformat() if value.signed.on else None}
    return {"path": value.path, "old": value.old, "new": value.new, **asdict(value.at), **signed}


def _fault(fault: CellFault) -> dict[str, Any]:
    place = asdict(fault.at) if fault.at else {"file": "", "sheet": "", "cell": ""}
    return {**place, "message": fault.message, "hint": fault.hint}
