"""A reader finds the old site or the new one, whole; and the same input gives the same bytes."""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from immerse.building.site import build_rendered
from immerse.model.page import Heading, Html, NavItem, Part, RenderedSite
from immerse.output.fingerprint import MANIFEST, changed_files, is_site, tree_digest
from immerse.output.placing import recover, staging, state_folder
from immerse.problems import ContentProblems, ImmerseError, Refused
from placed import NAME, Killed, exchanging, in_layers, stage
from proofs import proof_against
from rendered_site import EPOCH, LESSON, SITE, page_of, with_files, with_page, with_pages
from site_fixtures import files_of


def build(
    out: Path, site: RenderedSite = SITE, foreign: dict[str, list[str]] | None = None, offline: bool = False
) -> str:
    return build_rendered(site, out, NAME, epoch=EPOCH, proof=proof_against(foreign or {}), offline=offline).digest


def with_parts(*parts: Part) -> RenderedSite:
    """The site with these parts at the end of its lesson."""
    return with_pages({"learn/tri/tri-l2.md": replace(LESSON, parts=(*LESSON.parts, *parts))})


EMPTY = Heading(2, "empty", "Empty")
ORPHAN = with_pages({"orphan.md": page_of("Orphan", "<p>x</p>")})
"""A site with a page that its navigation does not lead to."""


