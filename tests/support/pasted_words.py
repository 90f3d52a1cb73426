"""A workspace of two clients, and words of one of them put into the other's folder or into the core."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from immerse.building.site import build_client
from immerse.model.site_view import View
from immerse.problems import ContentProblems, Problem, Severity
from site_fixtures import DAY, starter

OURS, THEIRS = "acme-works", "quayside"
FOLDER = Path("site_config/clients")
OVERLAY = FOLDER / OURS / "overlay.yml"
POLICY = FOLDER / OURS / "policy.yml"
LESSON = Path("curriculum/first-steps/lessons/01-who-is-speaking.yml")
QUAYSIDE = Path(__file__).parents[1] / "cases" / "leaks" / "quayside.yml"


def house(folder: Path) -> Path:
    """The starter with a second client."""
    root = starter(folder)
    (root / FOLDER / THEIRS).mkdir()
    shutil.copyfile(QUAYSIDE, root / FOLDER / THEIRS / "policy.yml")
    return root


def into_overlay(root: Path, words: str) -> str:
    path = root / OVERLAY
    text = path.read_text("utf-8").rstrip().replace("FST-L1: Most", "FST-L1: >-\n    Most")
    path.write_text(f"{text}\n    The rest: {words}\n", "utf-8")
    return OVERLAY.as_posix()


def into_core(root: Path, words: str) -> str:
    path = root / LESSON
    text = path.read_text("utf-8")
    path.write_text(text.replace("  - Reading anger as urgency.", f'  - "Reading {words} as urgency."'), "utf-8")
    return LESSON.as_posix()


def named(problems: tuple[Problem, ...], severity: Severity = Severity.ERROR) -> list[Problem]:
    return [one for one in problems if one.rule == "L-71" and one.severity is severity]


def built(root: Path, client: str = OURS) -> tuple[Problem, ...]:
    """What stops the build of a client."""
    with pytest.raises(ContentProblems) as stopped:
        build_client(root, client, View.TRAINEE, DAY, root / "site")
    return stopped.value.problems


WAIVER = """waivers:
  - rule: L-71
    subject: {subject}
    {word}owner: director
    reason: Both clients are served by one vendor.
    expires: 2027-06-30
"""


def renamed(root: Path, old: str, new: str) -> None:
    path = root / FOLDER / THEIRS / "policy.yml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
