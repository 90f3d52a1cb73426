"""`check`: reports every problem, with file, line and column."""

from datetime import date

import click

from immerse.cli.clients import clients_argument
from immerse.cli.options import chosen_clients, format_option, on_option, report, store_option, workspace
from immerse.cli.problem_formats import as_annotation, as_json, as_text, path_in_repository
from immerse.problems import Problem, Severity
from immerse.storage.store import Store
from immerse.words.english import counted


@click.command(short_help="Name every problem, with file, line and column.")
@clients_argument
@format_option("json", "github", purpose="For people, for programs, or as annotations of a pull request.")
@click.option("--notes", is_flag=True, help="Also show notes and waived warnings.")
@store_option
@on_option
def check(clients: tuple[str, ...], form: str, notes: bool, store: Store, on: date) -> int:
    """Check curriculum, playbooks and client policies; name every problem with its place.

    With CLIENT, it checks only the programme and these clients; otherwise all clients.

    Exits 1 when there is an error or a warning that nobody has waived. Nothing is written except the
    cache in the folder .immerse.
    """
    from immerse.pipeline.check import check_workspace

    root = workspace()
    judgement = check_workspace(root, chosen_clients(root, clients), on, store)
    weighty = [problem for problem in judgement.open if problem.severity is not Severity.INFO]
    shown = sorted({*judgement.open, *judgement.waived}) if notes else weighty
    above = path_in_repository(root) if form == "github" else ""
    lines = (as_annotation(problem, above) if form == "github" else as_text(problem) for problem in shown)
    report(form, [as_json(problem) for problem in shown], lines)
    count = sum(problem.severity is Severity.INFO for problem in judgement.open)
    hint = f" (--notes shows {'it' if count == 1 else 'them'})" if count and not notes else ""
    click.echo(_summary(judgement.open, len(judgement.waived), len(judgement.clients)) + hint, err=True)
    drafts = [problem for problem in judgement.open if problem.says_draft]
    for problem in drafts[:_DRAFTS]:
        click.echo(f"{problem.message}; {problem.hint}", err=True)
    if (more := len(drafts) - _DRAFTS) > 0:
        click.echo(f"{counted(more, 'more client')} {'is a draft' if more == 1 else 'are drafts'}", err=True)
    return 1 if weighty else 0


_DRAFTS = 3
"""The greatest number of drafts that are named below the summary; `--notes` names them all."""


def _summary(problems: tuple[Problem, ...], waived: int, clients: int) -> str:
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    parts = [
        counted(counts[Severity.ERROR], "error"),
        counted(counts[Severity.WARNING], "warning"),
        f"{waived} waived",
        counted(counts[Severity.INFO], "note"),
    ]
    return f"{counted(clients, 'client')}: " + ", ".join(parts)
