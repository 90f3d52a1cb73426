"""`upgrade`: files of an older format."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.line_diff import side_by_side
from immerse.cli.options import format_option, on_option, workspace_of
from immerse.cli.output_files import not_written
from immerse.cli.problem_formats import as_json
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.upgrading import Finding, Upgrade, UpgradeStep

_SAYS = {
    "change": ("changes", "was changed"),
    "reads": ("reads differently", "reads differently"),
    "todo": ("for you to do", "for you to do"),
    "note": ("to know", "to know"),
}
"""Kind of finding -> what is said of it before and after the upgrade."""


@click.command(short_help="Bring files of an older format up to date.")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say what an upgrade would do.")
@click.option(
    "--from", "begin", type=click.IntRange(min=1), help="Take the files to be of this format, whatever they say."
)
@format_option("json")
@on_option
@click.pass_context
def upgrade(ctx: click.Context, only_check: bool, begin: int | None, form: str, on: date) -> None:
    """Bring files that were written for an older immerse up to date, and say what they mean otherwise now.

    File by file: what the upgrade changes, with both forms; which texts read differently, with both readings side by
    side; what somebody has to write, with the line; and what immerse check says afterwards. With --check nothing is
    changed. Comments, order and every other byte of a file stay.

    Exits 1 when the files are of an older format and --check was given, or when something is left for a person to do.
    """
    from immerse.upgrading import plan_upgrade, upgrade_workspace

    root = workspace_of(ctx)
    try:
        found = plan_upgrade(root, on, begin) if only_check else upgrade_workspace(root, on, begin)
    except OSError as error:
        raise not_written(error, root) from error
    if form == "json":
        click.echo(json.dumps(_json(found, changed=not only_check), indent=2, ensure_ascii=False))
    else:
        for line in _lines(found, only_check):
            click.echo(line)
    click.echo(_summary(found, only_check), err=True)
    left = bool(found.remaining) or any(finding.kind == "todo" for _, finding in found.findings)
    sys.exit(1 if found.is_needed and (only_check or left) else 0)


def _lines(found: Upgrade, only_check: bool) -> Iterator[str]:
    for step, findings in groupby(found.findings, key=lambda pair: pair[0]):
        yield f"{step.name}: {step.about}"
        for _, finding in findings:
            yield ""
            yield from _finding(finding, only_check)
        yield ""
    if found.remaining:
        yield f"immerse check {'would say' if only_check else 'says'} of the files as they are then:"
        yield ""
        yield from map(str, found.remaining)


def _finding(finding: Finding, only_check: bool) -> Iterator[str]:
    said = _SAYS[finding.kind][0 if only_check else 1]
    yield f"  {finding.location}: {said}: {finding.message}"
    if finding.kind in ("change", "reads"):
        yield from (f"    {line}" for line in side_by_side(finding.before, finding.after))
    elif finding.after:
        yield from (f"    {line}" for line in finding.after.split("\n"))


def _summary(found: Upgrade, only_check: bool) -> str:
    from immerse.upgrading import FORMAT

    if not found.is_needed:
        return f"the files are of format {found.format}, which this immerse reads; there is nothing to do"
    counts = {kind: sum(one.kind == kind for _, one in found.findings) for kind in _SAYS}
    files = len(found.changed)
    parts = (
        f"{counted(files, 'file')} {'to change' if only_check else 'changed'}",
        f"{counts['reads']} that read{'s' if counts['reads'] == 1 else ''} differently",
        f"{counts['todo']} to do by hand",
        f"{len(found.remaining)} of immerse check",
    )
    return f"format {found.format} to {FORMAT}: {', '.join(parts)}"


def _json(found: Upgrade, *, changed: bool) -> dict[str, Any]:
    from immerse.upgrading import FORMAT

    return {
        "schema": "immerse.upgrade/1",
        "from": found.format,
        "to": FORMAT,
        "written": changed and bool(found.changed),
        "files": [file.path for file in found.changed],
        "findings": [_entry(step, finding) for step, finding in found.findings],
        "check": [as_json(problem) for problem in found.remaining],
    }


def _entry(step: UpgradeStep, finding: Finding) -> dict[str, str | int]:
    place = finding.location
    return {
        "step": step.name,
        "kind": finding.kind,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": finding.message,
        "before": finding.before,
        "after": finding.after,
    }
