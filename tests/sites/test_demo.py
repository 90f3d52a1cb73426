"""The story of `make demo`: every edit of it finds its words, and what they make can be read."""

from __future__ import annotations

import shutil
from pathlib import Path

from demo import SOURCES, STORY, edit
from immerse.model.revised import revised_items
from immerse.pipeline import read_source
from immerse.problems import Severity
from site_fixtures import REPOSITORY


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
