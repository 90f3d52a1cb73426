"""Whatever a client is handed passes the gate of a build: an export, a checklist, questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Immerse
from pasted_words import FOLDER, OURS, POLICY, WAIVER, house, into_core, into_overlay


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter with a second client."""
    monkeypatch.chdir(house(tmp_path / "workspace"))
    return tmp_path / "workspace"


def test_export_passes_the_same_gate(workspace: Path, immerse: Immerse) -> None:
    into_overlay(workspace, "Agnieszka Nowak")
    stopped = immerse("export", OURS, "out", "--on", "2026-12-01")
    assert stopped.code == 1 and "'Agnieszka Nowak': a person of client quayside" in stopped.err
    assert not (workspace / "out").exists()


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "pdf"])
@pytest.mark.parametrize("into", [into_overlay, into_core], ids=["overlay", "core"])
def test_a_checklist_passes_it_too(
    workspace: Path, immerse: Immerse, into: Callable[[Path, str], str], form: str
) -> None:
    into(workspace, "Agnieszka Nowak")
    words = ("checklist", OURS, "--format", form, "--out", "list", "--on", "2026-12-01")
    stopped = immerse(*words)
    assert stopped.code == 1 and "'Agnieszka Nowak': a person of client quayside" in stopped.err
    assert not (workspace / "list").exists()
    owner = "acme-works" if into is into_overlay else "core"
    waivers = FOLDER / OURS / "waivers.yml" if into is into_overlay else Path("site_config/waivers.yml")
    text = WAIVER.format(subject=f"{owner}/quayside", word="word: Agnieszka Nowak\n    ")
    (workspace / waivers).write_text(text, "utf-8")
    assert immerse(*words).code == 0 and (workspace / "list").exists()


def into_policy(root: Path, words: str) -> None:
    """Say words in a setting that people are asked for."""
    path = root / POLICY
    text = path.read_text("utf-8")
    assert "changelog: [First edition]" in text
    path.write_text(text.replace("changelog: [First edition]", f'changelog: ["For {words}"]'), "utf-8")


@pytest.mark.parametrize("name", ["asked.xlsx", "asked.html"])
@pytest.mark.parametrize("word", ["Agnieszka Nowak", "Tidewater Rowing", "help@quayside-ferries.example"])
def test_questions_pass_it_too(workspace: Path, immerse: Immerse, word: str, name: str) -> None:
    into_policy(workspace, word)
    stopped = immerse("questions", OURS, "--out", name)
    assert stopped.code == 1 and f"'{word}'" in stopped.err and POLICY.as_posix() in stopped.err
    assert not (workspace / name).exists()
    text = WAIVER.format(subject=f"{OURS}/quayside", word=f"word: {word}\n    ").replace("2027-06-30", "2099-12-31")
    (workspace / FOLDER / OURS / "waivers.yml").write_text(text, "utf-8")
    assert immerse("questions", OURS, "--out", name).code == 0 and (workspace / name).exists()


def test_questions_show_no_lesson_so_that_its_words_do_not_stop_them(workspace: Path, immerse: Immerse) -> None:
    into_core(workspace, "Agnieszka Nowak")
    assert immerse("questions", OURS, "--out", "asked.html").code == 0
