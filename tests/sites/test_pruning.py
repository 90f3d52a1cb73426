"""Sites that are no longer built are named, and removed when somebody asks; what somebody else put there stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.output.fingerprint import MANIFEST
from immerse.output.left_over_sites import left_over, own_files, prune
from placed import stage as staged


def stage(out: Path, name: str) -> Path:
    return staged(out, "a page", name)


def names(out: Path, built: tuple[str, ...] = ("acme",), views: tuple[str, ...] = ("trainee",)) -> list[str]:
    return [left.name for left in left_over(out, ("acme", "bay"), built, views)]


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    for name in ("acme/trainee", "acme/mentor", "bay/trainee", "bay/mentor", "gone/trainee"):
        stage(tmp_path, name)
    return tmp_path


def test_what_no_build_makes_any_more_is_named(sites: Path) -> None:
    assert names(sites) == ["acme/mentor", "gone/trainee"]
    assert names(sites, ("acme", "bay")) == ["acme/mentor", "bay/mentor", "gone/trainee"]
    assert names(sites, ("bay",), ("trainee", "mentor")) == ["gone/trainee"]
    assert list(left_over(sites / "never", (), (), ())) == []


def test_what_immerse_did_not_make_is_never_named(sites: Path, tmp_path: Path) -> None:
    (sites / "thesis" / "trainee").mkdir(parents=True)
    (sites / "thesis" / "trainee" / "thesis.pdf").write_text("mine")
    (sites / "thesis" / "trainee" / MANIFEST).write_text('{"made_by": "another tool"}')
    (sites / "notes.txt").write_text("mine")
    (sites / "linked").symlink_to(sites / "bay", target_is_directory=True)
    (sites / "acme" / "copy").symlink_to(sites / "acme" / "trainee", target_is_directory=True)
    (sites / ".hidden").mkdir()
    shutil.copytree(sites / "acme" / "trainee", sites / ".hidden" / "trainee")
    assert names(sites) == ["acme/mentor", "gone/trainee"]


def test_a_site_goes_with_its_folder_and_nothing_else(sites: Path) -> None:
    for left in left_over(sites, ("acme", "bay"), ("acme",), ("trainee",)):
        assert prune(sites, left) == ()
    assert sorted(path.name for path in sites.iterdir()) == [".immerse", "acme", "bay"]
    assert [path.name for path in (sites / "acme").iterdir()] == ["trainee"]
    assert names(sites) == []


@pytest.mark.parametrize("mine", ["CNAME", "learn/notes.txt", "index.html"])
def test_a_site_in_which_somebody_put_a_file_stays(sites: Path, mine: str) -> None:
    path = sites / "gone" / "trainee" / mine
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    (left,) = (one for one in left_over(sites, ("acme", "bay"), (), ()) if one.is_gone)
    assert prune(sites, left) == (mine,) == own_files(left.folder)
    assert path.read_text() == "mine"


def test_a_removal_that_was_cut_short_leaves_no_half_site(sites: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (left,) = (one for one in left_over(sites, ("acme", "bay"), (), ()) if one.is_gone)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            prune(sites, left)
    assert not left.folder.exists()
    stage(sites, "acme/trainee")
    assert not (sites / ".immerse" / "replaced").exists()


def test_the_command_names_and_removes_and_warns(workspace: Path, immerse: Immerse) -> None:
    """A client that was renamed, a mentor view beside a newer trainee view, a file of one's own in a site."""
    on, clients = ("--on", "2026-12-01"), workspace / "site_config" / "clients"
    assert immerse("build", "--view", "both", *on).err == ""
    stage(workspace / "site", "old-name/trainee")
    (workspace / "site" / "acme-works" / "trainee" / "CNAME").write_text("a.example")
    (workspace / "site" / "acme-works" / "mentor" / "CNAME").write_text("b.example")
    done = immerse("build", *on)
    site = workspace / "site"
    assert (done.code, done.err.splitlines()) == (
        0,
        [
            f"{site}/acme-works/trainee: warning: the new site is without CNAME, not written by immerse; "
            "add it again after each build",
            f"{site}/acme-works/mentor  stays as it was: this view was not built now; --prune removes it",
            f"{site}/old-name/trainee  stays as it was: its client was removed; --prune removes it",
        ],
    )
    done = immerse("build", *on, "--prune")
    assert (done.code, done.err.splitlines()) == (
        0,
        [
            f"{site}/acme-works/mentor  stays: CNAME in it was not written by immerse; move it away first",
            f"{site}/old-name/trainee  removed",
        ],
    )
    (clients / "acme-works" / "policy.yml").write_text("client: [", "utf-8")
    stage(site, "old-name/trainee")
    assert immerse("build", *on, "--prune").code == 1
    assert (site / "old-name" / "trainee").is_dir()  # what cannot be built removes nothing
