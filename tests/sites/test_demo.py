"""The demo clients: the edits of the story of `make demo` find their words, and an item for many is decided whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from demo import SOURCES, STORY, edit
from immerse.model.edition import View
from immerse.model.revised import revised_items
from immerse.pipeline import read_source
from immerse.problems import Severity
from site_fixtures import REPOSITORY, edition


def test_each_edit_of_the_demo_finds_its_words_and_the_last_release_reads(tmp_path: Path) -> None:
    for name in SOURCES:
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for _, _, edits in STORY:
        edit(tmp_path, edits)
    source = read_source(tmp_path)
    assert [problem for problem in source.problems if problem.severity is Severity.ERROR] == []
    assert source.programme
    retired = source.programme.curriculum.retired
    assert [(str(one.id), one.successors) for one in retired] == [("GC-25", ("GC-31", "GC-32")), ("GC-29", ())]
    assert [item.id for item in revised_items(source.programme) if item.node.rev > 1] == ["TRI-1"]


def test_an_item_for_many_tells_at_once_and_has_no_owner() -> None:
    ruling = edition("kestrel-inlet", View.TRAINEE).keys["TRI-I7"]
    assert ruling.is_group
    said = [(one.priority, one.severity) for one in ruling.verdicts]
    assert [one[0] for one in said if one[0]] == ["P1"] and [one[1] for one in said if one[1]] == ["S3"]
    assert [one.contact for each in ruling.verdicts for one in each.told] == ["duty-lead", "duty-officer"]
    assert {one.id: one.words for one in ruling.due} == {
        "activate": "19:15",
        "acknowledge": "19:20",
        "holding": "19:50",
        "crisis_update": "21:20",
    }
