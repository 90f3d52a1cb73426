"""`check`: every problem, with file, line and column."""

from __future__ import annotations

import json
import sys
from datetime import date

import click

from immerse.cli.clients import clients_argument
from immerse.cli.options import chosen_clients, format_option, on_option, store_of, store_option, workspace_of
from immerse.cli.problem_formats import as_annotation, as_json, as_text, path_in_repository
from immerse.problems import Problem, Severity
from immerse.words.english import counted


@click.command(short_help="Name every problem, with file, line and column.")
@clients_argument
@format_option("json", "github", said="For people, for programs, or as annotations of a pull request.")
@click.option("--notes", is_flag=True, help="Also show notes and waived warnings.")
@store_option
@on_option
@click.pass_context
def check(ctx: click.Context, clients: tuple[str, ...], form: str, notes: bool, no_cache: bool, on: date) -> None:
    """Judge curriculum, playbooks and client policies; name every problem with its place.

    With CLIENT, only the programme and these clients; without, all of them.

    Exits 1 when there is an error or a warning that nobody has waived. Nothing is written
    but what speeds up the next run, in the folder .immerse.
    """
    from immerse.pipeline import check_workspace

    root = workspace_of(ctx)
    judgement = check_workspace(root, chosen_clients(root, clients), on, store_of(root, no_cache=no_cache))
    weighty = [problem for problem in judgement.open if problem.severity is not Severity.INFO]
    shown = sorted({*judgement.open, *judgement.waived}) if notes else weighty
    above = path_in_repository(root) if form == "github" else ""
    if form == "json":
        click.echo(json.dumps([as_json(problem) for problem in shown], indent=2, ensure_ascii=False))
    else:
        for problem in shown:
            click.echo(as_annotation(problem, above) if form == "github" else as_text(problem))
    told = _summary(judgement.open, len(judgement.waived), len(judgement.clients))
    click.echo(told if notes else told + _how_to_see_notes(judgement.open), err=True)
    drafts = [problem for problem in judgement.open if problem.says_draft]
    for problem in drafts[:_DRAFTS]:
        click.echo(f"{problem.message}; {problem.hint}", err=True)
    if (more := len(drafts) - _DRAFTS) > 0:
        click.echo(f"{counted(more, 'more client')} {'is a draft' if more == 1 else 'are drafts'}", err=True)
    sys.exit(1 if weighty else 0)


_DRAFTS = 3
"""Drafts that are named below the summary; `--notes` names them all."""


def _summary(problems: tuple[Problem, ...], waived: int, clients: int) -> str:
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    parts = [
        counted(counts[Severity.ERROR], "error"),
        counted(counts[Severity.WARNING], "warning"),
        f"{waived} waived",
        counted(counts[Severity.INFO], "note"),
    ]
    return f"{counted(clients, 'client')}: " + ", ".join(parts)


def _how_to_see_notes(problems: tuple[Problem, ...]) -> str:
    count = sum(problem.severity is Severity.INFO for problem in problems)
    return f" (--notes shows {'it' if count == 1 else 'them'})" if count else ""
