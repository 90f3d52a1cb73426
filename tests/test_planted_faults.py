"""Faults planted in this repository's own content are named under the rule that says why, at their place."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from immerse.loading import client_ids, load_client
from immerse.loading.workspace import load_file
from immerse.model.knowledge_check import CheckFile
from immerse.pipeline import check_workspace
from immerse.problems import Problem

REPOSITORY = Path(__file__).parents[1]
CLIENTS = client_ids(REPOSITORY)
CHECKS = sorted(path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "curriculum").glob("*/checks.yml"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for folder in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    return tmp_path


def without_all(text: str, pattern: str) -> tuple[list[int], str]:
    """The text without each key that matches and what lies below it, and the lines, from 1, at which they were."""
    kept: list[str] = []
    taken: list[int] = []
    inside: int | None = None
    for line in text.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip())
        if inside is not None and (not line.strip() or indent > inside):
            continue
        inside = indent if re.search(pattern, line) else None
        if inside is None:
            kept.append(line)
        else:
            taken.append(len(kept) + 1)
    return taken, "".join(kept)


def named(problems: tuple[Problem, ...], rule: str, line: int) -> bool:
    """Whether the rule speaks of the mapping that lost a key: it begins at or shortly above the line."""
    return any(problem.rule == rule and 0 <= line - problem.location.line <= 12 for problem in problems)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    ("pattern", "rule"), [(r"^      deputy: ", "L-23"), (r"^    backup_?: |^      backup: ", "L-23")]
)
def test_every_deputy_that_is_deleted_is_missed(client: str, pattern: str, rule: str, workspace: Path) -> None:
    path = workspace / "site_config" / "clients" / client / "policy.yml"
    taken, text = without_all(path.read_text(encoding="utf-8"), pattern)
    assert taken
    path.write_text(text, encoding="utf-8")
    problems = load_client(workspace, client)[1]
    assert [line for line in taken if not named(problems, rule, line)] == []
    assert len({problem.location for problem in problems if problem.rule == rule}) == len(taken)


@pytest.mark.parametrize("client", CLIENTS)
def test_a_disclosure_that_leaves_the_post_is_missed(client: str, workspace: Path) -> None:
    path = workspace / "site_config" / "clients" / client / "policy.yml"
    text = path.read_text(encoding="utf-8")
    assert "[in_post, " in text
    path.write_text(text.replace("[in_post, ", "["), encoding="utf-8")
    assert {problem.rule for problem in load_client(workspace, client)[1]} == {"L-12"}


@pytest.mark.parametrize("file", CHECKS)
def test_every_answer_that_is_deleted_is_missed(file: str, workspace: Path) -> None:
    path = workspace / file
    taken, text = without_all(path.read_text(encoding="utf-8"), r"^    answer:")
    assert len(taken) >= 10
    path.write_text(text, encoding="utf-8")
    found = sorted(problem for problem in load_file(workspace, file, CheckFile)[1] if problem.rule == "L-64")
    assert len(found) == len(taken)
    for above, problem, line in zip([0, *taken], found, taken, strict=False):
        assert above <= problem.location.line < line, problem


def test_every_reply_lesson_that_forgets_who_speaks_is_missed(workspace: Path) -> None:
    lessons = sorted((workspace / "curriculum" / "response" / "lessons").glob("*.yml"))
    for path in lessons:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\{\{[^}]*identity\.disclosure[^}]*\}\}", "our words", text)
        path.write_text(text, encoding="utf-8")
    judgement = check_workspace(workspace, (), date(2026, 12, 1))
    missed = {problem.location.path for problem in judgement.open if problem.rule == "L-11"}
    assert missed == {path.relative_to(workspace).as_posix() for path in lessons}
