"""`answers`: answers of departments, taken over into a client's policy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import FILE, format_option, report, workspace
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
def answers(client: str, files: tuple[Path, ...], yes: bool, form: str) -> int:
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
    found = read_answers(root, questions_for(root, client), files)
    for line in _lines(found) if form == "text" else ():
        click.echo(line)
    click.echo(_summary(found), err=True)
    writes = not found.faults and not found.is_nothing
    if writes and not yes:
        writes = form == "text" and sys.stdin.isatty() and click.confirm("Write this?", err=True)
    if writes:
        with changing(root):
            write_answers(root, found)
    report(form, _json(found, written=writes), ())
    if writes:
        click.echo(f"\nNext:  immerse check {client}", err=True)
    elif not found.is_nothing or found.faults:
        click.echo("nothing was written" + ("" if found.faults else "; --yes writes it"), err=True)
        return 1
    return 0


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
