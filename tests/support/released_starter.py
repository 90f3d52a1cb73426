"""The starter with its client released as 1.0.0, as an editor would."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from site_fixtures import STARTER_CLIENT, Files, files_of, starter

ON = ("--on", "2026-12-01")


@cache
def released_starter() -> Files:
    """The files of the workspace after the release."""
    with tempfile.TemporaryDirectory() as folder:
        root = starter(Path(folder) / "agency")
        words = [sys.executable, "-m", "immerse", "-C", str(root), "release", STARTER_CLIENT, "1.0.0", *ON]
        done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment())
        assert (done.returncode, done.stderr) == (0, "")
        return files_of(root)


def environment(**more: str) -> dict[str, str]:
    """What a process needs to run this program."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **more}


def changed(root: Path, name: str, old: str, new: str) -> None:
    """Have a file of the workspace say something else in one place."""
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
