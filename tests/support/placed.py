"""Sites that are put in their place without being built, and what may go wrong meanwhile."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from immerse.output.fingerprint import file_digests, write_manifest
from immerse.output.placing import place, staging

NAME = "northgate/trainee"


class Killed(BaseException):
    """Stands for the end of the process."""


def stage(out: Path, text: str, name: str = NAME) -> Path:
    with staging(out) as private:
        folder = private / "site"
        folder.mkdir()
        (folder / "index.html").write_text(text)
        write_manifest(folder, file_digests(folder))
        return place(folder, out, name)


def exchanging(monkeypatch: pytest.MonkeyPatch, rename: Callable[..., int] | None) -> None:
    """Let the C library exchange folders in another way, or not at all."""
    really = ctypes.CDLL
    library = SimpleNamespace(renameat2=rename) if rename else SimpleNamespace()
    monkeypatch.setattr(ctypes, "CDLL", lambda name, **how: library if name is None else really(name, **how))


def in_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container: a folder that was there before cannot be moved, it lies in another layer."""
    really = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == "trainee":
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return really(self, target)

    monkeypatch.setattr(Path, "rename", rename)
