"""Small releases sent to targets, as `immerse publish` sends them, and git beside it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from immerse.model.site_view import View
from immerse.releasing.target_upload import examined
from site_fixtures import files_of
from small_releases import CLIENT, DAY


def send(root: Path, target: str | Path, view: View = View.TRAINEE, *, check: bool = False) -> tuple[str, ...]:
    """What is sent to the target of one view, or, with `check`, would be."""
    return sent_to(root, {view: str(target)}, check=check)


def sent_to(root: Path, targets: dict[View, str], *, check: bool = False) -> tuple[str, ...]:
    """What is sent to the targets of the views, or, with `check`, would be."""
    with examined(root, CLIENT, targets, DAY, check=check) as uploads:
        for upload in () if check else uploads:
            upload.send()
    return tuple(path for upload in uploads for path in upload.changes)


def released(root: Path) -> dict[str, bytes]:
    """What is below `published`, without the manifest of the pages that lead on."""
    found = files_of(root / "published/northgate/trainee")
    return {path: content for path, content in found.items() if path != "latest/site-manifest.json"}


def git(where: Path, *words: str) -> str:
    """What a command of git prints."""
    done = subprocess.run(["git", *words], cwd=where, capture_output=True, text=True, check=True)
    return done.stdout
