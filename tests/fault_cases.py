"""Inputs of authors: what somebody wrote into a new workspace, and what `check` says about it or what the page shows.

A case is a file of tests/cases/faults: `about` (a sentence), `changes` (file -> what is done to it, as in
loading_cases; a file of the starter has a short name, see `FILES`), `says` (every error and warning as a person sees
it, each with its hint below it; left out where nothing is to be said) and `shows` (address of a page -> words that
stand on it as the trainee sees it). A case without errors can be built.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from immerse.hosts.pages import html_of
from immerse.loading import client_ids
from immerse.model.edition import View
from immerse.pipeline import check_workspace, prepare
from immerse.problems import Severity
from loading_cases import change_workspace
from site_fixtures import STARTER_CLIENT, read_text, starter

CASES = Path(__file__).parent / "cases" / "faults"
ON = date(2026, 12, 1)

_MODULE = "curriculum/first-steps"
_CLIENT = f"site_config/clients/{STARTER_CLIENT}"
FILES = {
    "curriculum": "curriculum/curriculum.yml",
    "rotation": "curriculum/rotation.yml",
    "module": f"{_MODULE}/module.yml",
    "lesson": f"{_MODULE}/lessons/01-who-is-speaking.yml",
    "lesson 2": f"{_MODULE}/lessons/02-another.yml",
    "drills": f"{_MODULE}/drills.yml",
    "checks": f"{_MODULE}/checks.yml",
    "playbook": "playbooks/PB-01-first-reply.yml",
    "policy": f"{_CLIENT}/policy.yml",
    "overlay": f"{_CLIENT}/overlay.yml",
}


def read_case(path: Path) -> dict[str, Any]:
    """One case file."""
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


def workspace_of(case: dict[str, Any], folder: Path) -> Path:
    """A new workspace with the changes of a case."""
    root = starter(folder / "workspace")
    change_workspace(root, {FILES.get(name, name): change for name, change in case["changes"].items()})
    return root


def said_of(root: Path) -> str:
    """What `check` says about a workspace, without its notes."""
    judgement = check_workspace(root, client_ids(root), ON)
    return "".join(f"{problem}\n" for problem in judgement.open if problem.severity is not Severity.INFO)


def shown_in(root: Path) -> dict[str, str]:
    """The words of every page that the starter's trainee sees, by address."""
    pages = prepare(root, STARTER_CLIENT, View.TRAINEE, ON).site.pages
    return {address: read_text(html_of(page)) for address, page in pages.items()}
