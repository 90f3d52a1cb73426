"""What the document on publishing ships for hosts: it parses, its commands exist, and a site works under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from immerse.cli import COMMANDS
from immerse.output.csp import HEADERS
from playwright.sync_api import Browser
from site_fixtures import REPOSITORY, STARTER_CLIENT, Sites

HOSTS = REPOSITORY / "docs" / "publishing"
PIPELINES = ("github.yml", "gitlab.yml", "gitlab-pages.yml")
Headers = dict[str, str]


def commands(value: Any) -> Iterator[str]:
    """Every line that a pipeline runs."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner.splitlines() if key == "run" else commands(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from [inner] if isinstance(inner, str) else commands(inner)


@pytest.mark.parametrize("name", PIPELINES)
def test_a_pipeline_runs_commands_that_exist(name: str) -> None:
    lines = list(commands(yaml.safe_load((HOSTS / name).read_text("utf-8"))))
    called = [found[1] for line in lines if (found := re.match(r"immerse ([a-z-]+)", line))]
    assert set(called) <= set(COMMANDS)
    assert called == ([] if name == "gitlab-pages.yml" else ["verify-release", "publish"])


def test_every_file_for_a_host_is_told_of() -> None:
    text = (REPOSITORY / "docs" / "publishing.md").read_text("utf-8")
    assert {path.name for path in HOSTS.iterdir()} == set(re.findall(r"\(publishing/([^)]+)\)", text))


def locations() -> dict[str, Headers]:
    """Pattern of a location in nginx.conf -> the headers that it sends."""
    found: dict[str, Headers] = {}
    text = (HOSTS / "nginx.conf").read_text("utf-8")
    for pattern, inside in re.findall(r"location (?:~ )?(\S+) \{\n(.*?)\n    \}", text, re.S):
        found[pattern] = dict(re.findall(r'add_header (\S+)\s+"([^"]*)"', inside))
    return found


def types() -> dict[str, str]:
    """End of a file's name -> its type in nginx.conf."""
    (inside,) = re.findall(r"types \{\n(.*?)\n    \}", (HOSTS / "nginx.conf").read_text("utf-8"), re.S)
    return {f".{end}": kind for kind, ends in re.findall(r"(\S+)\s+([a-z ]+);", inside) for end in ends.split()}


def sent_for(path: str) -> Headers:
    return next(headers for pattern, headers in locations().items() if re.match(pattern, path))


def test_each_location_sends_what_a_page_cannot_say() -> None:
    asked = dict(re.findall(r"^  ([\w-]+): (.*)$", HEADERS, re.M))
    assert len(asked) >= 4
    for path in ("/1.0.0/index.html", "/latest/index.html", "/versions.json", "/"):
        assert asked.items() <= sent_for(path).items()


def test_a_version_is_kept_and_everything_else_is_asked_for() -> None:
    assert "immutable" in sent_for("/10.0.12/learn/")["Cache-Control"]
    for path in ("/latest/learn/", "/versions.css", "/versions.json", "/404.html", "/1.0/", "/1.0.0"):
        assert sent_for(path)["Cache-Control"] == "no-cache"


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = types()

    def end_headers(self) -> None:
        for name, value in sent_for(self.path).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def nginx(folder: Path) -> Iterator[str]:
    """The address of a server that sends what nginx.conf says."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join(10)


def test_a_site_works_under_these_headers_and_stands_in_no_frame(
    browser: Browser, starter_sites: Sites, tmp_path: Path
) -> None:
    (tmp_path / "1.0.0").symlink_to(starter_sites.folder(STARTER_CLIENT))
    (tmp_path / "frame.html").write_text("<!doctype html><title>x</title><iframe src='1.0.0/index.html'></iframe>")
    context = browser.new_context()
    refused: list[str] = []
    with nginx(tmp_path) as address:
        page = context.new_page()
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}1.0.0/checklist/progress/")
        page.get_by_role("button", name="Start my checklist").click()
        page.get_by_role("button", name="Start my checklist").click()
        page.get_by_role("button", name="Claim FST-1", exact=True).click()
        page.locator(".im-state", has_text="claimed").first.wait_for()
        assert refused == []
        page.goto(f"{address}frame.html")
        page.wait_for_load_state("networkidle")
        assert any("frame-ancestors" in message for message in refused)
        context.close()
