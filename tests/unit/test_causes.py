"""One slip, one problem; and the line that waives a warning covers just that warning."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.problems import Location, Problem, Severity, one_a_cause
from site_fixtures import REPOSITORY


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
    """The repository's own programme and clients, to be broken."""
    root = tmp_path / "workspace"
    for name in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / name, root / name)
    return root


def test_a_contact_that_is_gone_is_one_problem(workspace: Path, immerse: Immerse) -> None:
    policy = workspace / "site_config/clients/kestrel-inlet/policy.yml"
    policy.write_text(policy.read_text("utf-8").replace("\n    duty-officer:\n", "\n    night-officer:\n", 1), "utf-8")
    done = immerse("-C", workspace, "check", "--client", "kestrel-inlet", "--on", "2026-12-01")
    (problem,) = [line for line in done.out.splitlines() if not line.startswith(" ")]
    assert re.search(r"policy\.yml:\d+:\d+: contact 'duty-officer' does not exist at kestrel-inlet; \d+ more", problem)
    assert "did you mean 'night-officer'?" in done.out


@pytest.mark.parametrize("name", ["duty-manager", "night-desk", "privacy-officers"])
def test_a_contact_that_the_core_names_is_asked_for_where_contacts_stand(
    name: str, workspace: Path, immerse: Immerse
) -> None:
    """Who calls the duty officer something else everywhere made no slip: the core alone says `duty-officer`."""
    for path in (workspace / "site_config/clients/kestrel-inlet").glob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("duty-officer", name), "utf-8")
    policy = (workspace / "site_config/clients/kestrel-inlet/policy.yml").read_text("utf-8")
    line = policy[: policy.index("\n  contacts:")].count("\n") + 2
    done = immerse("-C", workspace, "check", "--client", "kestrel-inlet", "--on", "2026-12-01")
    problems = [line for line in done.out.splitlines() if "'duty-officer'" in line]
    assert len(problems) == 1, done.out
    assert f"policy.yml:{line}:3: contact 'duty-officer' does not exist at kestrel-inlet; crisis.sever" in problems[0]
    assert "\n    give one contact the id duty-officer, or set crisis.severity_levels\n" in done.out


def test_a_function_that_nobody_holds_is_one_problem(workspace: Path, immerse: Immerse) -> None:
    """Without a route of its own a trigger goes where the core says: a hazard to whoever stands for safety."""
    policy = workspace / "site_config/clients/hearthline/policy.yml"
    text = policy.read_text("utf-8")
    for id in ("hazard", "adverse-event"):
        text = re.sub(rf"(\n    {id}:\n(?:      .*\n)*?)      route: [a-z-]+\n", r"\1", text)
    text = re.sub(r"functions: \[safety\]", "functions: [operations]", text)
    policy.write_text(text, "utf-8")
    done = immerse("-C", workspace, "check", "--client", "hearthline", "--on", "2026-12-01")
    problems = [line for line in done.out.splitlines() if "function 'safety'" in line or "function safety" in line]
    assert len(problems) == 1, done.out
    assert "no contact stands for the function 'safety', to which the core routes: hazard, adverse-event" in problems[0]
    assert "'functions: [safety]' at whoever stands for it" in done.out


def test_the_line_that_is_offered_waives_the_warning(workspace: Path, immerse: Immerse) -> None:
    policy = workspace / "site_config/clients/northgate/policy.yml"
    policy.write_text(
        policy.read_text("utf-8").replace("      timezone: America/New_York", "      timezone: EST5EDT"), "utf-8"
    )
    before = immerse("-C", workspace, "check", "--client", "northgate", "--on", "2026-12-01", "--format", "json")
    (problem,) = [one for one in json.loads(before.out) if one["rule"] == "zone"]
    line = problem["waiver"].replace("owner: ...", "owner: director").replace("reason: ...", "reason: For a test.")
    waivers = policy.with_name("waivers.yml")
    waivers.write_text("waivers:\n  " + line.replace("expires: ...", "expires: 2027-06-30") + "\n", "utf-8")
    after = immerse("-C", workspace, "check", "--client", "northgate", "--on", "2026-12-01", "--format", "json")
    assert [one for one in json.loads(after.out) if one["rule"] in ("zone", "waiver")] == []


def test_no_waiver_covers_nothing_while_a_rule_was_not_judged(workspace: Path, immerse: Immerse) -> None:
    waivers = workspace / "site_config/clients/northgate/waivers.yml"
    entry = "{rule: L-23, subject: northgate, owner: director, reason: For a test., expires: 2027-06-30}"
    waivers.write_text(f"waivers:\n  - {entry}\n", "utf-8")
    assert "covers nothing" in immerse("-C", workspace, "check", "--on", "2026-12-01").out
    lesson = next((workspace / "curriculum/triage/lessons").iterdir())
    lesson.write_text("sumary: x\n" + lesson.read_text("utf-8"), "utf-8")
    done = immerse("-C", workspace, "check", "--on", "2026-12-01")
    assert "unknown key 'sumary'" in done.out
    assert "covers nothing" not in done.out
