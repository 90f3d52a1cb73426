"""What is released, sent to branches of repositories."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path, PurePath

import pytest
from immerse.model.site_view import View
from immerse.problems import Refused
from immerse.releasing.target_upload import MARK
from immerse.releasing.targets import origin_of
from sending import git, released, send, sent_to
from small_releases import release_small


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "agency"
    release_small(root, "1.0.0")
    release_small(root, "1.1.0")
    return root


def test_a_branch_holds_what_the_ledger_names(root: Path, tmp_path: Path) -> None:
    remote = tmp_path / "client.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    target = f"git+{remote}#site"
    assert send(root, target, check=True)
    assert not git(remote, "branch", "--list")
    assert send(root, target)
    names = git(remote, "ls-tree", "-r", "--name-only", "site").split()
    assert set(names) == {*released(root), MARK, ".nojekyll"}
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


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(
    ("trainee", "mentor", "how"),
    [
        ("../client.git#site", "{}/client.git#site", "is the same place as"),
        ("{}/client#site", "file://{}/client.git/#site", "is the same place as"),
        ("../link#site", "../client.git#site", "is the same place as"),
        ("git@git.example:client.git#site", "../client.git#site", "is the same place as"),
        ("../work#site", "../work/.git#site", "is the same place as"),
        ("../client.git#site", "../client.git#site/mentor", "lies in"),
    ],
)
def test_the_branch_of_one_view_is_not_that_of_the_other(
    trainee: str, mentor: str, how: str, check: bool, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "client.git")
    git(tmp_path, "init", "--quiet", "work")
    (tmp_path / "link").symlink_to("client.git")
    (tmp_path / "gitconfig").write_text(f'[url "{tmp_path}/"]\n  insteadOf = git@git.example:\n', "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    one, other = (f"git+{target.format(tmp_path)}" for target in (trainee, mentor))
    with pytest.raises(Refused) as refused:
        sent_to(root, {View.TRAINEE: one, View.MENTOR: other}, check=check)
    both = f"{other} {how} {one}" if how == "lies in" else f"{one} {how} {other}"
    assert f"{both}, where the other view is sent; set places apart in site.publish" in str(refused.value)
    assert not git(tmp_path / "client.git", "branch", "--list")


def test_two_branches_and_two_repositories_are_places_apart(root: Path, tmp_path: Path) -> None:
    for name in ("client.git", "client"):
        git(tmp_path, "init", "--quiet", "--bare", name)
    for trainee, mentor in (("client.git#site", "client.git#mentor"), ("client#other", "client.git#other")):
        assert sent_to(root, {View.TRAINEE: f"git+../{trainee}", View.MENTOR: f"git+../{mentor}"})


def test_an_address_on_a_server_is_known_in_each_spelling() -> None:
    same = (
        "git@git.example:acme/site.git",
        "ssh://git@git.example/acme/site.git",
        "git@git.example:/acme/site/",
        "https://git.example/acme/site",
    )
    assert {PurePath(origin_of(url)) for url in same} == {PurePath("git.example/acme/site")}
    others = ("git@git.example:acme/site2.git", "git@git2.example:acme/site.git", "anna@git.example:acme/site.git")
    assert len({origin_of(url) for url in (*others, same[0])}) == 4


def test_a_workspace_is_pulled_only_where_git_has_a_branch_to_pull(root: Path, tmp_path: Path) -> None:
    send(root, host := tmp_path / "host")
    (host / "9.9.9").mkdir()
    git(tmp_path, "init", "--quiet", "--bare", "agency.git")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "releases")
    git(root, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "Release")
    with pytest.raises(Refused, match="from where the agency keeps it; or"):
        send(root, host)
    git(root, "push", "--quiet", "--set-upstream", str(tmp_path / "agency.git"), "main")
    with pytest.raises(Refused, match="from where the agency keeps it; or"):  # an address that no name tracks
        send(root, host)
    git(root, "remote", "add", "origin", str(tmp_path / "agency.git"))
    git(root, "push", "--quiet", "--set-upstream", "origin", "main")
    with pytest.raises(Refused, match=r"from where the agency keeps it, with: git -C .* pull; or") as refused:
        send(root, host)
    found = re.search(r"with: (git -C .* pull); or", str(refused.value))
    assert found
    subprocess.run(shlex.split(found[1]), check=True)


def test_a_version_that_nobody_released_is_named_on_a_machine_without_git(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(root, host := tmp_path / "host")
    (host / "9.9.9").mkdir()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused, match="from where the agency keeps it; or"):
        send(root, host)
