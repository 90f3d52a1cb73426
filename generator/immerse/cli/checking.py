"""`check` and `explain`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.clients import clients_argument
from immerse.cli.options import (
    chosen_clients,
    custom_settings,
    format_option,
    on_option,
    store_of,
    store_option,
    workspace_of,
)
from immerse.problems import Problem, Severity
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.model.policy.registry import Setting

GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


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
    above = _above(root) if form == "github" else ""
    if form == "json":
        click.echo(json.dumps([as_json(problem) for problem in shown], indent=2, ensure_ascii=False))
    else:
        for problem in shown:
            click.echo(_as_github(problem, above) if form == "github" else _as_text(problem))
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


def _as_text(problem: Problem) -> str:
    waiver = waiver_line(problem)
    return f"{problem}\n    to waive it, add below 'waivers:'  {waiver}" if waiver else str(problem)


def waiver_line(problem: Problem) -> str:
    """The entry of waivers.yml that covers a warning, or an error that can be waived, to be completed; empty where none
    can."""
    if not problem.subject or not (problem.severity is Severity.WARNING or problem.word):
        return ""
    subject = json.dumps(problem.subject, ensure_ascii=False)
    word = f"word: {json.dumps(problem.word, ensure_ascii=False)}, " if problem.word else ""
    return f"- {{rule: {problem.rule}, subject: {subject}, {word}owner: ..., reason: ..., expires: ...}}"


def as_json(problem: Problem) -> dict[str, str | int]:
    """A problem for programs."""
    place = problem.location
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        "subject": problem.subject,
        "waiver": waiver_line(problem),
    }


def _above(root: Path) -> str:
    """The workspace's path from the root of its repository, with `/` at the end: GitHub names files from there."""
    root = root.resolve()
    told = os.environ.get("GITHUB_WORKSPACE", "")
    tops = [Path(told).resolve()] if told else []
    tops += [folder for folder in (root, *root.parents) if (folder / ".git").exists()]
    found = next((top for top in tops if root.is_relative_to(top)), root)
    path = root.relative_to(found).as_posix()
    return "" if path == "." else f"{path}/"


def _as_github(problem: Problem, above: str) -> str:
    # Workflow commands take %, CR and LF escaped, and in properties also colon and comma.
    place = problem.location
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = (above + place.path).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    level = GITHUB_LEVEL[problem.severity]
    return f"::{level} file={path},line={place.line},col={place.column},title={problem.rule}::{text}"


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


@click.command(short_help="Say what a rule or a setting wants, and why.")
@click.argument("what", required=False)
@click.option("--all", "everything", is_flag=True, help="All rules as one Markdown document (docs/rules.md).")
@click.option("--settings", is_flag=True, help="All settings as one Markdown document (docs/settings.md).")
@click.pass_context
def explain(ctx: click.Context, what: str | None, everything: bool, settings: bool) -> None:
    """Say what a rule (L-24) or a setting (response.targets) wants, and why; without WHAT, list the rules.

    Of a group (response) the settings are listed.
    """
    from immerse.checking import RULES, explain_all, explain_rule, list_rules
    from immerse.checking.settings_page import settings_reference
    from immerse.loading import load_core_policy
    from immerse.model.policy.registry import SETTINGS, settings_of

    if sum((what is not None, everything, settings)) > 1:
        raise click.UsageError("name one thing: a rule or a setting, --all, or --settings")
    if everything:
        click.echo(explain_all(), nl=False)
    elif settings:
        click.echo(settings_reference(load_core_policy()), nl=False)
    elif not what:
        click.echo(list_rules())
    elif what in SETTINGS or what.lower() in {rule.id.lower() for rule in RULES}:
        click.echo(_settings_named(what, SETTINGS) or explain_rule(what))
    else:
        custom = custom_settings(ctx)
        known = settings_of(custom.contract()) if custom else SETTINGS
        click.echo(_settings_named(what, known) or explain_rule(what, known))


def _settings_named(what: str, known: Mapping[str, Setting]) -> str:
    """The page of a setting, or of the setting that a path leads into; the settings of a group, a line each."""
    from immerse.checking.settings_page import setting_page
    from immerse.loading import load_core_policy
    from immerse.model.policy.prefixes import paths_of

    key = ".".join(what.split(".")[:2])
    if key in known:
        return f"{key}\n\n{setting_page(known[key], load_core_policy())}"
    named = paths_of(what, known)
    return "\n".join(f"{key}  {setting.doc}" for key, setting in known.items() if key in named)
