"""Upgrades a workspace of an older format to the format of this immerse."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from immerse.loading.layout import CURRICULUM, PLAYBOOKS, SITE_CONFIG, client_ids
from immerse.loading.workspace_format import CURRICULUM_FILE, format_of, other_format
from immerse.model.module import FORMAT
from immerse.output.writing import write_whole
from immerse.pipeline.check import check_workspace
from immerse.problems import ContentProblems, ImmerseError, Problem, Severity
from immerse.storage.scratch import temporary_folder
from immerse.upgrading.editing import with_first_key
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.steps import STEPS
from immerse.upgrading.workspace_files import File, Sources

__all__ = ["FORMAT", "STEPS", "Finding", "Upgrade", "UpgradeStep", "plan_upgrade", "upgrade_workspace"]


@dataclass(frozen=True)
class Upgrade:
    """The difference between a workspace and the format of this immerse."""

    format: int
    """The format of the workspace as it was found."""
    findings: tuple[tuple[UpgradeStep, Finding], ...] = ()
    """Step by step, each in the order of the files."""
    changed: tuple[File, ...] = ()
    """Files with their new content; the one with the format is the last."""
    remaining: tuple[Problem, ...] = ()
    """Errors and warnings of `immerse check` once the changes are made."""

    @property
    def is_needed(self) -> bool:
        """Whether the workspace is of an older format."""
        return self.format < FORMAT


def plan_upgrade(root: Path, on: date, begin: int | None = None) -> Upgrade:
    """The changes that an upgrade would make; nothing is changed.

    Args:
        root: The workspace.
        on: The day on which dates are judged.
        begin: Treat the files as of this format, whatever format they declare.

    Raises:
        ImmerseError: the format is unknown or newer, or the workspace cannot be read.
        ContentProblems: the file with the format has errors.
    """
    number = _format(root) if begin is None else begin
    if number >= FORMAT:
        return Upgrade(number)
    findings, sources = _look(Sources.read(root), number)
    before = Sources.read(root)
    changed = [file for path, file in sources.files.items() if file.content != before.files[path].content]
    changed.sort(key=lambda file: (file.path == CURRICULUM_FILE, file.path))
    with temporary_folder() as folder:
        copy = _copy(root, folder)
        for file in changed:
            (copy / file.path).write_bytes(file.content)
        problems = check_workspace(copy, client_ids(copy), on).open
        remaining = tuple(problem for problem in problems if problem.severity is not Severity.INFO)
    return Upgrade(number, findings, tuple(changed), remaining)


def upgrade_workspace(root: Path, on: date, begin: int | None = None) -> Upgrade:
    """Make the safe changes, and report what is left for a person, with its new place.

    A workspace whose upgrade was interrupted still has the older format; the next upgrade completes it.

    Raises:
        OSError: a file cannot be written; each file is the old or the new one.
    """
    plan = plan_upgrade(root, on, begin)
    for file in plan.changed:
        write_whole(root / file.path, file.content)
    if not plan.is_needed:
        return plan
    done = tuple((step, finding) for step, finding in plan.findings if finding.kind == "change")
    left = tuple(pair for pair in _look(Sources.read(root), plan.format)[0] if pair[1].kind != "change")
    return Upgrade(plan.format, done + left, plan.changed, plan.remaining)


def _format(root: Path) -> int:
    format_ = format_of(root)
    if format_ is None:
        place = CURRICULUM_FILE
        raise ImmerseError(f"{place} is missing or cannot be read; correct it first: immerse check")
    number = format_[0]
    if type(number) is int and 1 <= number <= FORMAT:
        return number
    raise ContentProblems(other_format(root))


def _look(sources: Sources, begin: int) -> tuple[tuple[tuple[UpgradeStep, Finding], ...], Sources]:
    """The findings of the steps, and the files with their changes."""
    findings: list[tuple[UpgradeStep, Finding]] = []
    for number in range(begin + 1, FORMAT + 1):
        steps = [step for step in STEPS if step.format == number]
        of_step = [(step, finding) for step in steps for finding in _sorted(step.find(sources))]
        sources = sources.edited(edit for _, finding in of_step for edit in finding.edits)
        findings += of_step
    edit = with_first_key(sources.files[CURRICULUM_FILE], "format", FORMAT)
    if edit is None:
        raise ImmerseError(f"write 'format: {FORMAT}' into {CURRICULUM_FILE} by hand; no place for it was found there")
    return tuple(findings), sources.edited([edit])


def _sorted(findings: Iterator[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.location)


def _copy(root: Path, folder: Path) -> Path:
    """The workspace's own files in another folder."""
    for name in (CURRICULUM, PLAYBOOKS, SITE_CONFIG):
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, symlinks=True)
    return folder
