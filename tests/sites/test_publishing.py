"""What is released, sent where hosts look for it: only what the ledger names, over nothing that others put there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from immerse.model.site_view import View
from immerse.problems import Refused
from immerse.releasing import target_upload
from immerse.releasing.rollback import roll_back
from killing import failing
from sending import released, send, sent_to
from site_fixtures import files_of
from small_releases import CLIENT, DAY, faults_of, release_small


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "agency"
    release_small(root, "1.0.0")
    release_small(root, "1.1.0")
    return root


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


def test_a_first_publication_that_was_killed_at_once_is_finished(root: Path, tmp_path: Path) -> None:
    (host := tmp_path / "host").mkdir()
    (host / f".{target_upload.MARK}.torn.immerse").write_text("{", "utf-8")
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
        (lambda host: (host / target_upload.MARK).unlink(), r"holds 1\.0\.0 and no published\.json that says whose"),
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


def foreign_file(root: Path, host: Path) -> str:
    (host / "mentor").mkdir(parents=True)
    (host / "mentor/own.txt").write_text("other", "utf-8")
    return r"mentor holds own\.txt and no published\.json"


def file_in_the_way(root: Path, host: Path) -> str:
    host.mkdir()
    (host / "mentor").write_text("other", "utf-8")
    return "mentor is not a folder that can be written"


def file_above(root: Path, host: Path) -> str:
    host.write_text("other", "utf-8")
    return r"mentor: .*host is not a folder that can be written"


def changed_here(root: Path, host: Path) -> str:
    (root / "published/northgate/mentor/1.0.0/index.html").write_text("other", "utf-8")
    return r"1\.0\.0/index\.html is not here as it was released"


@pytest.mark.parametrize("plant", [foreign_file, file_in_the_way, file_above, changed_here])
def test_no_view_is_sent_while_another_cannot_be(plant: object, root: Path, tmp_path: Path) -> None:
    assert callable(plant)
    says = plant(root, tmp_path / "host")
    with pytest.raises(Refused, match=says):
        sent_to(root, {View.TRAINEE: str(tmp_path / "trainee"), View.MENTOR: str(tmp_path / "host/mentor")})
    assert not (tmp_path / "trainee").exists()


def test_no_view_is_sent_where_the_other_may_not_be_written(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, asked = tmp_path / "host", os.access
    host.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: path != host and asked(path, mode))  # root may write there
    with pytest.raises(Refused, match=r"mentor: .*host is not a folder that can be written"):
        sent_to(root, {View.TRAINEE: str(tmp_path / "trainee"), View.MENTOR: str(host / "mentor")})
    assert not (tmp_path / "trainee").exists()


@pytest.mark.parametrize(("trainee", "mentor"), [("a", "./a"), ("a", "a/b"), ("a/b", "a")])
def test_the_place_of_one_view_is_not_inside_that_of_the_other(
    trainee: str, mentor: str, root: Path, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="where the other view is sent; set places apart"):
        sent_to(root, {View.TRAINEE: f"{tmp_path}/{trainee}", View.MENTOR: f"{tmp_path}/{mentor}"})
    assert not (tmp_path / "a").exists()


def test_a_version_that_nobody_released_goes_with_the_command_that_is_named(root: Path, tmp_path: Path) -> None:
    send(root, host := tmp_path / "the host")
    (host / "9.9.9").mkdir()
    with pytest.raises(Refused) as refused:
        send(root, host)
    told = "get releases/northgate from where the agency keeps it; or, if nobody released 9.9.9, remove it with: "
    assert told in str(refused.value)
    found = re.search(r"remove it with: (rm -r .*)$", str(refused.value))
    assert found
    subprocess.run(shlex.split(found[1]), check=True)
    assert send(root, host) == ()


def test_the_other_view_has_a_place_of_its_own(root: Path, tmp_path: Path) -> None:
    send(root, tmp_path / "host")
    with pytest.raises(Refused, match="holds the trainee view of northgate"):
        send(root, tmp_path / "host", View.MENTOR)


@pytest.mark.parametrize("check", [False, True])
def test_a_version_that_was_changed_here_is_not_sent(check: bool, root: Path, tmp_path: Path) -> None:
    page = root / "published/northgate/trainee/1.0.0/index.html"
    page.write_text("other", "utf-8")
    with pytest.raises(Refused, match=r"1\.0\.0/index\.html is not here as it was released"):
        send(root, tmp_path / "host", check=check)


def test_a_file_that_is_there_already_is_examined_by_verify_release_alone(root: Path, tmp_path: Path) -> None:
    send(root, host := tmp_path / "host")
    (root / "published/northgate/trainee/1.0.0/index.html").write_text("other", "utf-8")
    assert send(root, host) == send(root, host, check=True) == ()
    assert faults_of(root) == ("published/northgate/trainee/1.0.0: index.html was changed",)
