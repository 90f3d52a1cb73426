"""Find a Chromium for the browser tests, or install one; one plain sentence where that cannot be done.

`python tests/support/chromium.py` prints its path; with `--install` it installs one first where none is found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
"""The same browser without its own windows, which take twice as long to open as a page of ours takes to load."""
CANDIDATES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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
    """Install one: Debian's package where we are root on Debian; Playwright's own build where there is still none."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        if not find_chromium():
            _apt("update")
        _apt("install", "-y", SHELL)
        if not find_chromium():
            _apt("install", "-y", "chromium")
    if not find_chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)


def _apt(*words: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *words], env=environment, capture_output=True, check=False)


def main() -> int:
    """Print the path of a Chromium; 1 where there is none."""
    if "--install" in sys.argv and "IMMERSE_CHROMIUM" not in os.environ and not shutil.which(SHELL):
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
