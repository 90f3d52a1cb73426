"""An agency's own settings, from `settings.yml` to the page: typed, read, checked and shown like all others."""

from __future__ import annotations

import re
from pathlib import Path

import composed
import pytest
from click.testing import CliRunner
from immerse.cli import program
from immerse.hosts.pages import html_of
from immerse.loading.client import load_client
from immerse.loading.custom_settings import load_custom_settings
from immerse.loading.programme import load_programme
from immerse.loading.schemas import json_schema
from immerse.model.policy.custom import CustomSettings
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import SETTINGS, settings_of
from immerse.model.policy.setting_rows import listing
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.pipeline.prepare import prepare
from immerse.problems import Severity
from immerse.starting import make_part
from site_fixtures import DAY, starter

DECLARED = """\
settings:
  storm_callout_min: {type: minutes, doc: Until the roster answers., required: true, safety: true, least: 10, most: 60}
  list_holder: {type: contact, doc: Who holds the list., required: true}
  roster: {type: number, unit: people, doc: How many stand on the roster., required: true}
  season: {type: choice, doc: Which half of the year it is., choices: [calm, storm], required: true}
  drill_day: {type: date, doc: The next drill., required: true}
  towns: {type: list, doc: Where the roster stands ready., required: true}
  map: {type: text, doc: What the map is called., required: true, shown: mentor}
"""
STORM = """\
  - id: storm
    title: Storm
    when: policy.custom.season == "calm"
    text: "Within {{ policy.custom.storm_callout_min | minutes }}, {{ policy.custom.towns | list }}."
"""
LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "agency"
    starter(root)
    (root / "site_config/settings.yml").write_text(DECLARED, "utf-8")
    make_part(root, "client", "north-wind", DAY)
    return root


def test_a_new_client_sets_what_the_agency_asks_of_every_client(workspace: Path) -> None:
    judgement = check_workspace(workspace, ("north-wind",), DAY)
    assert [str(problem) for problem in judgement.open if problem.severity is not Severity.INFO] == []
    client, _ = load_client(workspace, "north-wind")
    assert client is not None
    custom = {path: origin.value for path, origin in client.origins.items() if path.startswith("custom.")}
    assert len(custom) == 7
    assert (custom["custom.storm_callout_min"], custom["custom.roster"], custom["custom.season"]) == (60, 1, "calm")


def test_the_listing_names_unit_line_and_safety_class(workspace: Path) -> None:
    client, _ = load_client(workspace, "north-wind")
    assert client is not None
    rows = {row.path: str(row) for row in listing(client)}
    line = (workspace / "site_config/clients/north-wind/policy.yml").read_text("utf-8").splitlines()
    number = next(at for at, text in enumerate(line, start=1) if "storm_callout_min" in text)
    where = f"site_config/clients/north-wind/policy.yml:{number}"
    assert (
        rows["custom.storm_callout_min"] == f"custom.storm_callout_min = 60  minutes  {where}  safety-class  stand-in"
    )
    assert rows["custom.roster"].startswith("custom.roster = 1  people  ")
    assert [path for path in rows if path.startswith("custom.")] == list(rows)[-7:], "they stand at the end"


def test_a_lesson_reads_them_declares_them_and_shows_them(workspace: Path) -> None:
    lesson = workspace / LESSON
    text = lesson.read_text("utf-8")
    text = text.replace("sections:\n", f"sections:\n{STORM}", 1)
    lesson.write_text(text, "utf-8")
    problems = check_workspace(workspace, ("north-wind",), DAY).open
    (lacking,) = [problem for problem in problems if problem.rule == "L-60"]
    read = "custom.season, custom.storm_callout_min, custom.towns"
    assert f"does not list {read}, which its texts read" in lacking.message
    lesson.write_text(text.replace("uses: [", f"uses: [{read}, ", 1), "utf-8")
    made = prepare(workspace, "north-wind", View.TRAINEE, DAY, draft=True)
    page = next(page for address, page in made.site.pages.items() if address.endswith("fst-l1.md"))
    said = re.sub(r"<[^>]+>", "", html_of(page))
    assert "Within 1 hour stand-in, To be given: towns 1 stand-in." in said.replace("\xa0", " ")
    assert "1 hour" in html_of(made.site.pages["reference/policy/custom.md"])
    assert made.edition.reads["FST-L1"] == tuple(sorted({*made.edition.reads["FST-L1"], "custom.season"}))


