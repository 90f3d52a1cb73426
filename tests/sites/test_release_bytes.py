"""The same sources, version and day give the same ledger and the same tree, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from released_starter import environment, released_starter
from site_fixtures import STARTER_CLIENT as CLIENT
from site_fixtures import copied, files_of, starter

VARIATIONS: dict[str, dict[str, str]] = {
    "another day": {},
    "zone": {"TZ": "Asia/Tokyo"},
    "locale": {"LC_ALL": "C", "LANG": "C"},
    "hash seed": {"PYTHONHASHSEED": "7"},
    "user": {"HOME": "elsewhere", "USER": "another", "LOGNAME": "another"},
    "umask": {},
    "order of files": {},
    "folder": {},
}
TOGETHER = (("another day", "zone", "order of files"), ("locale", "folder"), ("hash seed", "umask"), ("user",))
"""What is tried in one process: each would change the bytes by itself, and no two of them would undo each other."""

ANOTHER = 65534
"""A user who is not the one that runs the tests, and whom every system knows as nobody."""
_BECOME = (
    "setpriv",
    f"--reuid={ANOTHER}",
    f"--regid={ANOTHER}",
    "--clear-groups",
    "--inh-caps=+dac_read_search",  # the program may lie where only its owner looks
    "--ambient-caps=+dac_read_search",
)


def as_another(root: Path) -> tuple[str, ...]:
    """What makes a command run as a user to whom the workspace belongs; nothing where this user may not do that, and
    only the environment is another one's."""
    if shutil.which("setpriv") is None or subprocess.run((*_BECOME, "true"), stderr=subprocess.DEVNULL).returncode:
        return ()
    for path in (root, *root.rglob("*")):
        os.chown(path, ANOTHER, ANOTHER)
    return _BECOME


def test_every_variation_is_tried() -> None:
    assert sorted(name for names in TOGETHER for name in names) == sorted(VARIATIONS)


@pytest.mark.parametrize("names", TOGETHER, ids=", ".join)
def test_a_release_has_the_same_bytes_anywhere_and_at_any_time(names: tuple[str, ...], tmp_path: Path) -> None:
    sources = [(path, content) for path, content in files_of(starter(tmp_path / "made")).items()]
    if "order of files" in names:
        sources.reverse()
    root = copied(dict(sources), tmp_path / ("a folder with blanks" if "folder" in names else "agency"))
    day = "2026-12-20" if "another day" in names else "2026-12-01"
    code = f"import os, sys; os.umask({0o077 if 'umask' in names else 0o022}); sys.argv[0] = 'immerse'\n"
    code += "from immerse.cli import main; main()"
    words = [sys.executable, "-c", code, "-C", str(root), "release", CLIENT, "1.0.0", "--on", day]
    before = as_another(root) if "user" in names else ()
    env = environment(**{key: value for name in names for key, value in VARIATIONS[name].items()})
    done = subprocess.run([*before, *words], capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    expected = {path: content for path, content in released_starter().items() if path.startswith(("releases", "publi"))}
    found = {path: content for path, content in files_of(root).items() if path.startswith(("releases/", "published/"))}
    assert found == expected
    placed = [path.stat() for path in (root / "published" / CLIENT).rglob("*")]
    assert {one.st_mode & 0o777 for one in placed} == {0o644, 0o755}
    assert {one.st_uid for one in placed} == {ANOTHER if before else os.getuid()}
