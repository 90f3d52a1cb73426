"""What the steps do with a node follows from the fields that its model declares."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import composed
from command_line import Immerse
from immerse.composing.sources import source_id
from immerse.model.base import walk_nodes
from immerse.model.client import COLOURS, Look
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.questionnaire.departments import DEPARTMENTS
from immerse.starting.new_parts import programme_of
from release_story import told_in
from site_fixtures import starter


def test_a_node_whose_model_declares_uses_is_a_source() -> None:
    nodes = list(walk_nodes(composed.programme()))
    declaring = {source_id(node) for node in nodes if "uses" in type(node).model_fields}
    assert {"curriculum", "rotation", "TRI", "TRI-L1", "TRI-D2", "GC-05", "TRI-1"} <= declaring
    assert "" not in declaring
    assert not [node for node in nodes if source_id(node) and "uses" not in type(node).model_fields]


def test_every_file_with_a_day_of_review_is_judged(tmp_path: Path) -> None:
    root = starter(tmp_path / "agency")
    files = [node for node in walk_nodes(programme_of(root)) if "review_by" in type(node).model_fields]
    problems = check_workspace(root, (), date(2040, 1, 1)).open
    reported = [problem for problem in problems if problem.rule == "L-43" and "clients/" not in problem.location.path]
    assert {problem.location.path for problem in reported} == {file.location.path for file in files}
    assert "the review of drills of FST ended on " in "".join(problem.message for problem in reported)
    assert len(reported) == len(files) >= 7


def test_a_condition_is_part_of_what_an_author_wrote_and_not_of_the_meaning_for_a_client(tmp_path: Path) -> None:
    root = starter(tmp_path / "agency")
    before = {item.id: item for item in told_in(root)[0].items}["FST-D1"]
    drills = root / "curriculum/first-steps/drills.yml"
    text, first = drills.read_text("utf-8"), "    title: Three cards\n"
    uses = "uses: [centre.desks, response.targets]"
    assert first in text and uses in text
    text = text.replace(uses, "uses: [centre.desks, client.sector, response.targets]", 1)
    drills.write_text(text.replace(first, f'{first}    when: policy.client.sector != "bank"\n'), "utf-8")
    after = {item.id: item for item in told_in(root)[0].items}["FST-D1"]
    assert (after.digest, after.meaning) == (before.digest, before.meaning)
    assert after.written != before.written


def test_every_colour_of_the_look_is_checked_for_contrast_and_compared_by_a_release(tmp_path: Path) -> None:
    colours = {field for field in Look.model_fields if field != "logo"}
    assert COLOURS.keys() == colours
    compared = {fact.id for fact in told_in(starter(tmp_path / "agency"))[0].look}
    assert compared & Look.model_fields.keys() == colours


def test_the_command_line_offers_every_view_and_every_department(immerse: Immerse) -> None:
    offered = immerse("questions", "--help").out + immerse("diff", "--help").out
    assert f"--for [{'|'.join(DEPARTMENTS)}|all]" in offered
    assert f"--view [{'|'.join(View)}]" in offered
