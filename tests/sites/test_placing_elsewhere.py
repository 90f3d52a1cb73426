"""Placing where folders cannot be exchanged or moved: another layer of a container, another disk, a strict umask."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

import pytest
from immerse.output.fingerprint import changed_files
from immerse.output.placing import recover
from immerse.problems import Refused
from placed import NAME, Killed, exchanging, in_layers, stage


def test_every_folder_above_a_site_can_be_entered_and_one_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o750)
    before = os.umask(0o077)
    try:
        stage(tmp_path / "mine" / "public" / "sites", "new")
    finally:
        os.umask(before)
    modes = [(tmp_path / "mine" / name).stat().st_mode & 0o777 for name in ("", "public", "public/sites/northgate")]
    assert modes == [0o750, 0o755, 0o755]


@pytest.mark.skipif(os.name != "posix", reason="renameat2 is asked of the C library")
@pytest.mark.parametrize("code", [errno.EXDEV, errno.EINVAL, errno.ENOSYS])
def test_folders_that_cannot_be_exchanged_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    exchanging(monkeypatch, lambda *_: -1)
    monkeypatch.setattr(ctypes, "get_errno", lambda: code)
    stage(tmp_path, "old")
    assert (stage(tmp_path, "new") / "index.html").read_text() == "new"
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        stage(tmp_path, "newer")
    assert (tmp_path / NAME / "index.html").read_text() == "new"


@pytest.mark.parametrize("step", ["rmtree", "rename"])
def test_a_kill_while_an_old_folder_that_cannot_be_moved_is_replaced_is_ended_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    stage(tmp_path, "old")
    with monkeypatch.context() as patched:
        exchanging(patched, None)
        in_layers(patched)
        remove, move = shutil.rmtree, Path.rename

        def half_removed(folder: Path, ignore_errors: bool = False) -> None:
            if folder == tmp_path / NAME:
                (folder / "index.html").unlink()
                if step == "rmtree":
                    raise Killed
            remove(folder, ignore_errors=ignore_errors)

        def not_filled(self: Path, target: Path) -> Path:
            if step == "rename" and target == tmp_path / NAME:
                raise Killed
            return move(self, target)

        patched.setattr(shutil, "rmtree", half_removed)
        patched.setattr(Path, "rename", not_filled)
        with pytest.raises(Killed):
            stage(tmp_path, "new")
    recover(tmp_path)
    assert (tmp_path / NAME / "index.html").read_text() == "new"
    assert changed_files(tmp_path / NAME) == ()
    assert sorted(path.name for path in (tmp_path / ".immerse").iterdir()) == ["lock", "staging"]


def test_a_folder_on_another_disk_is_reached_by_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a client may be one that is mounted; what is copied gets its name when it is whole."""
    really = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.parent.parent.name == "staging":
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return really(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    placed = stage(tmp_path, "new")
    assert (placed / "index.html").read_text() == "new" and changed_files(placed) == ()
    assert [path.name for path in placed.parent.iterdir()] == ["trainee"]


@pytest.mark.parametrize("stands_there", ["a site", "an empty folder", "lost+found"])
def test_a_place_where_a_disk_is_mounted_is_refused_before_anything_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stands_there: str
) -> None:
    target = tmp_path / NAME
    if stands_there == "a site":
        stage(tmp_path, "old")
    (target / "lost+found" if stands_there == "lost+found" else target).mkdir(parents=True, exist_ok=True)
    before = [(path.name, path.stat().st_mtime_ns) for path in target.iterdir()]
    monkeypatch.setattr(Path, "is_mount", lambda self: self == target)
    with pytest.raises(Refused, match=r"trainee is where another disk is mounted; mount it above, or choose another"):
        stage(tmp_path, "new")
    assert [(path.name, path.stat().st_mtime_ns) for path in target.iterdir()] == before
    assert list((tmp_path / ".immerse" / "staging").iterdir()) == []


@pytest.mark.parametrize("mounted", ["northgate", "."])
def test_a_disk_that_is_mounted_above_a_site_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounted: str
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda self: self == tmp_path / mounted)
    stage(tmp_path, "old")
    assert (stage(tmp_path, "new") / "index.html").read_text() == "new"


def test_what_a_killed_command_had_written_of_a_journal_is_removed(tmp_path: Path) -> None:
    stage(tmp_path, "old")
    (tmp_path / ".immerse" / ".journal.json.x1y2z3").write_text('{"targ')
    recover(tmp_path)
    assert sorted(path.name for path in (tmp_path / ".immerse").iterdir()) == ["lock", "staging"]
