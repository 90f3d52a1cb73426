"""`upgrade`: brings files of an older format up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.line_diff import side_by_side
from immerse.cli.options import format_option, on_option, report, workspace
from immerse.cli.output_files import changing
from immerse.cli.problem_formats import as_json
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.upgrading import Finding, Upgrade, UpgradeStep

_LABELS = {
    "change": ("changes", "was changed"),
    "reads": ("reads differently", "reads differently"),
    "todo": ("for you to do", "for you to do"),
    "note": ("to know", "to know"),
}
"""Kind of finding -> its label with `--check`, and after the upgrade."""


@click.command(short_help="Bring files of an older format up to date.")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; report what an upgrade would do.")
@click.option("--from", "begin", type=click.IntRange(min=1), help="Assume that the files are of this format.")
@format_option("json")
@on_option
def upgrade(only_check: bool, begin: int | None, form: str, on: date) -> int:
    """Bring files that were written for an older immerse up to date, and report what they now mean differently.

    File by file: what the upgrade changes, with both forms; which texts read differently, with both readings side by
    side; what somebody has to write, with the line; and the result of immerse check afterwards. With --check nothing is
    changed. Comments, order and every other byte of a file stay.

    Exits 1 if the files are of an older format and --check was given, or if something is left to do by hand.
    """
    from immerse.upgrading import plan_upgrade, upgrade_workspace

    root = workspace()
    with changing(root):
        result = plan_upgrade(root, on, begin) if only_check else upgrade_workspace(root, on, begin)
    report(form, _json(result, changed=not only_check), _lines(result, only_check))
    click.echo(_summary(result, only_check), err=True)
    left = bool(result.remaining) or any(finding.kind == "todo" for _, finding in result.findings)
    return 1 if result.is_needed and (only_check or left) else 0


def _lines(result: Upgrade, only_check: bool) -> Iterator[str]:
    for step, findings in groupby(result.findings, key=lambda pair: pair[0]):
        yield f"{step.name}: {step.about}"
        for _, finding in findings:
            yield ""
            yield from _finding(finding, only_check)
        yield ""
    if result.remaining:
        yield f"immerse check {'would say' if only_check else 'says'} of the files as they are then:"
        yield ""
        yield from map(str, result.remaining)


def _finding(finding: Finding, only_check: bool) -> Iterator[str]:
    yield f"  {finding.location}: {_LABELS[finding.kind][0 if only_check else 1]}: {finding.message}"
    if finding.kind in ("change", "reads"):
        yield from (f"    {line}" for line in side_by_side(finding.before, finding.after))
    elif finding.after:
        yield from (f"    {line}" for line in finding.after.split("\n"))


def _summary(result: Upgrade, only_check: bool) -> str:
    from immerse.upgrading import FORMAT

    if not result.is_needed:
        return f"the files are of format {result.format}, which this immerse reads; there is nothing to do"
    counts = {kind: sum(finding.kind == kind for _, finding in result.findings) for kind in _LABELS}
    files = len(result.changed)
    parts = (
        f"{counted(files, 'file')} {'to change' if only_check else 'changed'}",
        f"{counts['reads']} that read{'s' if counts['reads'] == 1 else ''} differently",
        f"{counts['todo']} to do by hand",
        f"{len(result.remaining)} of immerse check",
    )
    return f"format {result.format} to {FORMAT}: {', '.join(parts)}"


def _json(result: Upgrade, *, changed: bool) -> dict[str, Any]:
    from immerse.upgrading import FORMAT

    return {
        "schema": "immerse.upgrade/1",
        "from": result.format,
        "to": FORMAT,
        "written": changed and bool(result.changed),
        "files": [file.path for file in result.changed],
        "findings": [_entry(step, finding) for step, finding in result.findings],
        "check": [as_json(problem) for problem in result.remaining],
    }


def _entry(step: UpgradeStep, finding: Finding) -> dict[str, str | int]:
    return {
        "step": step.name,
        "kind": finding.kind,
        **finding.location._asdict(),
        "message": finding.message,
        "before": finding.before,
        "after": finding.after,
    }
