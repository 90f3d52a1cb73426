"""Every rule has a case that trips it, and stays silent on a workspace that is right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import loading_cases
import pytest
from checking_cases import CASES, problems_of_case, read_case, rich_workspace, whole_workspace, workspace_of_case
from immerse.checking.explaining import OF_RECORDS, explain_rule, list_rules
from immerse.checking.rules import RULES
from immerse.loading.layout import client_ids
from immerse.pipeline.check import check_workspace
from immerse.problems import DRAFT, SKELETON, ImmerseError, Severity, errors
from site_fixtures import REPOSITORY, starter

ON = date(2026, 12, 1)
FILES = sorted(CASES.glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_gives_exactly_its_problems(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    assert problems_of_case(case, tmp_path) == case["expect"]


@pytest.mark.parametrize("make", [rich_workspace, whole_workspace], ids=["rich", "whole"])
def test_a_workspace_that_is_right_gives_nothing(make: Callable[[Path], Path], tmp_path: Path) -> None:
    root = make(tmp_path)
    judgement = check_workspace(root, client_ids(root), date(2026, 12, 1))
    assert [str(problem) for problem in judgement.open if problem.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    "targets",
    [
        "P3: {triage_min: 15}\n    P4: {first_response_min: 241}",
        "P1: {triage_min: 4}\n    P2: {triage_min: 4}\n    P3: {triage_min: 4, first_response_min: 120}\n"
        "    P4: {triage_min: 119, first_response_min: 120}",
    ],
    ids=["raised", "beside"],
)
def test_both_ways_out_of_a_stricter_target_are_hinted_and_are_right(targets: str, tmp_path: Path) -> None:
    """No hint leads to an error at the next priority."""
    root = workspace_of_case(read_case(CASES / "l24_stricter_than_a_default_before_it.yml"), tmp_path)
    first, second = (problem.hint for problem in errors(check_workspace(root, client_ids(root), ON).open))
    assert first == ("15 or more; or response.targets.P1.triage_min and response.targets.P2.triage_min 4 or less too")
    assert second == (
        "241 or more; or response.targets.P3.first_response_min 120 or less and response.targets.P4.triage_min 119 or"
        " less too"
    )
    policy = root / "site_config" / "clients" / "north-wind" / "policy.yml"
    set_there = "P3: {triage_min: 4}\n    P4: {first_response_min: 120}"
    policy.write_text(policy.read_text("utf-8").replace(set_there, targets), "utf-8")
    assert errors(check_workspace(root, client_ids(root), ON).open) == ()


def test_without_a_playbook_a_link_to_one_is_named(tmp_path: Path) -> None:
    root = starter(tmp_path / "workspace")
    for playbook in (root / "playbooks").iterdir():
        playbook.unlink()
    (problem,) = errors(check_workspace(root, client_ids(root), ON).open)
    assert problem.message == "link to playbook 'PB-01', which does not exist"


def test_every_rule_has_a_case_that_trips_it_and_one_that_does_not() -> None:
    """Those that planning and releases judge are tripped in the tests of these packages."""
    cases = [read_case(path) for path in FILES]
    judged_by = {rule.id: rule.judged_by for rule in RULES}
    of_loading = {id for id, package in judged_by.items() if package == "loading"}
    loading = [loading_cases.read_case(path)["expect"] for path in sorted(loading_cases.CASES.glob("*.yml"))]
    tripped = {case["rule"] for case in cases if any(f"[{case['rule']}]" in line for line in case["expect"])}
    tripped |= {id for id in of_loading if any(f"[{id}]" in said for said in loading)}
    silent = {case["rule"] for case in cases if not case["expect"]} | (of_loading if "" in loading else set())
    ours = {id for id, package in judged_by.items() if package not in ("planning", "immerse release")}
    assert (ours - tripped, ours - silent) == (set(), set())


def test_every_rule_that_is_written_is_collected_and_every_rule_that_is_named_exists() -> None:
    generator, docs = REPOSITORY / "generator" / "immerse", REPOSITORY / "docs"
    sources = "".join(path.read_text("utf-8") for path in generator.rglob("*.py"))
    written = re.findall(r'^(?:@|\w+ = )rule\(\s*"([\w-]+)"', sources, re.M)
    collected = [rule.id for rule in RULES if rule.parts and rule.id not in (DRAFT, SKELETON)]
    assert sorted(written) == sorted(collected)
    named = set(re.findall(r"\bL-\d\d\b", sources + "".join(path.read_text("utf-8") for path in docs.glob("*.md"))))
    known = {rule.id for rule in RULES} | OF_RECORDS.keys()
    assert len(named) > 50 and named - known == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_explains_itself_with_bad_and_good(rule: object) -> None:
    page = explain_rule(rule.id)  # type: ignore[attr-defined]
    assert "Bad:" in page and "Good:" in page and "waiver" in page


def test_the_list_names_every_rule_once() -> None:
    lines = list_rules().splitlines()
    assert len(lines) == len(RULES) == len({line.split()[0] for line in lines})


_RETIRED = "modules: [first-steps]\nretired:\n  - {id: FST-8, version: 0.1.0, replaced_by: FST-L9, what: Renamed.}\n"


def _waivers(rule: str, subject: str) -> dict[str, object]:
    entry = f"{{rule: {rule}, subject: {subject}, owner: lead, reason: The review is booked., expires: 2027-01-31}}"
    soon = {"edit": {"review_by: 2030-12-31": "review_by: 2026-12-15"}}
    lesson = "curriculum/first-steps/lessons/01-who-is-speaking.yml"
    return {"site_config/waivers.yml": f"waivers:\n  - {entry}\n", lesson: soon}


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        (
            {"site_config/clients/north-wind/overlay.yml": "drop:\n- {target: PB-01, reason: Not for us.}\n"},
            "name a check, a drill, an inject, a lesson, a module or a task",
        ),
        ({"curriculum/curriculum.yml": {"edit": {"modules: [first-steps]\n": _RETIRED}}}, "did you mean 'FST-"),
        (
            {"curriculum/first-steps/checks.yml": {"edit": {"{option: higher,": "{option: highr,"}}},
            "did you mean 'higher'?",
        ),
        (_waivers("L-433", "FST-L1"), "did you mean 'L-43'?"),
        (_waivers("colour", "FST-L1"), "immerse explain lists the rules"),
        (_waivers("L-43", "FTS-L1"), "did you mean 'FST-L1'? otherwise delete it"),
        (_waivers("L-43", "curriculum"), "delete it"),
    ],
    ids=["another-kind", "successor", "option", "rule", "no-rule", "subject", "no-subject"],
)
def test_an_unknown_name_is_answered_with_the_nearest(changes: dict[str, object], hint: str, tmp_path: Path) -> None:
    root = workspace_of_case({"changes": changes}, tmp_path)
    found = check_workspace(root, client_ids(root), ON).open
    assert any(problem.hint.startswith(hint) for problem in found), found


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    with pytest.raises(ImmerseError, match="did you mean"):
        explain_rule("L-32x")


def test_a_rule_of_records_says_who_judges_it() -> None:
    assert "Judged by immerse records verify" in explain_rule("L-61")
