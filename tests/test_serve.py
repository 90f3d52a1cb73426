"""`immerse serve` as an editor uses it: a page stays open, a file changes, the page follows; a mistake is named."""

from __future__ import annotations

import os
import queue
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import find_chromium
from playwright.sync_api import Page, expect, sync_playwright
from site_fixtures import STARTER_CLIENT, starter

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 30.0
"""Seconds in which a rebuild of the starter must be seen, on a busy machine too."""


class Preview:
    """The command in a process of its own, and what it says."""

    def __init__(self, workspace: Path) -> None:
        self.port = free_port()
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        command = [sys.executable, "-m", "immerse", "serve", STARTER_CLIENT, "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--on", "2026-12-01"],
            cwd=workspace,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for(self, pattern: str) -> str:
        """The first line not yet read that holds the pattern."""
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                break
            self.said.append(line)
            if re.search(pattern, line):
                return line
        raise AssertionError(f"{pattern!r} was not said; the terminal shows:\n{''.join(self.said)}")

    def stop(self) -> int:
        """End it as Ctrl-C does; its exit code."""
        self.process.send_signal(2)
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return starter(tmp_path / "workspace")


@pytest.fixture
def preview(workspace: Path) -> Iterator[Preview]:
    preview = Preview(workspace)
    yield preview
    if preview.process.poll() is None:
        preview.stop()


@pytest.fixture
def page() -> Iterator[Page]:
    path = find_chromium()
    assert path, "no Chromium found; run: python tests/chromium.py --install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def test_an_open_page_follows_the_editor_through_a_mistake_and_back(
    workspace: Path, preview: Preview, page: Page
) -> None:
    lesson = next((workspace / "curriculum").rglob("01-*.yml"))
    before = lesson.read_text("utf-8")
    summary = re.search(r"^summary: (.*)$", before, re.M)
    assert summary
    preview.wait_for(f"Serving on http://127.0.0.1:{preview.port}/")
    page.goto(f"http://127.0.0.1:{preview.port}/learn/fst/fst-l1/")
    article = page.locator("article")
    expect(article).to_contain_text(summary.group(1)[:40])

    lesson.write_text(before.replace(summary.group(0), "summary: Say who you are, zebra."), "utf-8")
    expect(article).to_contain_text("zebra", timeout=PATIENCE * 1000)

    broken = lesson.read_text("utf-8").replace("summary: Say who you are, zebra.", "sumary: Say who you are, okapi.")
    lesson.write_text(broken, "utf-8")
    line = broken[: broken.index("sumary")].count("\n") + 1
    name = re.escape(lesson.relative_to(workspace).as_posix())
    preview.wait_for(rf"{name}:{line}:1: .*'sumary'")
    expect(page.get_by_role("alert")).to_contain_text("this is the last good state", timeout=PATIENCE * 1000)
    expect(page.get_by_role("alert")).to_contain_text(f"{lesson.name}:{line}:1")
    expect(article).to_contain_text("zebra")

    lesson.write_text(before, "utf-8")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE * 1000)
    expect(article).to_contain_text(summary.group(1)[:40])
    assert preview.stop() == 0
    assert "Traceback" not in "".join(preview.said)


def test_a_workspace_that_is_broken_from_the_start_says_so_and_comes_up_when_mended(
    workspace: Path, page: Page
) -> None:
    policy = workspace / "site_config" / "clients" / STARTER_CLIENT / "policy.yml"
    good = policy.read_text("utf-8")
    policy.write_text(good + "\tclient: twice\n", "utf-8")
    preview = Preview(workspace)
    try:
        preview.wait_for(r"policy\.yml:\d+:\d+: ")
        preview.wait_for("Serving on ")
        page.goto(f"http://127.0.0.1:{preview.port}/")
        expect(page.get_by_role("alert")).to_contain_text("policy.yml:")
        policy.write_text(good, "utf-8")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Acme Works", timeout=PATIENCE * 1000)
    finally:
        code = preview.stop()
    assert code == 0


def test_a_port_in_use_ends_in_one_sentence(workspace: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "immerse", "serve", STARTER_CLIENT, "--port", port],
            cwd=workspace,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"error: cannot listen at 127.0.0.1:{port} (Address already in use); choose another --port"
    )
    assert "Traceback" not in done.stderr
