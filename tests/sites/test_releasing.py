"""Releases as an editor makes them: the command line on a small programme."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.cli.commands.release import ReleaseOutput
from immerse.leaks.containers import pdf_text
from immerse.leaks.decoder import Decoder
from immerse.problems import ContentProblems, Location, Problem
from immerse.releasing.manifest import read_manifest
from immerse.releasing.published import PUBLISHED
from immerse.releasing.release import Released
from released_starter import ON, changed, environment, released_starter
from site_fixtures import STARTER_CLIENT as CLIENT
from site_fixtures import copied, files_of
from small_releases import seen

POLICY = f"site_config/clients/{CLIENT}/policy.yml"
LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copied(released_starter(), tmp_path / "agency")
    monkeypatch.chdir(root)
    return root


def test_the_same_version_again_is_fine_while_every_byte_is_the_same(root: Path, immerse: Immerse) -> None:
    before = seen(root)
    for how in (("1.0.0",), ("1.0.0", "--no-cache"), (), ("--no-cache",)):
        done = immerse("release", CLIENT, *how, *ON)
        assert (done.code, done.out) == (0, f"{CLIENT} 1.0.0  was released before, every byte is the same\n")
    assert immerse("verify-release", CLIENT, *ON).code == 0
    assert {path for path, content in seen(root).items() if before.get(path) != content} <= {
        path for path in seen(root) if path.startswith(".immerse/")
    }


def test_the_downloads_of_a_release_name_it(root: Path) -> None:
    papers = [path.read_bytes() for path in (root / PUBLISHED).rglob("1.0.0/downloads/checklist-*.pdf")]
    assert len(papers) == 4
    assert all("release 1.0.0" in pdf_text(paper) for paper in papers)


@pytest.mark.parametrize("version", [(), ("1.0.0",)])
def test_an_unchanged_release_is_known_without_anything_that_makes_one(root: Path, version: tuple[str, ...]) -> None:
    for folder in (root / ".immerse", root / ".immerse/store"):
        folder.chmod(0o700)  # what others may write is not read
    words = ["-C", str(root), "release", CLIENT, *version, *ON]
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from immerse.cli import program\n"
        f"print(CliRunner().invoke(program, {words}).exit_code, *sys.modules)\n"
    )
    ended = [sys.executable, "-c", code]
    done = subprocess.run(ended, capture_output=True, text=True, check=True, env=environment())
    exit_code, *names = done.stdout.split()
    makers = {"mkdocs", "markdown", "typst", "xlsxwriter", "openpyxl", "immerse.releasing.release_build"}
    assert (exit_code, makers & set(names)) == ("0", set())
    assert "immerse.releasing.release_changes" not in names


def test_the_same_version_with_other_content_is_refused_and_nothing_is_touched(root: Path, immerse: Immerse) -> None:
    changed(root, LESSON, "summary: ", "summary: Now ")
    before = {path: content for path, content in seen(root).items() if not path.startswith(".immerse/")}
    done = immerse("release", CLIENT, "1.0.0", *ON)
    assert done.code == 3
    assert f"refused: 1.0.0 of {CLIENT} was released before with other content" in done.err
    assert f"  {LESSON} was changed" in done.err
    assert {path: content for path, content in seen(root).items() if not path.startswith(".immerse/")} == before


def test_a_comment_in_the_sources_is_nothing_to_release(root: Path, immerse: Immerse) -> None:
    changed(root, LESSON, "summary: ", "# mended\nsummary: ")
    before = {path: content for path, content in seen(root).items() if not path.startswith(".immerse/")}
    done = immerse("release", CLIENT, *ON)
    assert (done.code, done.out) == (0, f"{CLIENT} 1.0.0  was released before, every byte is the same\n")
    assert immerse("release", CLIENT, "1.0.0", *ON).code == 3  # the ledger says of what it was made
    assert {path: content for path, content in seen(root).items() if not path.startswith(".immerse/")} == before


LOOK = "primary: '#7a1f2b'\naccent: '#7a1f2b'\naccent_dark: '#f0a8b0'\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


def test_a_change_of_the_look_alone_is_a_patch_and_is_said_in_both_views(root: Path, immerse: Immerse) -> None:
    look = root / f"site_config/clients/{CLIENT}/look.yml"
    look.write_text(LOOK, "utf-8")
    said = immerse("diff", CLIENT, *ON).out
    assert "Proposed version: 1.0.1, because only the look changed: colour of the header and the headings, " in said
    assert "\n  Colour of the header and the headings: #1f3a5f → #7a1f2b\n" in said
    assert "do, or do again" not in said and "read again" not in said
    assert immerse("release", CLIENT, "--yes", *ON).code == 0
    for view in ("trainee", "mentor"):
        page = (root / f"published/{CLIENT}/{view}/1.0.1/changes/index.html").read_text("utf-8")
        assert "How the pages look" in page and "#1f3a5f before, #7a1f2b now" in page
    look.with_name("logo.svg").write_text(LOGO, "utf-8")
    look.write_text(f"{LOOK}logo: logo.svg\n", "utf-8")
    assert "1.0.2, because only the look changed: logo." in immerse("diff", CLIENT, *ON).out


def test_what_is_gone_below_published_comes_back_with_the_same_version(root: Path, immerse: Immerse) -> None:
    before = files_of(root / "published" / CLIENT)
    shutil.rmtree(root / "published")
    assert "(not below published/ here)" in immerse("releases", *ON).out
    assert immerse("release", CLIENT, "1.0.0", *ON).code == 0
    assert files_of(root / "published" / CLIENT) == before


def test_a_file_that_was_changed_below_published_is_named_and_left(root: Path, immerse: Immerse) -> None:
    page = root / "published" / CLIENT / "trainee/1.0.0/index.html"
    page.write_text("other", "utf-8")
    (page.parent / "mine.txt").write_text("other", "utf-8")
    (page.parent / "_headers").unlink()
    done = immerse("verify-release", CLIENT, *ON)
    place = f"published/{CLIENT}/trainee/1.0.0"
    assert (done.code, done.out.splitlines()) == (
        3,
        [
            f"{place}: _headers is missing",
            f"{place}: index.html was changed",
            f"{place}: mine.txt is not part of the release",
        ],
    )
    found = immerse("verify-release", CLIENT, "1.0.0", "--folder", str(page.parent), "--format", "json", *ON)
    assert (found.code, len(json.loads(found.out))) == (3, 3)
    done = immerse("release", CLIENT, "1.0.0", *ON)
    assert done.code == 3 and "is not as it was released" in done.err and page.read_text("utf-8") == "other"


def test_a_lower_version_and_no_version_are_usage(root: Path, immerse: Immerse) -> None:
    changed(root, LESSON, "summary: ", "summary: Now ")
    done = immerse("release", CLIENT, "0.9.0", *ON)
    assert (done.code, done.err) == (2, "error: 0.9.0 is below 1.0.0, which was released; name a higher version\n")
    done = immerse("release", CLIENT, "1.1", *ON)
    for word in ("1.1", "v1.1.0", "2"):
        done = immerse("release", CLIENT, word, *ON)
        assert done.code == 2 and f"{word!r} is not a version; write MAJOR.MINOR.PATCH, as 1.4.0" in done.err


def test_a_stand_in_stops_a_release(root: Path, immerse: Immerse) -> None:
    assert immerse("new", "client", "harbour-foods").code == 0
    done = immerse("release", "harbour-foods", "1.0.0", *ON)
    assert done.code == 1 and "harbour-foods is a draft" in done.err and "stand-ins cannot be released" in done.err
    assert not (root / "releases/harbour-foods").exists()


def test_a_warning_that_nobody_waived_stops_a_release(root: Path, immerse: Immerse) -> None:
    changed(root, LESSON, "review_by: 2030-12-31", "review_by: 2026-12-15")
    done = immerse("release", CLIENT, "1.1.0", *ON)
    assert done.code == 1 and "[L-43]" in done.err
    assert not (root / f"releases/{CLIENT}/1.1.0").exists()


ACCESS = """\
security:
  access: {mfa: true, shared_logins: false, brokered: true, review_days: 7, reason: Zqnever, owner: it}
