"""What the steps do with a node follows from the fields that its model declares."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import composed
from immerse.composing.sources import source_id
from immerse.model.base import walk_nodes
from immerse.pipeline.check import check_workspace
from immerse.starting.new_parts import programme_of
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
