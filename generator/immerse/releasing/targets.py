"""Publishing targets of one view: a folder, or a branch of the client's own repository."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from shutil import which

from immerse.problems import ImmerseError, Refused
from immerse.storage.scratch import temporary_folder

_GIT = "git+"
_AUTHOR = "immerse"
_FAULTS = ("fatal:", "error:", "remote:", "! [")
"""Beginnings of error messages of git."""


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """A target as a local folder; for a repository, a copy of its branch."""

    folder: Path
    repository: Path | None = None
    """Holds the branch; None for a folder."""
    branch: str = ""
    origin: str = ""
    """The repository of the branch, the same for every spelling of its address."""

    @property
    def place(self) -> PurePath:
        """Equal for two targets that are one place, and below the other for one that lies in it."""
        return PurePath(f"{self.origin}#", self.branch) if self.repository else self.folder.resolve()

    def send(self, message: str) -> None:
        """Push what was written to a repository; raises Refused where it is rejected."""
        if self.repository is None:
            return
        words = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--push", "--branch", self.branch]
        done = _run([*words, "--message", message, str(self.folder)], self.repository)
        if done.returncode:
            raise Refused(f"the branch {self.branch} was not pushed, try again: {_why(done)}")


@contextmanager
def opened(target: str, root: Path) -> Iterator[OpenTarget]:
    """A target, which is changed only when something is sent.

    Args:
        target: A folder, or `git+REMOTE#BRANCH`; relative paths begin in the workspace.
        root: The workspace.

    Raises:
        Refused: the repository does not answer.
        ImmerseError: there is no git on this machine.
    """
    if not target.startswith(_GIT):
        yield OpenTarget(root / Path(target).expanduser())
        return
    remote, _, branch = target.removeprefix(_GIT).partition("#")
    with temporary_folder() as private:
        repository, folder = private / "repository", private / "branch"
        repository.mkdir()
        folder.mkdir()
        _git(repository, "init", "--quiet")
        is_path = ":" not in remote and "@" not in remote
        _git(repository, "remote", "add", "origin", str(root / Path(remote).expanduser()) if is_path else remote)
        if _has(repository, branch):
            refs = f"+refs/heads/{branch}:refs/remotes/origin/{branch}"
            _git(repository, "fetch", "--quiet", "--no-tags", "origin", refs)
            plain = ("-c", "core.autocrlf=false", "-c", "core.symlinks=false", f"--work-tree={folder}")
            _git(repository, *plain, "checkout", "--quiet", f"origin/{branch}", "--", ".")
        url = _run(["git", "ls-remote", "--get-url", "origin"], repository).stdout.strip()
        yield OpenTarget(folder, repository, branch, origin_of(url))


def origin_of(url: str) -> str:
    """The repository at an address; several spellings of one address are the same, as git reads them."""
    url = url.removeprefix("file://")
    if re.match("[^/]*:", url):  # on a server
        return re.sub(r"^([^/@]*://)?(git@)?|(\.git)?/*$", "", url).replace(":", "/", 1)
    found = (Path(url) / ".git", Path(url), Path(f"{Path(url)}.git"))
    return str(next((path for path in found if (path / "HEAD").is_file()), Path(url)).resolve())


def can_pull(root: Path) -> bool:
    """Whether a workspace is on a branch that `git pull` brings up to date."""
    return bool(which("git")) and not _run(["git", "rev-parse", "--verify", "@{upstream}"], root).returncode


def _has(repository: Path, branch: str) -> bool:
    done = _run(["git", "ls-remote", "--exit-code", "--heads", "origin", f"refs/heads/{branch}"], repository)
    if done.returncode not in (0, 2):
        raise Refused(f"the repository does not answer: {_why(done)}")
    return done.returncode == 0


def _git(repository: Path, *words: str) -> None:
    done = _run(["git", *words], repository)
    if done.returncode:
        raise Refused(f"the repository cannot be read: {_why(done)}")


def _run(words: list[str], where: Path) -> subprocess.CompletedProcess[str]:
    inherited = {
        key: value for key, value in os.environ.items() if key not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    }
    environment = {"GIT_COMMITTER_NAME": _AUTHOR, "GIT_COMMITTER_EMAIL": f"{_AUTHOR}@localhost", **inherited}
    environment["GIT_TERMINAL_PROMPT"] = "0"  # nobody can answer a prompt
    try:
        return subprocess.run(words, cwd=where, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise ImmerseError("git is not installed; install it, or name a folder in site.publish") from error


def _why(done: subprocess.CompletedProcess[str]) -> str:
    """The error message of git, without its advice."""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    faults = [line for line in lines if line.startswith(_FAULTS)]
    return (faults or lines[-1:] or ["it does not say why"])[0]
