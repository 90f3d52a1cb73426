"""Coverage: what hangs on what, and what hangs on nothing. Each case plants one change in the small workspace."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import click
import composed
import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result
from immerse.cli import program
from immerse.exporting.coverage import coverage_file, of_edition, of_programme
from immerse.hosts.pages import html_of
from immerse.metrics.coverage import ORPHANS, Coverage, coverage_of
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.pipeline.prepare import for_mentors, prepare
from immerse.pipeline.source import read_source
from immerse.storage.store import HoldingStore
from site_fixtures import DAY, STARTER_CLIENT

BASE = Path(__file__).parents[1] / "cases" / "base_workspace"
CASES = Path(__file__).parents[1] / "cases" / "coverage"
PLANTED = sorted(CASES.glob("*.yml"))


def programme(root: Path) -> Programme:
    found = read_source(root)
    assert found.programme is not None, found.problems
    return found.programme


def planted(path: Path, tmp: Path) -> tuple[Coverage, list[str]]:
    case = yaml.safe_load(path.read_text("utf-8"))
    shutil.copytree(BASE, tmp, dirs_exist_ok=True)
    file = tmp / case["file"]
    text = file.read_text("utf-8")
    assert text.count(case["old"]) == 1, case["old"]
    file.write_text(text.replace(case["old"], case["new"]), "utf-8")
    return coverage_of(programme(tmp)), case["orphans"]


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_a_case_gives_exactly_its_orphans(path: Path, tmp_path: Path) -> None:
    found, expected = planted(path, tmp_path)
    assert [f"{orphan.id}: {orphan.says}" for orphan in found.orphans] == expected


def test_every_kind_of_orphan_is_planted(tmp_path: Path) -> None:
    found = {orphan.kind for path in PLANTED for orphan in planted(path, tmp_path / path.stem)[0].orphans}
    assert found == ORPHANS.keys()


def test_the_small_workspace_reads_as_kept() -> None:
    kept = (CASES / "base_workspace.txt").read_text("utf-8")
    assert coverage_file(of_programme(programme(BASE)), "text").decode() == kept


def test_the_table_fits_into_a_hundred_columns() -> None:
    for report in (of_programme(programme(BASE)), of_edition(composed.made())):
        lines = coverage_file(report, "text").decode().splitlines()
        assert [line for line in lines if len(line) > 100] == []


def run(*arguments: str, root: Path = BASE) -> Result:
    return CliRunner().invoke(program, ["-C", str(root), "coverage", *arguments])


def test_the_command_reports_orphans_and_exits_0(tmp_path: Path) -> None:
    planted(CASES / "check_about_nothing.yml", tmp_path)
    result = run(root=tmp_path)
    assert result.exit_code == 0
    assert "2 orphans:\n  BAS-1: no knowledge check asks for it\n  BAS-K1: it asks for no competency\n" in result.output


def test_the_help_says_that_check_judges() -> None:
    words = " ".join(run("--help").output.split())
    assert "exits 0 even if there are orphans" in words and "immerse check enforces coverage: L-60" in words
    command = program.get_command(click.Context(program), "coverage")
    assert command and command.name == "coverage"


def test_rows_for_a_spreadsheet_have_each_objective_and_no_formula(tmp_path: Path) -> None:
    lesson = "curriculum/basics/lessons/01-first-loaf.yml"
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / lesson).read_text("utf-8").replace("- Say when", '- "=1+1"\n  - Say when')
    (tmp_path / lesson).write_text(text, "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv", root=tmp_path).output.removeprefix("\ufeff"))))
    assert [(row["Competency"], row["Lesson"], row["Objective"], row["Text"]) for row in rows] == [
        ("BAS-1", "BAS-L1", "1", "'=1+1"),
        ("BAS-1", "BAS-L1", "2", "Say when dough has risen enough."),
    ]
    assert (rows[0]["Levels"], rows[0]["Graduation items"], rows[0]["Checks"]) == ("G1:3", "GC-01", "BAS-K1")


def test_data_for_programs() -> None:
    found = json.loads(run("--format", "json").output)
    assert found["schema"] == "immerse.coverage/1" and found["client"] is None
    (row,) = found["competencies"]
    assert row["evidence"] == {"kinds": ["shift"], "pieces": 3, "observed": 1}
    assert (row["levels"], row["objectives"]) == ({"G1": 3}, ["BAS-L1/1"])


def test_the_workbook_has_rows_objectives_orphans_and_the_same_bytes_again(tmp_path: Path) -> None:
    assert run("--format", "xlsx").exit_code == 2
    files = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    assert [run("--format", "xlsx", "--out", str(file)).exit_code for file in files] == [0, 0]
    assert files[0].read_bytes() == files[1].read_bytes()
    book = openpyxl.load_workbook(files[0])
    assert book.sheetnames == ["Competencies", "Objectives", "Orphans", "About"]
    assert [cell.value for cell in book["Objectives"][4]][:4] == [
        "BAS-L1",
        "1",
        "Say when dough has risen enough.",
        "BAS-1",
    ]


def test_mentors_have_page_and_workbook_and_trainees_neither(workspace: Path) -> None:
    both = {view: prepare(workspace, STARTER_CLIENT, view, DAY).site for view in View}
    page = html_of(both[View.MENTOR].pages["mentor/coverage.md"])
    assert 'href="page:downloads/coverage.xlsx"' in page and 'scope="row"' in page and 'scope="col"' in page
    assert "downloads/coverage.xlsx" in both[View.MENTOR].files
    trainees = both[View.TRAINEE]
    assert "mentor/coverage.md" not in trainees.pages and "downloads/coverage.xlsx" not in trainees.files


def test_the_workbook_of_a_site_is_made_again_only_for_another_coverage(workspace: Path) -> None:
    edition, store = prepare(workspace, STARTER_CLIENT, View.MENTOR, DAY).edition, HoldingStore(writes=False)
    made, again, other = (
        for_mentors(each, store)["downloads/coverage.xlsx"]()
        for each in (edition, edition, replace(edition, book=replace(edition.book, core_version="9.9.9")))
    )
    assert made is again and made != other
