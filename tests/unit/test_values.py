"""Values of a policy as readers see them: examples one by one, one time for one promise, laws in their own units."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files

import composed
import pytest
from immerse.expressions.columns import Column
from immerse.expressions.expression_errors import ExpressionFault
from immerse.model.policy.contract import fields_of, unit_of
from immerse.model.policy.policy import Policy
from immerse.rendering import field_labels, policy_values
from immerse.rendering.policy_values import Values

LEVEL = "{label: Alarm, definition: D., criteria: [{measure: M, at_least: 2}], examples: [%s], declared_by: counsel}"
EXAMPLES = f"""
crisis:
  severity_levels:
    S1: {LEVEL % "A fire., A fall."}
    S2: {LEVEL % "A theft., A lie."}
    S3: {LEVEL % "A joke., A rumour."}
"""


def test_examples_stand_one_below_the_other() -> None:
    policy = composed.policy(EXAMPLES)
    values = Values(policy)
    for setting in (policy.escalation.hard_triggers, policy.response.priorities, policy.crisis.severity_levels):
        assert setting
        shown = values.block(setting)
        several = [entry.examples for entry in setting.values() if len(entry.examples) > 1]
        said = [values.leaf(example) for examples in several for example in examples]
        assert several
        assert [one for one in said if f"<li>{one}</li>" not in shown] == []


def test_a_promise_in_days_is_not_said_in_hours_as_well() -> None:
    policy = composed.policy("response: {published_promise: {within_days: 2}}")
    shown = Values(policy).block(policy.response.published_promise)
    assert shown.count("<dt>Within</dt>") == 1
    assert "<dd>2 cover days</dd>" in shown


LAWS = """
legal:
  regimes:
    - id: fair-loans
      title: Fair loans
      applies_to: Any loan
      jurisdictions: [GB]
      rule: Each item complies on its own.
      wording: {en: Read before you sign.}
      owner: duty-lead
      source: Fair Loans Act
      verified_on: 2026-11-10
      review_by: 2027-05-01
      clock: {starts: The moment we received it, report_h: 72, resolve_h: 1344}
topics:
  approved:
    - {topic: Hours, say: As on the page.}
    - {topic: Loans, say: That there are some., wording_of: fair-loans}
"""


def test_a_legal_clock_says_its_hours_and_its_final_answer() -> None:
    policy = composed.policy(LAWS)
    shown = Values(policy).block(policy.legal.regimes)
    assert "to report to the authority: 72 hours" in shown
    assert "final answer: 56 days" in shown
    assert "solved:" not in shown


def test_a_regime_is_called_by_its_title() -> None:
    policy = composed.policy(LAWS)
    assert policy.topics.approved
    column = Column.parse("Words of=wording_of:regime")
    assert [column.cell("", topic, policy) for topic in policy.topics.approved] == ["–", "Fair loans"]


def test_a_regime_that_is_not_listed_is_said() -> None:
    policy = composed.policy(LAWS)
    assert policy.topics.approved
    topic = policy.topics.approved[1].model_copy(update={"wording_of": "loans-act"})
    with pytest.raises(ExpressionFault, match="this client has no regime 'loans-act'"):
        Column.parse("wording_of:regime").cell("", topic, policy)


IN_CONTRACT = {key for field in fields_of(Policy) for key in field.keys}
UNITS = {"min": "minutes", "h": "hours", "days": "days", "weeks": "weeks", "months": "months"}


def unknown_fields(names: Iterable[str]) -> set[str]:
    return set(names) - IN_CONTRACT


def test_what_is_said_of_fields_by_name_names_fields_of_the_contract() -> None:
    labels = json.loads(files("immerse.rendering").joinpath("field_labels.json").read_text("utf-8"))
    assert unknown_fields({*labels, *field_labels.CALLED, *policy_values.TITLES, *policy_values.HELD_BACK}) == set()
    assert unknown_fields(("title", "titel")) == {"titel"}


def test_a_label_leaves_out_only_the_unit_of_its_field() -> None:
    named = {(field.keys[-1].rpartition("_")[2], field) for field in fields_of(Policy) if "_" in field.keys[-1]}
    with_unit = [(unit, field) for unit, field in named if unit in UNITS]
    assert len(with_unit) > 30
    assert all(unit_of(field.model, field.name).endswith(UNITS[unit]) for unit, field in with_unit)
