"""How long it takes from saving a lesson to its page, under `immerse serve`, as an open page finds it out."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

_SUMMARY = re.compile(r"^(summary: (?:>-\n  )?)(?:zebra\d+ )?", re.M)

PATIENCE = 60.0
"""Seconds after which something that should have come never will."""


def seconds_to_page(workspace: Path, client: str, on: str, saves: int) -> list[float]:
    """The wall time of each save: a word of a lesson is another one, until the new page was read after its event."""
    command = [sys.executable, "-m", "immerse", "serve", client, "--on", on, "--port", "0"]
    with subprocess.Popen(command, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as one:
        assert one.stdout
        try:
            address = one.stdout.readline().strip()
            lesson = sorted((workspace / "curriculum").rglob("lessons/*.yml"))[0]
            return [_save(lesson, address, number) for number in range(saves)]
        finally:
            one.terminate()


def _save(lesson: Path, address: str, number: int) -> float:
    """Seconds of one save, when all that the save before asked for is done."""
    text = lesson.read_text("utf-8")
    found = re.search(r"^id: (\w+)-(\w+)$", text, re.M)
    assert found
    path = f"learn/{found[1].lower()}/{found[0][4:].lower()}/"
    with urllib.request.urlopen(f"{address}{path}", timeout=PATIENCE) as page:
        shown = re.search(r"preview\.mjs\?shown=(\w+)", page.read().decode())
        assert shown
    _await_search(address, number)
    with urllib.request.urlopen(f"{address}-/events?path=/{path}&shown={shown[1]}", timeout=PATIENCE) as stream:
        word = f"zebra{number}"
        begun = time.monotonic()
        lesson.write_text(_SUMMARY.sub(lambda found: f"{found[1]}{word} ", text, count=1), "utf-8")
        assert "reload" in (line for line in _names(stream))
        with urllib.request.urlopen(f"{address}{path}", timeout=PATIENCE) as page:
            assert word in page.read().decode()
        return time.monotonic() - begun


def _names(stream: HTTPResponse) -> Iterator[str]:
    """The names of the events of a stream."""
    for line in stream:
        if line.startswith(b"event: "):
            yield line.decode().removeprefix("event: ").strip()


def _await_search(address: str, number: int) -> None:
    """Wait until the search finds the word of the save before, which is the last that a save leads to."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{address}search/search_index.json", timeout=PATIENCE) as index:
            if not number or f"zebra{number - 1}".encode() in index.read():
                return
        time.sleep(0.05)
    raise AssertionError("the search never found the word of the save before")


if __name__ == "__main__":
    for seconds in seconds_to_page(Path(sys.argv[1]), "northgate", "2026-12-01", int(sys.argv[2])):
        print(f"{seconds:.3f}")
