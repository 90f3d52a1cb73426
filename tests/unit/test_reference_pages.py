"""The pages that are written from the program are current: every rule and every setting, as the program knows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from immerse.checking.explaining import OF_RECORDS, explain_all
from immerse.checking.rules import RULES
from immerse.checking.settings_page import settings_reference
from immerse.cli import program
from immerse.loading.policy_layers import load_core_policy
from immerse.model.policy.registry import SETTINGS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("page", "option"), [("rules.md", "--all"), ("settings.md", "--settings")], ids=["rules", "settings"]
)
def test_a_written_page_is_current(page: str, option: str) -> None:
    result = CliRunner().invoke(program, ["explain", option])
    assert result.exit_code == 0, result.output
    kept = (DOCS / page).read_text(encoding="utf-8")
    assert kept == result.output, f"docs/{page} is not current; renew it: make reference"


def test_the_page_of_rules_has_each_rule_with_bad_good_and_waiver() -> None:
    page = explain_all()
    sections = {part.split(" ")[0]: part for part in page.split("\n## ") if part.split(" ")[0] not in ("How", "All")}
    for rule in RULES:
        section = sections[rule.id]
        assert rule.title in section and "Bad:" in section and "Good:" in section and "waived" in section, rule.id
    assert all(f"**{id} {rule.title}.**" in page for id, rule in OF_RECORDS.items())


def test_the_page_of_settings_has_each_setting_and_every_key_with_a_meaning_or_a_plain_name() -> None:
    page = settings_reference(load_core_policy())
    for key, setting in SETTINGS.items():
        assert f"### {key}\n" in page and setting.doc in page, key
    assert "| Minutes from the arrival until priority and owner are set. |" in page


def test_explain_answers_for_a_rule_and_for_a_setting() -> None:
    runner = CliRunner()
    assert "Bad:" in runner.invoke(program, ["explain", "L-24"]).output
    assert "Safety-class" in runner.invoke(program, ["explain", "response.targets"]).output
    assert runner.invoke(program, ["explain", "L-24", "--all"]).exit_code == 2
