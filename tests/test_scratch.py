"""What a killed command left among temporary files is removed by the next one; a living one's folder is not."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest
from immerse.scratch import temporary_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_the_next_command_removes_what_a_killed_one_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    child = os.fork()
    if child == 0:
        with temporary_folder() as folder:
            (folder / "page.html").write_text("half")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert len(list(tmp_path.rglob("page.html"))) == 1
    with temporary_folder() as mine:
        (mine / "notes.txt").write_text("mine")
        with temporary_folder() as other:
            assert other != mine and (mine / "notes.txt").read_text() == "mine"
        assert [path.name for path in tmp_path.rglob("*.*")] == [f"{mine.name}.lock", "notes.txt"]
    assert [path.name for path in tmp_path.rglob("*")] == [f"immerse-{os.getuid()}", "lock"]
    assert next(tmp_path.iterdir()).stat().st_mode & 0o777 == 0o700


def test_a_folder_that_somebody_else_made_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "theirs").mkdir()
    (tmp_path / f"immerse-{os.getuid()}").symlink_to("theirs", target_is_directory=True)
    with temporary_folder() as mine:
        assert mine.is_dir() and "theirs" not in str(mine.resolve())
    assert list((tmp_path / "theirs").iterdir()) == []
