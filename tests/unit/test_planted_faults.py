"""Faults planted in this repository's own content are named under the rule that says why, at their place."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from immerse.loading import client_ids, load_client, load_core_policy, policy_layers
from immerse.loading.policy_layers import CORE, core_source
from immerse.loading.strict_yaml import read_kept
from immerse.loading.workspace import load_file
from immerse.model.drill import DrillFile
from immerse.model.knowledge_check import CheckFile
from immerse.pipeline import check_workspace
from immerse.problems import Problem

REPOSITORY = Path(__file__).parents[2]
CLIENTS = client_ids(REPOSITORY)
ON = date(2026, 12, 1)
CHECKS = sorted(path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "curriculum").glob("*/checks.yml"))
DRILLS = sorted(path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "curriculum").glob("*/drills.yml"))


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


def without_each(text: str, pattern: str) -> Iterator[tuple[int, str]]:
    """(line from 1, text without that key and what lies below it) for each line that matches."""
    lines = text.splitlines(keepends=True)
    for index, line in enumerate(lines):
        if not re.search(pattern, line):
            continue
        indent = len(line) - len(line.lstrip())
        end = index + 1
        while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
            end += 1
        yield index + 1, "".join([*lines[:index], *lines[end:]])


def named(problems: tuple[Problem, ...], rule: str, line: int) -> bool:
    """Whether the rule speaks of the mapping that lost a key: it begins at or shortly above the line."""
    return any(problem.rule == rule and 0 <= line - problem.location.line <= 12 for problem in problems)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(("pattern", "rule"), [(r"^ +deputy: ", "L-23"), (r"^ +backup: ", "L-23")])
def test_every_deputy_that_is_deleted_is_missed(client: str, pattern: str, rule: str, workspace: Path) -> None:
    path = workspace / "site_config" / "clients" / client / "policy.yml"
    taken, text = without_all(path.read_text(encoding="utf-8"), pattern)
    assert taken
    path.write_text(text, encoding="utf-8")
    problems = load_client(workspace, client)[1]
    assert [line for line in taken if not named(problems, rule, line)] == []
    assert len({problem.location for problem in problems if problem.rule == rule}) == len(taken)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_deputy_on_call_that_is_deleted_is_missed(client: str, workspace: Path) -> None:
    path = workspace / "site_config" / "clients" / client / "policy.yml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"(  on_call: \{.*), deputy: [a-z-]+", r"\1", text)
    path.write_text(changed, encoding="utf-8")
    line = text[: text.index("  on_call: {")].count("\n") + 1
    found = [one for one in check_workspace(workspace, (client,), ON).open if one.rule == "L-23"]
    assert (changed != text, [one.location.line for one in found]) == (True, [line])


CLOCKS = r"^      (?:clock|tell_min): "


@pytest.mark.parametrize("client", CLIENTS)
def test_every_clock_that_is_deleted_is_missed_or_the_core_s_stands(client: str, workspace: Path) -> None:
    path = workspace / "site_config" / "clients" / client / "policy.yml"
    text = path.read_text(encoding="utf-8")
    core = load_core_policy().escalation.hard_triggers or {}
    planted = 0
    for line, changed in without_each(text, CLOCKS):
        trigger = owner_of(text, line)
        if not trigger:
            continue
        path.write_text(changed, encoding="utf-8")
        loaded, problems = load_client(workspace, client)
        if trigger in core:
            assert loaded and (loaded.policy.escalation.hard_triggers or {})[trigger].tell_min > 0
        else:
            assert named(problems, "L-20", line), f"{path.name}:{line}"
        planted += 1
    assert planted or "tell_min" not in text


def owner_of(text: str, line: int) -> str:
    """The hard trigger that the line belongs to; empty outside of them."""
    above = text.splitlines()[:line]
    top = next((one for one in reversed(above) if re.match(r" {0,2}[a-z_]+:", one)), "")
    mine = next((one for one in reversed(above) if re.match(r"    [a-z-]+:", one)), "")
    return mine.strip(" :") if top == "  hard_triggers:" else ""


def _core_without(part: str, pattern: str) -> Iterator[tuple[str, str]]:
    """(words of what was deleted, the core defaults without it) for each match in a part of them."""
    text = core_source().decode("utf-8")
    begin = text.index(f"\n  {part}:\n") + len(part) + 4
    end = begin + next(re.finditer(r"^ {0,2}[a-z]", text[begin:], re.M)).start()
    for match in re.finditer(pattern, text[begin:end], re.M):
        yield match.group(), text[: begin + match.start()] + text[begin + match.end() :]


@pytest.mark.parametrize(
    ("part", "pattern", "rule", "least"),
    [
        ("hard_triggers", r"^      (?:clock|tell_min|priority|playbook): .*\n", "L-20", 4 * 16),
        ("targets", r"(?:triage_min: \d+, |, update_min: \d+|, clock: [a-z]+)", "L-24", 3 * 4),
    ],
)
def test_every_clock_that_the_core_loses_is_missed_where_a_client_has_none_of_its_own(
    part: str, pattern: str, rule: str, least: int, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace / "site_config" / "clients" / "kestrel-inlet" / "policy.yml"
    for _, changed in without_each(path.read_text(encoding="utf-8"), f"^  {part}:"):
        path.write_text(changed, encoding="utf-8")
    planted = 0
    for gone, changed in _core_without(part, pattern):
        reading = read_kept(changed.encode("utf-8"), CORE)
        monkeypatch.setattr(policy_layers, "_core", lambda reading=reading: reading)
        key = gone.strip(" ,").partition(":")[0]
        problems = load_client(workspace, "kestrel-inlet")[1]
        assert [(one.rule, key in one.message) for one in problems] == [(rule, True)], gone
        planted += 1
    assert planted == least


@pytest.mark.parametrize("client", CLIENTS)
def test_a_disclosure_that_leaves_the_post_is_missed(client: str, workspace: Path) -> None:
    path = workspace / "site_config" / "clients" / client / "policy.yml"
    text = path.read_text(encoding="utf-8")
    assert "[in_post, " in text
    path.write_text(text.replace("[in_post, ", "["), encoding="utf-8")
    line = text[: text.index("[in_post, ")].count("\n") + 1
    assert {(one.rule, one.location.line) for one in load_client(workspace, client)[1]} == {("L-12", line)}


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


@pytest.mark.parametrize("file", DRILLS)
@pytest.mark.parametrize("key", ["expected", "key"])
def test_every_answer_of_a_drill_that_is_deleted_is_missed(file: str, key: str, workspace: Path) -> None:
    path = workspace / file
    text = path.read_text(encoding="utf-8")
    planted = len(re.findall(rf"^ +{key}:", text, re.M))
    for _ in range(planted):
        text = next(without_each(text, rf"^ +{key}:"))[1]
    path.write_text(text, encoding="utf-8")
    missed = [one for one in load_file(workspace, file, DrillFile)[1] if one.rule == "L-64"]
    assert len({one.location for one in missed}) == len(missed) == planted
    assert all(f"missing key '{key}'" in one.message for one in missed)


def test_every_page_that_no_longer_uses_the_disclosure_that_it_shows_is_named(workspace: Path) -> None:
    shown = [path for path in (workspace / "curriculum").glob("*/lessons/*.yml") if _uses_disclosure(path)]
    shown += [path for path in (workspace / "playbooks").glob("*.yml") if _uses_disclosure(path)]
    for path in shown:
        path.write_text(re.sub(_USED, "", path.read_text(encoding="utf-8")), encoding="utf-8")
    judgement = check_workspace(workspace, (), ON)
    missed = {one.location.path for one in judgement.open if one.rule == "L-60" and "disclosure" in one.message}
    assert missed == {path.relative_to(workspace).as_posix() for path in shown}


_USED = r"(?m)^  - identity\.disclosure\n|(?<=\[)identity\.disclosure, |, identity\.disclosure(?=[,\]])"


def _uses_disclosure(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return "identity.disclosure." in text and bool(re.search(_USED, text))


def test_every_reply_page_that_forgets_who_speaks_is_missed(workspace: Path) -> None:
    pages = sorted((workspace / "curriculum" / "response" / "lessons").glob("*.yml"))
    playbooks = sorted((workspace / "playbooks").glob("*.yml"))
    pages += [path for path in playbooks if re.search(r"(?m)^(?:response: true|templates:)", path.read_text("utf-8"))]
    for path in pages:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\{\{[^}]*identity\.disclosure[^}]*\}\}", "our words", text)
        text = re.sub(r"(when: ).*policy\.identity\.disclosure.*", r"\1policy.client.sector != \"bank\"", text)
        path.write_text(text, encoding="utf-8")
    judgement = check_workspace(workspace, (), ON)
    missed = {problem.location.path for problem in judgement.open if problem.rule == "L-11"}
    assert missed == {path.relative_to(workspace).as_posix() for path in pages}
