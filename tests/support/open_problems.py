"""What a check of a workspace today leaves open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from immerse.pipeline.check import check_workspace
from immerse.problems import Severity


def open_problems(root: Path, *clients: str) -> list[str]:
    """Errors and warnings of these clients that nobody waived; notes are left out."""
    judged = check_workspace(root, clients, date.today())
    return [str(problem) for problem in judged.open if problem.severity is not Severity.INFO]