def test_another_client_that_does_not_set_one_is_told_where_it_is_read(workspace: Path) -> None:
    declared = workspace / "site_config/settings.yml"
    declared.write_text(DECLARED.replace(", required: true", ""), "utf-8")
    lesson = workspace / LESSON
    text = lesson.read_text("utf-8").replace(
        "summary: ", 'summary: "{{ policy.custom.roster | number }} people. " #', 1
    )
    lesson.write_text(text.replace("uses: [", "uses: [custom.roster, ", 1), "utf-8")
    problems = check_workspace(workspace, ("acme-works", "north-wind"), DAY).open
    (missing,) = {problem for problem in problems if problem.rule == "L-72"}
    assert missing.message == "custom.roster is not set for acme-works; it is read here"
    assert missing.location.path == LESSON


def test_a_schema_of_the_policy_knows_them(workspace: Path) -> None:
    custom, _ = load_custom_settings(workspace)
    plain, own = json_schema("policy"), json_schema("policy", custom)
    assert plain["$defs"]["CustomGroup"].get("properties", {}) == {}
    described = own["$defs"]["CustomGroup"]["properties"]["storm_callout_min"]["description"]
    assert described == "Until the roster answers. At least 10, at most 60. Unit: minutes."
    assert set(own["properties"]) == set(plain["properties"])


def test_explain_answers_for_one_of_them_inside_its_workspace(workspace: Path) -> None:
    shown = CliRunner().invoke(program, ["-C", str(workspace), "explain", "custom.storm_callout_min"])
    assert shown.output.splitlines()[:3] == ["custom.storm_callout_min", "", "Until the roster answers."]
    assert "- Rule: At least 10, at most 60." in shown.output and "- Unit: minutes" in shown.output
    contact = CliRunner().invoke(program, ["-C", str(workspace), "explain", "custom.list_holder"])
    assert "- Value: contact id" in contact.output
    assert CliRunner().invoke(program, ["-C", str(workspace), "explain", "custom.flood"]).exit_code != 0


def test_the_shared_contract_stays_as_it_is(workspace: Path) -> None:
    programme, _ = load_programme(workspace)
    assert programme is not None
    assert set(settings_of(programme.contract())) - set(SETTINGS) == {
        f"custom.{name}" for name in programme.custom.settings
    }
    assert not [key for key in SETTINGS if key.startswith("custom.")]
    assert CustomSettings().contract() is Policy
    again, _ = load_custom_settings(workspace)
    assert again is not None and again.contract() is programme.contract()


def test_a_competency_that_uses_one_changes_with_it(tmp_path: Path) -> None:
    settings = "settings: {towns: {type: list, doc: Where it is.}}"
    module = "curriculum/triage/module.yml"
    text = (composed.CASES / "programme" / module).read_text("utf-8")
    programme = composed.edited(text, text.replace("uses: [", "uses: [custom.towns, "), tmp_path, module)
    programme = programme.model_copy(update={"custom": composed.load(settings, CustomSettings)})
    books = []
    for towns in ("[Alder]", "[Alder, Cove]"):
        client = composed.client(f"custom: {{towns: {towns}}}", settings=settings)
        books.append({item.id: item.digest for item in composed.made(client, of=programme).book.items})
    changed = {id for id in books[0] if books[0][id] != books[1][id]}
    assert changed and all(id.startswith("TRI-") for id in changed)
