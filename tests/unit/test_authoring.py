"""Paths for editors that can be walked: every command in them is run, and answers what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Immerse
from walked_document import walk


def test_every_command_from_an_empty_folder_to_a_lesson_answers_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse
) -> None:
    walk("authoring.md", tmp_path, monkeypatch, immerse)
    assert Path("site/acme-works/mentor/learn/fst/fst-l2/index.html").is_file()
    assert Path("checklist.pdf").read_bytes().startswith(b"%PDF")


def test_every_command_from_two_edits_to_a_release_answers_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse
) -> None:
    walk("releasing.md", tmp_path, monkeypatch, immerse)
    for view in ("trainee", "mentor"):
        names = {path.name for path in (tmp_path / "host" / view).iterdir()}
        assert {"1.0.0", "2.0.0", "latest", "versions.json", "versions.css"} <= names
