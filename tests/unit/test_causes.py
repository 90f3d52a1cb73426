"""One slip, one problem; and the line that waives a warning covers just that warning."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from checking_cases import whole_workspace
from command_line import Immerse
from immerse.problems import Location, Problem, Severity, one_a_cause

POLICY = "site_config/clients/north-wind/policy.yml"


def test_problems_of_one_cause_are_one_that_counts_the_others() -> None:
    cause = "acme/contact/x"
    playbook = Problem(Location("playbooks/PB-01.yml", 3), "decision", "row", cause=cause)
    policy = Problem(Location("site_config/clients/acme/policy.yml", 9), "L-23", "on call names x", cause=cause)
    other = Problem(Location("curriculum/a.yml", 1), "schema", "else")
    assert [str(one) for one in one_a_cause([playbook, policy, other, policy])] == [
        "curriculum/a.yml:1:1: else [schema]",
        "site_config/clients/acme/policy.yml:9:1: on call names x; 1 more place says so [L-23]",
    ]
    assert one_a_cause([other, playbook]) == tuple(sorted([other, playbook]))
    assert one_a_cause([]) == ()
    assert Severity.ERROR in {one.severity for one in one_a_cause([playbook])}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A client whose policy is whole, and a programme that reads all of it, to be broken."""
    return whole_workspace(tmp_path)


def checked(immerse: Immerse, workspace: Path) -> list[str]:
    """The lines that `check` prints."""
    return immerse("-C", workspace, "check", "--on", "2026-12-01").out.splitlines()


def test_a_contact_that_is_gone_is_one_problem(workspace: Path, immerse: Immerse) -> None:
    policy = workspace / POLICY
    policy.write_text(policy.read_text("utf-8").replace("\n    duty-officer: {", "\n    night-officer: {", 1), "utf-8")
    lines = checked(immerse, workspace)
    (problem,) = [line for line in lines if not line.startswith(" ")]
    assert re.search(r"policy\.yml:\d+:\d+: contact 'duty-officer' does not exist at north-wind; \d+ more", problem)
    assert "did you mean 'night-officer'?" in "\n".join(lines)


@pytest.mark.parametrize("name", ["duty-manager", "night-desk", "privacy-officers"])
def test_a_contact_that_the_core_names_is_asked_for_where_contacts_stand(
    name: str, workspace: Path, immerse: Immerse
) -> None:
    """Who calls the duty officer something else everywhere made no slip: the core alone says `duty-officer`."""
    policy = workspace / POLICY
    text = policy.read_text("utf-8").replace("duty-officer", name)
    policy.write_text(text, "utf-8")
    line = text[: text.index("\n  contacts:")].count("\n") + 2
    lines = checked(immerse, workspace)
    (problem,) = [line for line in lines if "'duty-officer'" in line]
    assert f"policy.yml:{line}:3: contact 'duty-officer' does not exist at north-wind; crisis.severity" in problem
    assert "    give one contact the id duty-officer, or set crisis.severity_levels" in lines


def test_a_function_that_nobody_holds_is_one_problem(workspace: Path, immerse: Immerse) -> None:
    """Without a route of its own a trigger goes where the core says: a hazard to whoever stands for safety."""
    policy = workspace / POLICY
    policy.write_text(policy.read_text("utf-8").replace("functions: [safety]", "functions: [operations]"), "utf-8")
    lines = checked(immerse, workspace)
    (problem,) = [line for line in lines if "function 'safety'" in line or "function safety" in line]
    assert "no contact holds the function 'safety', to which the core routes: hazard" in problem
    assert any("'functions: [safety]' at the contact who holds it" in line for line in lines)


def test_the_line_that_is_offered_waives_the_warning(workspace: Path, immerse: Immerse) -> None:
    policy = workspace / POLICY
    policy.write_text(policy.read_text("utf-8").replace("      timezone: Europe/London", "      timezone: GB"), "utf-8")
    before = immerse("-C", workspace, "check", "--on", "2026-12-01", "--format", "json")
    (problem,) = [one for one in json.loads(before.out) if one["rule"] == "zone"]
    line = problem["waiver"].replace("owner: ...", "owner: director").replace("reason: ...", "reason: For a test.")
    waivers = policy.with_name("waivers.yml")
    waivers.write_text("waivers:\n  " + line.replace("expires: ...", "expires: 2027-06-30") + "\n", "utf-8")
    after = immerse("-C", workspace, "check", "--on", "2026-12-01", "--format", "json")
    assert [one for one in json.loads(after.out) if one["rule"] in ("zone", "waiver")] == []


def test_no_waiver_covers_nothing_while_a_rule_was_not_judged(workspace: Path, immerse: Immerse) -> None:
    entry = "{rule: L-23, subject: north-wind, owner: director, reason: For a test., expires: 2027-06-30}"
    (workspace / POLICY).with_name("waivers.yml").write_text(f"waivers:\n  - {entry}\n", "utf-8")
    assert "covers nothing" in "\n".join(checked(immerse, workspace))
    lesson = next((workspace / "curriculum/first-steps/lessons").iterdir())
    lesson.write_text("sumary: x\n" + lesson.read_text("utf-8"), "utf-8")
    said = "\n".join(checked(immerse, workspace))
    assert "unknown key 'sumary'" in said
    assert "covers nothing" not in said
