"""Where the tests write their temporary files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from in_memory import ROOM, write_into_memory


@pytest.fixture(autouse=True)
def own_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", "set, so that it is set back")
    monkeypatch.delenv("TMPDIR")


def told(flags: int = 0, room: int = ROOM) -> SimpleNamespace:
    return SimpleNamespace(f_flag=flags, f_bavail=room // 4096, f_frsize=4096)


def test_files_go_into_memory_and_those_of_commands_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: told())
    write_into_memory(tmp_path)
    assert tempfile.gettempdir() == os.environ["TMPDIR"] == str(tmp_path)


@pytest.mark.parametrize("here", [told(flags=os.ST_NOEXEC), told(room=ROOM - 4096)], ids=["no programs", "no room"])
def test_where_it_cannot_be_used_they_go_where_they_always_do(
    here: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: here)
    write_into_memory(tmp_path)
    write_into_memory(tmp_path / "nowhere")
    assert "TMPDIR" not in os.environ and tempfile.tempdir is None


def test_a_folder_that_somebody_chose_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", "/somewhere")
    write_into_memory(tmp_path)
    assert os.environ["TMPDIR"] == "/somewhere"