@pytest.fixture(params=["exchange", "renames", "layers"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param != "exchange":
        exchanging(monkeypatch, None)
    if request.param == "layers":
        in_layers(monkeypatch)
    return str(request.param)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(tmp_path / "one")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    before = os.umask(0o077)
    try:
        second = build(tmp_path / "elsewhere" / "two")
    finally:
        os.umask(before)
    assert first == second
    assert files_of(tmp_path / "one" / NAME) == files_of(tmp_path / "elsewhere" / "two" / NAME)
    assert os.environ["SOURCE_DATE_EPOCH"] == "1"


def test_a_placed_site_is_readable_by_others_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        build(tmp_path)
    finally:
        os.umask(before)
    placed = [tmp_path / NAME, *(tmp_path / NAME).rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in placed if path.is_file()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in placed if path.is_dir()} == {0o755}
    assert (tmp_path / ".immerse").stat().st_mode & 0o777 == 0o700


def test_the_manifest_proves_the_site(tmp_path: Path) -> None:
    build(tmp_path)
    site = tmp_path / NAME
    assert is_site(site)
    assert changed_files(site) == ()
    (site / "index.html").write_text("changed")
    (site / "added.txt").write_text("x")
    (site / "_headers").unlink()
    assert changed_files(site) == ("_headers", "added.txt", "index.html")


def test_a_digest_covers_paths_too() -> None:
    assert tree_digest({"a": "1", "b": "2"}) == tree_digest({"b": "2", "a": "1"})
    assert tree_digest({"a": "1", "b": "2"}) != tree_digest({"a": "2", "b": "1"})


@pytest.mark.parametrize(
    ("site", "foreign", "message"),
    [
        (with_page("<p>A secret of Hearthline Home.</p>"), {"hearthline": ["Hearthline Home"]}, "of client hearthline"),
        (with_page("<p>{{ policy.client.name }}</p>"), {}, r"shows '\{\{'"),
        (with_page('<p><a href="page:nowhere.md">x</a></p>'), {}, "there is no such page or file"),
        (with_page('<p><a href="#nowhere">x</a></p>'), {}, "has no such place"),
        (with_parts(EMPTY, Heading(2, "more", "More"), Html("<p>x</p>")), {}, "nothing below the heading 'Empty'"),
        (with_page("<p>## Typed</p>"), {}, "shows Markdown as it was typed, '## Typed'"),
        (with_files({"downloads/a.json": b'{"a": "[object Object]"}'}), {}, r"shows '\[object Object\]'"),
        (ORPHAN, {}, "'orphan.md' is missing from the navigation"),
        (replace(SITE, title="<b>"), {}, "the theme would not escape"),
    ],
    ids=["leak", "placeholder", "link", "anchor", "heading", "markdown", "json", "orphan", "title"],
)
def test_a_failed_build_leaves_the_earlier_site_byte_for_byte(
    tmp_path: Path, site: RenderedSite, foreign: dict[str, list[str]], message: str
) -> None:
    build(tmp_path)
    before = files_of(tmp_path)
    with pytest.raises(ImmerseError, match=message):
        build(tmp_path, site, foreign)
    assert files_of(tmp_path) == before
    assert list((tmp_path / ".immerse" / "staging").iterdir()) == []


def test_every_fault_of_a_finished_site_is_said_in_one_go(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        build(tmp_path, with_parts(Html("<p>Hearthline {{ x }}</p>"), EMPTY), {"hearthline": ["Hearthline"]})
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("northgate/trainee is not put in place; the earlier site is as it was.")
    assert "  learn/tri/tri-l2/index.html: holds 'Hearthline' of client hearthline (as it is or escaped)" in lines
    assert "  learn/tri/tri-l2/index.html: shows '{{', in 'Hearthline {{ x }}'" in lines
    assert "  learn/tri/tri-l2/index.html: has nothing below the heading 'Empty'" in lines


def test_what_the_engine_warns_of_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentProblems) as caught:
        build(tmp_path, replace(SITE, nav=(*SITE.nav, NavItem("Gone", "gone.md"))))
    (problem,) = caught.value.problems
    assert problem.rule == "host"
    assert "'gone.md' is included in the 'nav' configuration" in problem.message


def test_a_new_site_takes_the_old_ones_place(tmp_path: Path, way: str) -> None:
    stage(tmp_path, "old")
    placed = stage(tmp_path, "new")
    assert (placed / "index.html").read_text() == "new"
    assert not list((tmp_path / ".immerse").glob("journal*"))
    assert list((tmp_path / ".immerse" / "staging").iterdir()) == []


def test_two_clients_do_not_touch_each_other(tmp_path: Path, way: str) -> None:
    other = stage(tmp_path, "theirs", "hearthline/trainee")
    stage(tmp_path, "ours")
    stage(tmp_path, "ours again")
    assert (other / "index.html").read_text() == "theirs"


def test_an_empty_folder_may_be_taken(tmp_path: Path, way: str) -> None:
    (tmp_path / NAME).mkdir(parents=True)
    assert (stage(tmp_path, "new") / "index.html").read_text() == "new"


@pytest.mark.parametrize(
    "make",
    [
        lambda target: (target.mkdir(parents=True), (target / "thesis.txt").write_text("mine")),
        lambda target: (target.parent.mkdir(), target.write_text("mine")),
        lambda target: (target.mkdir(parents=True), (target / MANIFEST).write_text('{"made_by": "another tool"}')),
    ],
    ids=["folder", "file", "other manifest"],
)
def test_what_immerse_did_not_make_is_not_replaced(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / NAME)
    before = files_of(tmp_path)
    with pytest.raises(
        Refused, match="holds something that immerse did not make; move it away or choose another --out"
    ):
        stage(tmp_path, "new")
    assert {path: content for path, content in files_of(tmp_path).items() if not path.startswith(".immerse")} == before


@pytest.mark.parametrize("linked", ["northgate", "northgate/trainee"])
def test_a_link_in_the_way_is_not_written_through(tmp_path: Path, linked: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out = tmp_path / "out"
    (out / linked).parent.mkdir(parents=True)
    (out / linked).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(Refused, match="is a symbolic link"):
        stage(out, "new")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(("renames", "expected"), [(0, "old"), (1, "new"), (2, "new")])
def test_two_renames_that_were_interrupted_are_ended_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int, expected: str
) -> None:
    exchanging(monkeypatch, None)
    monkeypatch.setattr(shutil, "rmtree", lambda *args, **kwargs: None)  # a killed process cleans nothing
    stage(tmp_path, "old")
    left, really = [renames], Path.rename

    def rename(self: Path, target: Path) -> Path:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return really(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        patched.setattr(Path, "unlink", lambda self, missing_ok=False: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            stage(tmp_path, "new")
    monkeypatch.undo()
    recover(tmp_path)
    assert (tmp_path / NAME / "index.html").read_text() == expected
    assert changed_files(tmp_path / NAME) == ()
    assert not (tmp_path / ".immerse" / "journal.json").exists()
    assert list((tmp_path / ".immerse" / "staging").iterdir()) == []


def test_an_error_at_any_step_leaves_a_whole_site_and_the_next_build_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """As a full or a broken disk would: the nth call that changes something fails."""
    steps = 0
    for failing in range(100):
        out = tmp_path / str(failing)
        stage(out, "old")
        calls = 0

        def failing_call(real: Callable[..., object], number: int = failing) -> Callable[..., object]:
            def call(*args: object, **kwargs: object) -> object:
                nonlocal calls
                calls += 1
                if calls == number + 1:
                    raise OSError(28, "No space left on device")
                return real(*args, **kwargs)

            return call

        with monkeypatch.context() as patched:
            for owner, name in ((os, "fsync"), (Path, "rename"), (Path, "replace"), (Path, "mkdir"), (os, "open")):
                patched.setattr(owner, name, failing_call(getattr(owner, name)))
            try:
                stage(out, "new")
                expected = {"new"}
            except OSError:
                expected = {"old", "new"}
        recover(out)
        assert (out / NAME / "index.html").read_text() in expected
        assert changed_files(out / NAME) == ()
        assert (stage(out, "newer") / "index.html").read_text() == "newer"
        if calls <= failing:
            break
        steps += 1
    assert 8 <= steps < 99


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no renameat2 in this C library")
def test_this_system_exchanges_folders_in_one_step_where_it_is_linux(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, answers = ctypes.CDLL(None, use_errno=True).renameat2, []
    exchanging(monkeypatch, lambda *given: answers.append(rename(*given)) or answers[-1])
    stage(tmp_path, "old")
    assert (stage(tmp_path, "new") / "index.html").read_text() == "new"
    assert answers == [0]


def test_a_living_builds_folder_is_not_swept(tmp_path: Path) -> None:
    with staging(tmp_path) as mine:
        (mine / "page.html").write_text("half")
        stage(tmp_path, "another build meanwhile")
        recover(tmp_path)
        assert (mine / "page.html").read_text() == "half"
    assert not mine.exists()


def test_nothing_to_recover_is_no_fault(tmp_path: Path) -> None:
    recover(tmp_path / "never built")
    assert not (tmp_path / "never built").exists()


def test_a_lock_that_is_held_ends_in_a_sentence(tmp_path: Path) -> None:
    held = FileLock(state_folder(tmp_path) / "lock")
    with held, pytest.raises(Refused, match="another command is writing to"):
        recover(tmp_path, wait=0.0)
