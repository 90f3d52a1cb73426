"""Golden cases of the rules: the starter workspace made a little richer, a change, and every problem that it causes.

A case is a file of tests/cases/checking: `rule` (the id it is about), `changes` (as in loading_cases), `on` (a day;
2026-12-01 unless told), `reads: everything` where the programme is to read every setting, and `expect` (the whole first
line of every error and warning; [] where the rule must stay silent). Where the rule gives notes alone, the notes of
this rule are expected as well.
"""

from __future__ import annotations

import re
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from case_files import read_case_file
from checked import checked
from immerse.checking.rules import RULES
from immerse.problems import Severity
from loading_cases import change_workspace
from settled_client import settled_client
from site_fixtures import Files, copied, files_of, starter

CASES = Path(__file__).parents[1] / "cases" / "checking"
ESCALATION = CASES.parent / "PB-09-escalation.yml"
WHOLE_POLICY = CASES.parent / "PB-10-whole-policy.yml"
MADE_ON = date(2026, 11, 21)
"""The day from which the dates of the client are counted, so that they never move."""


def rich_workspace(folder: Path, playbooks: tuple[Path, ...] = (ESCALATION,)) -> Path:
    """The starter with a playbook that reads contacts, triggers, on-call and promise, and a client who sets them."""
    return copied(_rich_files(playbooks), folder / "workspace")


@cache
def _rich_files(playbooks: tuple[Path, ...]) -> Files:
    with tempfile.TemporaryDirectory() as folder:
        return files_of(_make_rich(Path(folder) / "workspace", playbooks))


def _make_rich(root: Path, playbooks: tuple[Path, ...]) -> Path:
    starter(root)
    for playbook in playbooks:
        (root / "playbooks" / playbook.name).write_bytes(playbook.read_bytes())
    settled_client(root, "north-wind", MADE_ON)
    for path in sorted((root / "site_config" / "clients" / "acme-works").iterdir()):
        path.unlink()
    (root / "site_config" / "clients" / "acme-works").rmdir()
    _without_first_lines(root)
    return root


def _without_first_lines(root: Path) -> None:
    """Drop the line that leads an editor to a schema, so that cases count the lines of the content."""
    for path in sorted(root.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\A# yaml-language-server: .*\n", "", text), encoding="utf-8")


def whole_workspace(folder: Path) -> Path:
    """The rich workspace with a playbook that reads every setting; the client sets all that have no default."""
    return rich_workspace(folder, (ESCALATION, WHOLE_POLICY))


def read_case(path: Path) -> dict[str, Any]:
    """One case file."""
    case: dict[str, Any] = read_case_file(path)
    return case


def workspace_of_case(case: dict[str, Any], folder: Path) -> Path:
    """The workspace, changed as the case says."""
    root = whole_workspace(folder) if case.get("reads") == "everything" else rich_workspace(folder)
    change_workspace(root, case["changes"])
    return root


def problems_of_case(case: dict[str, Any], folder: Path) -> list[str]:
    """The first lines of every error and warning of the changed workspace, and of the notes of a rule of notes."""
    root = workspace_of_case(case, folder)
    on = date.fromisoformat(str(case.get("on", "2026-12-01")))
    judgement = checked(root, on)
    notes = {rule.id for rule in RULES if rule.severity is Severity.INFO} & {case["rule"]}
    found = (one for one in judgement.open if one.severity is not Severity.INFO or one.rule in notes)
    return [str(problem).split("\n")[0] for problem in found]
