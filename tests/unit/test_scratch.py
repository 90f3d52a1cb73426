"""What a killed command left among temporary files is removed by the next one; a living one's folder is not."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from immerse.problems import ImmerseError
from immerse.storage.scratch import temporary_folder
from killing import process_apart

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_the_next_command_removes_what_a_killed_one_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def killed() -> None:
        with temporary_folder() as folder:
            (folder / "page.html").write_text("half")
            os.kill(os.getpid(), signal.SIGKILL)

    assert process_apart(killed) == signal.SIGKILL
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


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        OSError(errno.EDQUOT, os.strerror(errno.EDQUOT), "x.otf"),
        shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")]),
    ],
)
def test_a_full_place_for_temporary_files_is_named(
    error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    said = f"^the folder for temporary files, {re.escape(str(tmp_path))}, cannot be written: .*; make room there, or"
    tail = " name another one in the environment variable TMPDIR$"
    with pytest.raises(ImmerseError, match=said + tail), temporary_folder():
        raise error


def test_a_place_for_temporary_files_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    with pytest.raises(ImmerseError, match="file, cannot be written: "), temporary_folder():
        pass
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [])
    with (
        pytest.raises(ImmerseError, match=r"^there is no folder for temporary files; make one, or name"),
        temporary_folder(),
    ):
        pass


def test_an_error_of_another_place_stays_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(PermissionError), temporary_folder():
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "policy.yml")
