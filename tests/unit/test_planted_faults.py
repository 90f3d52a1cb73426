"""Each deputy, answer and clock that is deleted is missed: one problem, where the mapping that lost it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from checking_cases import whole_workspace
from immerse.loading.client import load_client
from immerse.loading.policy_layers import CORE, core_source, resolve_policy
from immerse.loading.strict_yaml import read_cached
from immerse.pipeline.check import check_workspace
from immerse.problems import Severity

CLIENT = "north-wind"
ON = date(2026, 12, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A client whose policy is whole, and a programme that reads all of it."""
    return whole_workspace(tmp_path)


def without_each(text: str, key: str) -> Iterator[tuple[int, str]]:
    """(line where its mapping begins, the text without it and what lies below it) for each place of a key."""
    for found in re.finditer(rf", {key}: [a-z-]+(?=[,}}])", text):
        yield text[: found.start()].count("\n") + 1, text[: found.start()] + text[found.end() :]
    lines = text.splitlines(keepends=True)
    for index, line in enumerate(lines):
        if re.match(rf" +{key}:", line):
            indent = len(line) - len(line.lstrip())
            end = index + 1
            while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
                end += 1
            first = index
            while not lines[first].startswith(f"{' ' * (indent - 2)}- ") and lines[first - 1].startswith(" " * indent):
                first -= 1
            first -= lines[first - 1].startswith(f"{' ' * (indent - 2)}- ")
            yield first + 1, "".join([*lines[:index], *lines[end:]])


@pytest.mark.parametrize(
    ("file", "key", "rule", "least"),
    [
        (f"site_config/clients/{CLIENT}/policy.yml", "deputy", "L-23", 20),
        (f"site_config/clients/{CLIENT}/policy.yml", "backup", "L-23", 1),
        ("curriculum/first-steps/checks.yml", "answer", "L-64", 2),
        ("curriculum/first-steps/drills.yml", "expected", "L-64", 2),
        ("curriculum/first-steps/drills.yml", "key", "L-64", 3),
    ],
)
def test_every_key_that_is_deleted_is_missed(file: str, key: str, rule: str, least: int, workspace: Path) -> None:
    path = workspace / file
    planted = 0
    for line, changed in without_each(path.read_text("utf-8"), key):
        path.write_text(changed, "utf-8")
        said = [one for one in check_workspace(workspace, (CLIENT,), ON).open if one.severity is not Severity.INFO]
        assert [(one.rule, one.location.path, one.location.line) for one in said] == [(rule, file, line)]
        planted += 1
    assert planted >= least


def _core_without(part: str, pattern: str) -> Iterator[tuple[str, str, str]]:
    """(entry, words of what was deleted from it, the core defaults without them) for each match in a part of them."""
    text = core_source().decode("utf-8")
    begin = text.index(f"\n  {part}:\n") + len(part) + 4
    end = begin + next(re.finditer(r"^ {0,2}[a-z]", text[begin:], re.M)).start()
    for match in re.finditer(pattern, text[begin:end], re.M):
        entry = re.findall(r"^    ([\w-]+):", text[begin : begin + match.end()], re.M)[-1]
        yield entry, match.group(), text[: begin + match.start()] + text[begin + match.end() :]


@pytest.mark.parametrize(
    ("part", "pattern", "rule", "least"),
    [
        ("hard_triggers", r"^      (?:clock|tell_min|priority|playbook): .*\n", "L-20", 4 * 15),
        ("targets", r"(?:triage_min: \d+, |, update_min: \d+|, clock: [a-z]+)", "L-24", 3 * 4),
    ],
)
def test_every_clock_that_the_core_loses_is_missed_where_a_client_has_none_of_its_own(
    part: str, pattern: str, rule: str, least: int, workspace: Path
) -> None:
    client, _ = load_client(workspace, CLIENT)
    assert client
    own = {*(client.policy.escalation.hard_triggers or {}), *(client.policy.response.targets or {})}
    path = f"site_config/clients/{CLIENT}/policy.yml"
    written = read_cached((workspace / path).read_bytes(), path)
    planted = 0
    for entry, gone, changed in _core_without(part, pattern):
        if entry not in own:
            continue
        key = gone.strip(" ,").partition(":")[0]
        core = read_cached(changed.encode("utf-8"), CORE)
        problems = resolve_policy(workspace, path, written, core=core).problems
        assert [(one.rule, key in one.message) for one in problems] == [(rule, True)], gone
        planted += 1
    assert planted == least
