"""Every client against every setting: what is set, defaulted, missing, unread, looser than the core."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from immerse.cli import program
from immerse.exporting.matrix_file import matrix_file
from immerse.loading.policy_layers import load_core_policy
from immerse.model.policy.looseness import looser_than_core
from immerse.model.policy.matrix import Matrix
from immerse.model.policy.registry import SETTINGS
from immerse.problems import ContentProblems
from immerse.queries.settings_matrix import settings_matrix
from settled_client import settled_client
from site_fixtures import starter

POLICY = "site_config/clients/north-wind/policy.yml"
LOOSER = """
crisis:
  timers:
    activate_min: 12
    update_min: {S2: 90}
    reason: "=Two crews, one radio."
    owner: duty-officer
  pause_rule: {scope: listed_brands, brands: [acme], paid_media: false}
response:
  targets: {P3: {triage_min: 90, first_response_min: 240}}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "agency"
    starter(root)
    settled_client(root, "north-wind")
    policy = root / POLICY
    policy.write_text(policy.read_text("utf-8") + LOOSER, "utf-8")
    return root


def words(matrix: Matrix, key: str) -> list[str]:
    return next([str(cell) for cell in row.cells] for row in matrix.rows if row.setting.key == key)


def test_each_setting_stands_once_in_the_order_of_the_contract(workspace: Path) -> None:
    matrix = settings_matrix(workspace, ("acme-works", "north-wind"))
    assert [row.setting.key for row in matrix.rows] == list(SETTINGS)
    assert matrix.clients == ("acme-works", "north-wind")
    assert {word for row in matrix.rows for cell in row.cells for word in cell.words} <= {
        "set",
        "default",
        "missing",
        "unset",
        "unused",
        "looser",
    }


def test_a_cell_says_who_said_it_and_whether_anybody_reads_it(workspace: Path) -> None:
    matrix = settings_matrix(workspace, ("acme-works", "north-wind"))
    assert words(matrix, "client.sector")[1] in ("set", "set, unused")
    assert words(matrix, "rotation.weeks") == ["default", "default"]
    assert words(matrix, "crisis.timers") == ["default, unused", "set, unused, looser"]
    assert words(matrix, "legal.market_disclosure") == ["unset", "unset"]
    assert matrix.count("looser") == 3


def test_what_a_text_reads_and_nobody_says_is_missing(workspace: Path) -> None:
    lesson = workspace / "curriculum/first-steps/lessons/01-who-is-speaking.yml"
    text = lesson.read_text("utf-8")
    lesson.write_text(text.replace("summary: ", "summary: '{{ policy.agency.starts | date }}' #", 1), "utf-8")
    matrix = settings_matrix(workspace, ("acme-works", "north-wind"))
    assert words(matrix, "agency.starts") == ["missing", "missing"]
    assert words(matrix, "agency.people") == ["unset", "unset"]


def test_what_only_an_overlay_reads_is_used_for_its_client_alone(workspace: Path) -> None:
    overlay = workspace / "site_config/clients/north-wind/overlay.yml"
    overlay.write_text("why_here: {FST-L1: '{{ policy.crisis.timers.ack_min | minutes }}'}\n", "utf-8")
    matrix = settings_matrix(workspace, ("acme-works", "north-wind"))
    assert words(matrix, "crisis.timers") == ["default, unused", "set, looser"]


def test_each_looser_value_is_named_with_its_place_and_who_answers(workspace: Path) -> None:
    text = matrix_file(settings_matrix(workspace, ("north-wind",)).narrowed("", "looser"), "text").decode()
    table, _, details = text.partition("\n\nlooser than the core:\n")
    assert [line.split()[0] for line in table.splitlines()[1:]] == [
        "response.targets", "crisis.timers", "crisis.pause_rule",
    ]  # fmt: skip
    at = {
        line.strip(): number
        for number, line in enumerate((workspace / POLICY).read_text("utf-8").splitlines(), start=1)
    }
    timers = "duty-officer: =Two crews, one radio."
    expected = [
        f"P3.triage_min = 90 (core 60)  {POLICY}:{at['targets: {P3: {triage_min: 90, first_response_min: 240}}']}",
        f"activate_min = 12 (core 10)  {POLICY}:{at['activate_min: 12']}  {timers}",
        f"update_min.S2 = 90 (core 60)  {POLICY}:{at['update_min: {S2: 90}']}  {timers}",
        "scope = listed_brands (core all_brands)",
        "paid_media = False (core True)",
    ]
    lines = details.splitlines()
    assert len(lines) == len(expected)
    assert [(one, line) for one, line in zip(expected, lines, strict=True) if one not in line] == []
    assert lines[0].endswith("no reason given")


def test_the_core_is_not_looser_than_itself() -> None:
    assert list(looser_than_core(load_core_policy(), load_core_policy())) == []


def test_a_sheet_and_a_workbook_hold_the_same_cells_and_no_formula(workspace: Path) -> None:
    matrix = settings_matrix(workspace, ("acme-works", "north-wind"))
    lines = list(csv.reader(io.StringIO(matrix_file(matrix, "csv").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(matrix_file(matrix, "xlsx")))
    rows = [[cell.value or "" for cell in row] for row in book["Settings"].iter_rows(min_row=3)]
    assert rows == lines
    assert lines[0] == ["setting", "meaning", "unit", "required", "safety-class", "acme-works", "north-wind"]
    loose = list(book["Looser than the core"].iter_rows())
    assert [cell.value for cell in loose[4]][:4] == ["north-wind", "crisis.timers.activate_min", "12", "10"]
    assert {cell.data_type for row in loose for cell in row} <= {"s", "n"}
    assert matrix_file(matrix, "xlsx") == matrix_file(matrix, "xlsx")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["-C", str(root), "matrix", *arguments])


def test_the_command_prints_narrows_and_writes(workspace: Path, tmp_path: Path) -> None:
    whole = run(workspace)
    assert whole.exit_code == 0 and whole.stdout.splitlines()[0].split() == ["setting", "acme-works", "north-wind"]
    assert (
        whole.stderr
        == f"2 clients, {len(SETTINGS)} settings: 0 missing, {whole.stdout.count('unused')} unused, 3 looser\n"
    )
    one = run(workspace, "crisis.timers", "--client", "north-wind", "--format", "csv")
    lines = one.stdout.removeprefix("\ufeff").splitlines()
    assert [line.split(",")[0] for line in lines] == ['"setting"', '"crisis.timers"']
    out = tmp_path / "new" / "settings.xlsx"
    assert run(workspace, "--format", "xlsx", "--out", str(out)).stdout == f"{out}\n"
    assert openpyxl.load_workbook(out).sheetnames == ["Settings", "Looser than the core"]
    assert run(workspace, "--only", "missing").stdout.split() == ["setting", "acme-works", "north-wind"]


def test_the_command_refuses_what_it_cannot_do(workspace: Path) -> None:
    assert "a workbook needs a file: --out settings.xlsx" in run(workspace, "--format", "xlsx").stderr
    assert isinstance(run(workspace, "--client", "nobody").exception, Exception)
    unknown = run(workspace, "crisys.timer")
    assert str(unknown.exception).startswith("no setting begins with 'crisys.timer'; did you mean crisis.t")
    (workspace / POLICY).write_text("client: [", "utf-8")
    assert isinstance(run(workspace).exception, ContentProblems)
