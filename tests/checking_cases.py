"""Golden cases of the rules: the starter workspace made a little richer, a change, and every problem that it causes.

A case is a file of tests/cases/checking: `rule` (the id it is about), `changes` (as in loading_cases), `on` (a day;
2026-12-01 unless told), and `expect` (the whole first line of every error and warning; [] where the rule must stay
silent).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from immerse.loading import client_ids
from immerse.pipeline import check_workspace
from immerse.problems import Severity
from immerse.starting import make_part, make_workspace
from loading_cases import change_workspace

CASES = Path(__file__).parent / "cases" / "checking"
ESCALATION = CASES.parent / "PB-09-escalation.yml"


def rich_workspace(folder: Path) -> Path:
    """The starter with a playbook that reads contacts, triggers, on-call and promise, and a client who sets them."""
    root = folder / "workspace"
    make_workspace(root)
    (root / "playbooks" / ESCALATION.name).write_bytes(ESCALATION.read_bytes())
    make_part(root, "client", "north-wind")
    for path in sorted((root / "site_config" / "clients" / "acme-works").iterdir()):
        path.unlink()
    (root / "site_config" / "clients" / "acme-works").rmdir()
    return root


def read_case(path: Path) -> dict[str, Any]:
    """One case file."""
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


def problems_of_case(case: dict[str, Any], folder: Path) -> list[str]:
    """The first lines of every error and warning of the changed workspace."""
    root = rich_workspace(folder)
    change_workspace(root, case["changes"])
    on = date.fromisoformat(str(case.get("on", "2026-12-01")))
    judgement = check_workspace(root, client_ids(root), on)
    return [str(problem).split("\n")[0] for problem in judgement.open if problem.severity is not Severity.INFO]