site:
"""


def test_what_trainees_may_not_know_changes_no_byte_of_theirs(root: Path, immerse: Immerse) -> None:
    changed(
        root, "curriculum/first-steps/checks.yml", "The person who reads the reply", "Zqassessed who reads the reply"
    )
    changed(root, POLICY, "site:\n", "site:\n  mentor_url: https://zqmentor.example/\n")
    changed(root, POLICY, "site:\n", ACCESS)
    before = seen(root)
    assert immerse("release", CLIENT, "2.0.0", *ON).err == ""
    published = f"published/{CLIENT}"
    said = {view: words_in(root / published / view) for view in ("trainee", "mentor")}
    assert [word for word in ("zqassessed", "zqmentor", "zqnever") if word in said["trainee"]] == []
    assert [word for word in ("zqassessed", "zqmentor", "zqnever") if word in said["mentor"]] == [
        "zqassessed",
        "zqmentor",
    ]
    changes = f"{published}/trainee/2.0.0/changes/index.html"
    assert changes not in before and "assessed" not in (root / changes).read_text("utf-8").lower()


def words_in(folder: Path) -> str:
    """Everything that the files of a folder say, whatever they are packed in, in small letters."""
    decoder = Decoder()
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return "\n".join(view.text for path in files for view in decoder.views(path.read_bytes())).lower()


def test_releases_stand_as_the_commands_say(root: Path, immerse: Immerse) -> None:
    assert immerse("rollback", CLIENT, "1.0.0", *ON).out == f"{CLIENT} 1.0.0  is the latest release already\n"
    done = immerse("withdraw", CLIENT, "1.0.0", "--why", "A wrong number.", *ON)
    assert done.code == 2 and "release a corrected version first" in done.err
    changed(root, POLICY, "policy_version: 0.1.0", "policy_version: 0.1.1")
    assert immerse("release", CLIENT, "1.0.1", *ON).code == 0
    told = json.loads(immerse("rollback", CLIENT, "1.0.0", *ON, "--format", "json").out)
    assert told == {"schema": "immerse.rollback/1", "client": CLIENT, "version": "1.0.0", "changed": True}
    told = json.loads(immerse("withdraw", CLIENT, "1.0.1", "--why", "A wrong number.", *ON, "--format", "json").out)
    assert told == {"schema": "immerse.withdraw/1", "client": CLIENT, "version": "1.0.1", "changed": True}
    done = immerse("rollback", CLIENT, "1.0.1", *ON)
    assert done.code == 2 and "was withdrawn, so that it cannot be the latest" in done.err
    told = json.loads(immerse("releases", CLIENT, "--format", "json", *ON).out)
    assert [(one["version"], one["standing"], one["why"]) for one in told] == [
        ("1.0.0", "latest", ""),
        ("1.0.1", "withdrawn", "A wrong number."),
    ]
    css = (root / "published" / CLIENT / "trainee/versions.css").read_text("utf-8")
    assert '[data-im-version="1.0.1"]' in css and "withdrawn" in css


def test_a_third_version_in_force_asks_when_the_oldest_ends(root: Path, immerse: Immerse) -> None:
    for version in ("1.0.1", "1.0.2"):
        changed(root, LESSON, "summary: ", "summary: Now ")
        done = immerse("release", CLIENT, version, *ON)
    assert done.code == 2 and "--sunset DATE" in done.err and "1.0.0" in done.err
    assert immerse("release", CLIENT, "1.0.2", "--sunset", "2027-03-01", *ON).code == 0
    assert "1.0.0  from 2026-01-01  in force until 2027-03-01" in immerse("releases", *ON).out
    assert "1.0.0  from 2026-01-01  no longer in force" in immerse("releases", "--on", "2027-03-01").out
    css = (root / "published" / CLIENT / "mentor/versions.css").read_text("utf-8")
    assert "no longer in force" in css


def test_on_a_terminal_the_end_of_the_oldest_is_asked_for_until_it_is_a_day_to_come(
    root: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(root, LESSON, "summary: ", "summary: Now ")
    assert immerse("release", CLIENT, "1.0.1", *ON).code == 0
    changed(root, LESSON, "summary: ", "summary: Now ")
    terminal, keyboard = pytest.importorskip("pty").openpty()
    os.write(terminal, b"y\nsoon\n2026-12-01\n2027-03-01\n")
    with os.fdopen(keyboard) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        done = immerse("release", CLIENT, *ON)
    os.close(terminal)
    assert (done.code, done.out.splitlines()[-1]) == (0, "  1.0.0 ends on 2027-03-01")
    asked = "On which day does 1.0.0 end (as 2027-03-01)?"
    assert done.err.count(asked) == 3 and "Error: 2026-12-01 is not after 2026-12-01" in done.err
    assert f"{CLIENT}: 1.0.0 would be in force beside 1.0.1 and 1.0.2, and at most two may be" in done.err
    assert "1.0.0  from 2026-01-01  in force until 2027-03-01" in immerse("releases", *ON).out


def test_an_end_beside_a_version_that_was_released_before_is_refused_unless_it_has_it(
    root: Path, immerse: Immerse
) -> None:
    for how in ((), ("--no-cache",)):
        done = immerse("release", CLIENT, "1.0.0", "--sunset", "2027-03-01", *how, *ON)
        words = "error: 1.0.0 was released before; --sunset goes with a version that is new\n"
        assert (done.code, done.err) == (2, words)
    changed(root, LESSON, "summary: ", "summary: Now ")
    for said in ("  released, in force", "  was released before"):
        done = immerse("release", CLIENT, "1.0.1", "--sunset", "2027-03-01", *ON)
        assert done.code == 0 and f"{CLIENT} 1.0.1{said}" in done.out


def test_a_dry_run_releases_nothing(root: Path, immerse: Immerse) -> None:
    changed(root, POLICY, "policy_version: 0.1.0", "policy_version: 0.1.1")
    before = [files_of(root / name) for name in ("releases", "published")]
    done = immerse("release", CLIENT, "1.0.1", "--dry-run", *ON)
    assert done.code == 0 and "would be released" in done.out
    assert [files_of(root / name) for name in ("releases", "published")] == before


def test_the_manifest_says_what_a_release_was_made_of(root: Path) -> None:
    manifest = read_manifest((root / f"releases/{CLIENT}/1.0.0/manifest.json").read_bytes(), "manifest.json")
    assert {LESSON, POLICY} <= manifest.inputs.keys()
    assert manifest.leaks["found"] == 0 and json.loads(manifest.to_bytes())["epoch"] == 1767225600
    assert {"core", "policy", "immerse", "libraries"} == manifest.made_by.keys()


def test_what_was_released_is_said_where_a_later_client_stops_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem(Location("curriculum/curriculum.yml"), "L-69", "FST is gone")
    for form, said in (("text", f"{CLIENT} 1.0.0  released"), ("json", '"version": "1.0.0"')):
        with pytest.raises(SystemExit) as ended, ReleaseOutput(form, dry_run=False) as told:
            told.add(Released(CLIENT, "1.0.0", date(2026, 12, 1), ()))
            raise ContentProblems([problem])
        out, err = capsys.readouterr()
        assert (ended.value.code, said in out) == (1, True)
        assert err.endswith(f"FST is gone [L-69]\n1 problem; released before it was met: {CLIENT} 1.0.0.\n")
    with pytest.raises(ContentProblems), ReleaseOutput("json", dry_run=False):
        raise ContentProblems([problem])  # nothing was written, and the command line says so
    assert capsys.readouterr() == ("", "")
