"""Where the versions of one view are put: a folder, or a branch of a repository of the client's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from immerse.problems import ImmerseError, Refused
from immerse.storage.scratch import temporary_folder

_GIT = "git+"
_AUTHOR = "immerse"
_FAULTS = ("fatal:", "error:", "remote:", "! [")
"""How a line of git begins that says what went wrong."""


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """A target as a folder of this machine; of a repository a copy of its branch."""

    folder: Path
    repository: Path | None = None
    """Holds the branch; None for a folder."""
    branch: str = ""

    def send(self, message: str) -> None:
        """Send what was written; a folder has it already.

        Raises:
            Refused: the repository did not take it.
        """
        if self.repository is None:
            return
        words = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--push", "--branch", self.branch]
        done = _run([*words, "--message", message, str(self.folder)], self.repository)
        if done.returncode:
            raise Refused(f"the branch {self.branch} was not pushed, try again: {_why(done)}")


@contextmanager
def opened(target: str, root: Path) -> Iterator[OpenTarget]:
    """A target, which is as it was until something is sent.

    Args:
        target: A folder (relative ones lie in the workspace), or `git+REMOTE#BRANCH`.
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
        _git(repository, "remote", "add", "origin", _absolute(remote, root))
        if _has(repository, branch):
            _git(
                repository,
                "fetch",
                "--quiet",
                "--no-tags",
                "origin",
                f"+refs/heads/{branch}:refs/remotes/origin/{branch}",
            )
            plain = ("-c", "core.autocrlf=false", "-c", "core.symlinks=false", f"--work-tree={folder}")
            _git(repository, *plain, "checkout", "--quiet", f"origin/{branch}", "--", ".")
        yield OpenTarget(folder, repository, branch)


def _absolute(remote: str, root: Path) -> str:
    """The remote; a path of this machine is taken from the workspace."""
    is_path = ":" not in remote and "@" not in remote
    return str(root / Path(remote).expanduser()) if is_path else remote


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
    kept = {key: one for key, one in os.environ.items() if key not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")}
    environment = {"GIT_COMMITTER_NAME": _AUTHOR, "GIT_COMMITTER_EMAIL": f"{_AUTHOR}@localhost", **kept}
    environment["GIT_TERMINAL_PROMPT"] = "0"  # nobody would see the question
    try:
        return subprocess.run(words, cwd=where, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise ImmerseError("git is not installed; install it, or name a folder in site.publish") from error


def _why(done: subprocess.CompletedProcess[str]) -> str:
    """What git says went wrong, without its advice."""
    said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    faults = [line for line in said if line.startswith(_FAULTS)]
    return (faults or said[-1:] or ["it does not say why"])[0]
