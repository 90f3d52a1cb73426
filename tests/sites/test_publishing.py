"""What is released, sent where hosts look for it: only what the ledger names, over nothing that others put there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.model.site_view import View
from immerse.problems import Refused
from immerse.releasing import target_upload
from immerse.releasing.rollback import roll_back
from immerse.releasing.target_upload import publish
from killing import failing
from site_fixtures import STARTER_CLIENT, files_of, starter
from small_releases import CLIENT, DAY, release_small


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "agency"
    release_small(root, "1.0.0")
    release_small(root, "1.1.0")
    return root


def send(root: Path, target: str | Path, view: View = View.TRAINEE, *, check: bool = False) -> tuple[str, ...]:
    (sent,) = publish(root, CLIENT, {view: str(target)}, DAY, check=check)
    return sent.changes


def released(root: Path) -> dict[str, bytes]:
    """What is below `published`, without the manifest of the pages that lead on."""
    found = files_of(root / "published/northgate/trainee")
    return {path: content for path, content in found.items() if path != "latest/site-manifest.json"}


def held(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in files_of(folder).items() if path != target_upload.MARK}


def test_a_folder_holds_what_the_ledger_names(root: Path, tmp_path: Path) -> None:
    host = tmp_path / "host"
    assert send(root, host, check=True) and not host.exists()
    assert send(root, host)
    assert held(host) == released(root)
    assert json.loads((host / target_upload.MARK).read_bytes())["client"] == CLIENT
    assert send(root, host) == send(root, host, check=True) == ()


def test_what_leads_to_a_version_is_written_after_it(root: Path, tmp_path: Path) -> None:
    paths = list(send(root, tmp_path / "host"))
    versions = [place for place, path in enumerate(paths) if path.startswith("1.")]
    leading = [place for place, path in enumerate(paths) if path.startswith("latest/")]
    assert paths[0] == target_upload.MARK
    assert max(versions) < paths.index("versions.json") < paths.index("versions.css") < min(leading)


def test_an_interrupted_publication_is_finished(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = tmp_path / "host"

    for number in (1, 2, 3):
        with monkeypatch.context() as patch:
            failed = failing(patch, "full", number)
            with pytest.raises(OSError, match="No space left"):
                send(root, host)
        assert failed
    assert send(root, host) and held(host) == released(root)


def test_what_changed_there_is_told_and_mended(root: Path, tmp_path: Path) -> None:
    host = tmp_path / "host"
    send(root, host)
    (host / "1.0.0/index.html").write_text("other", "utf-8")
    (host / "1.0.0/extra.html").write_text("other", "utf-8")
    (host / "CNAME").write_text("training.example", "utf-8")
    assert send(root, host, check=True) == ("1.0.0/index.html", "1.0.0/extra.html")
    send(root, host)
    assert held(host) == released(root) | {"CNAME": b"training.example"}
    roll_back(root, CLIENT, "1.0.0", DAY)
    changed = send(root, host, check=True)
    assert "versions.json" in changed and not [path for path in changed if path.startswith("1.")]


def another_client(host: Path) -> None:
    (host / target_upload.MARK).write_text(
        json.dumps({"schema": "immerse.published/1", "client": "hearthline", "view": "trainee"}), "utf-8"
    )


def another_version(host: Path) -> None:
    (host / "9.0.0").mkdir()


def newer_format(host: Path) -> None:
    mark = {"schema": "immerse.published/2", "client": CLIENT, "view": "trainee"}
    (host / target_upload.MARK).write_text(json.dumps(mark), "utf-8")


@pytest.mark.parametrize(
    ("plant", "says"),
    [
        (another_client, "holds the trainee view of hearthline"),
        (another_version, r"holds 9\.0\.0, which is not in releases/northgate"),
        (newer_format, "was written by a newer immerse"),
        (lambda host: (host / target_upload.MARK).unlink(), "holds something that immerse did not put there"),
    ],
)
def test_a_place_that_holds_something_else_is_refused(plant: object, says: str, root: Path, tmp_path: Path) -> None:
    host = tmp_path / "host"
    send(root, host)
    assert callable(plant)
    plant(host)
    before = files_of(host)
    with pytest.raises(Refused, match=says):
        send(root, host)
    assert files_of(host) == before


def test_the_other_view_has_a_place_of_its_own(root: Path, tmp_path: Path) -> None:
    send(root, tmp_path / "host")
    with pytest.raises(Refused, match="holds the trainee view of northgate"):
        send(root, tmp_path / "host", View.MENTOR)


def test_a_version_that_was_changed_here_is_not_sent(root: Path, tmp_path: Path) -> None:
    page = root / "published/northgate/trainee/1.0.0/index.html"
    page.write_text("other", "utf-8")
    with pytest.raises(Refused, match=r"1\.0\.0/index\.html is not here as it was released"):
        send(root, tmp_path / "host")


def git(where: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=where, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_branch_holds_what_the_ledger_names(root: Path, tmp_path: Path) -> None:
    remote = tmp_path / "client.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    target = f"git+{remote}#site"
    assert send(root, target, check=True)
    assert not git(remote, "branch", "--list")
    assert send(root, target)
    names = git(remote, "ls-tree", "-r", "--name-only", "site").split()
    assert set(names) == {*released(root), target_upload.MARK, ".nojekyll"}
    assert git(remote, "show", "site:1.1.0/index.html").encode() == released(root)["1.1.0/index.html"]
    assert send(root, target) == () and git(remote, "rev-list", "--count", "site").strip() == "1"
    release_small(root, "1.2.0")
    assert send(root, target)
    assert git(remote, "rev-list", "--count", "site").strip() == "2"
    assert send(root, target, check=True) == ()


def test_a_repository_that_is_not_there_is_named(root: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the repository does not answer: "):
        send(root, f"git+{tmp_path / 'none.git'}#site")


def test_a_push_that_is_refused_says_why(root: Path, tmp_path: Path) -> None:
    remote = tmp_path / "client.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    hook = remote / "hooks/update"
    hook.write_text("#!/bin/sh\necho 'the key may only read' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    with pytest.raises(Refused, match="the branch site was not pushed, try again: remote: the key may only read"):
        send(root, f"git+{remote}#site")


def test_a_place_among_what_releases_are_made_of_is_refused(
    tmp_path: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = starter(tmp_path / "agency") / f"site_config/clients/{STARTER_CLIENT}/policy.yml"
    monkeypatch.chdir(tmp_path / "agency")
    text = policy.read_text("utf-8")
    for folder in ("releases", "published", "site_config"):
        policy.write_text(f"{text}  publish: {{trainee: {folder}/out}}\n", "utf-8")
        done = immerse("publish", STARTER_CLIENT)
        assert (done.code, f"{folder}/out lies in {folder}/, " in done.err) == (2, True), done.err
