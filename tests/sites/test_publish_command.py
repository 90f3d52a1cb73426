"""`immerse publish` as an editor gives it: what it says of each target, also where one of them fails."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.model.site_view import View
from killing import failing
from released_starter import ON, released_starter
from site_fixtures import STARTER_CLIENT, copied, starter


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a release, whose command line publishes to `host/trainee` and `host/mentor`."""
    root = copied(released_starter(), tmp_path / "agency")
    monkeypatch.chdir(root)
    targets(root, "{trainee: ../host/trainee, mentor: ../host/mentor}")
    return root


def targets(root: Path, named: str) -> None:
    policy = root / f"site_config/clients/{STARTER_CLIENT}/policy.yml"
    text = re.sub(r"\n  publish: .*", "", policy.read_text("utf-8").rstrip())
    policy.write_text(f"{text}\n  publish: {named}\n", "utf-8")


def test_what_was_sent_and_what_was_not_is_said_where_it_fails(
    agency: Path, tmp_path: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainee, mentor = (f"{STARTER_CLIENT} {view}  ../host/{view}" for view in View)
    with monkeypatch.context() as patch:
        assert failing(patch, "full", 3) == []
        done = immerse("publish", STARTER_CLIENT, *ON)
    number = immerse("publish", STARTER_CLIENT, "--check", *ON).out
    assert done.code == 2 and "what was sent stays there, and the next immerse publish sends the rest" in done.err
    said = re.fullmatch(rf"{trainee}  only (\d+) of (\d+) files sent\n{mentor}  only 0 of \d+ files sent\n", done.out)
    assert said and f"{trainee}  {int(said[2]) - int(said[1])} files differ there\n" in number
    remote = tmp_path / "client.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)
    (remote / "hooks/update").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (remote / "hooks/update").chmod(0o755)
    targets(agency, "{trainee: ../host/trainee, mentor: git+../client.git#site}")
    done = immerse("publish", STARTER_CLIENT, *ON)
    assert (done.code, "the branch site was not pushed, try again" in done.err) == (3, True)
    assert re.fullmatch(rf"{trainee}  \d+ files sent\n.* mentor  git.*#site  only 0 of \d+ files sent\n", done.out)


def test_files_that_no_release_has_are_named(agency: Path, tmp_path: Path, immerse: Immerse) -> None:
    host = tmp_path / "host/trainee"
    assert immerse("publish", STARTER_CLIENT, *ON).err == ""
    (host / "1.0.0/own.html").write_text("other", "utf-8")
    (host / "CNAME").write_text("training.example", "utf-8")
    (host / "stray").mkdir()
    left = "left as it is, not written by immerse: ../host/trainee: CNAME, stray/\n"
    done = immerse("publish", STARTER_CLIENT, "--check", *ON)
    assert (done.code, done.err) == (1, left)
    assert "1 file differs there\n  1.0.0/own.html  is not part of a release\n" in done.out
    done = immerse("publish", STARTER_CLIENT, *ON)
    assert (done.code, done.err) == (0, left)
    assert "0 files sent\n  1.0.0/own.html  removed, as it is not part of a release\n" in done.out
    assert not (host / "1.0.0/own.html").exists() and (host / "CNAME").exists()
    told, _ = json.loads(immerse("publish", STARTER_CLIENT, "--format", "json", *ON).out)
    assert (told["left"], told["changes"]) == (["CNAME", "stray/"], [])


def test_a_view_without_a_place_is_named(agency: Path, immerse: Immerse) -> None:
    targets(agency, "{trainee: ../host/trainee}")
    for how in ((), ("--check",)):
        done = immerse("publish", STARTER_CLIENT, *how, *ON)
        said = f"{STARTER_CLIENT} mentor  is not published: site.publish in its policy names no place for it\n"
        assert (done.code, done.err) == (0, said)
        assert "mentor" not in done.out


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
