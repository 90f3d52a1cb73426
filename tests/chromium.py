"""Find a Chromium for the browser tests, or install one; one plain sentence where that cannot be done.

`python tests/chromium.py` prints its path; with `--install` it installs one first where none is found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path of a Chromium: $IMMERSE_CHROMIUM, one on the PATH, or Playwright's own."""
    if named := os.environ.get("IMMERSE_CHROMIUM"):
        return named if Path(named).exists() else None
    for name in CANDIDATES:
        if path := shutil.which(name):
            return path
    return _playwright_chromium()


def _playwright_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """Install one: Debian's package where we are root on Debian, else Playwright's own build."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if find_chromium():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)


def main() -> int:
    """Print the path of a Chromium; 1 where there is none."""
    if not find_chromium() and "--install" in sys.argv:
        install_chromium()
    path = find_chromium()
    if path is None:
        print(
            "The tests need Chromium and could not install one: install the package chromium (or Google Chrome), "
            "or set IMMERSE_CHROMIUM to its path, and run make test again.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
