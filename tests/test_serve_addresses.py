"""At which address `immerse serve` listens: what it says, and what is no address of a machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Immerse
from immerse.hosts.serving import Preview
from mkdocs.livereload import LiveReloadServer


@pytest.fixture(autouse=True)
def only_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is built, and nothing listens."""

    def interrupted(server: LiveReloadServer) -> None:
        print(server.url)
        raise KeyboardInterrupt

    monkeypatch.setattr(Preview, "build", lambda self: None)
    monkeypatch.setattr(LiveReloadServer, "serve", interrupted)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8765/"),
        ("localhost", "http://localhost:8765/"),
        ("0.0.0.0", "http://0.0.0.0:8765/"),
        ("::1", "http://[::1]:8765/"),
        ("::", "http://[::]:8765/"),
    ],
)
def test_the_address_can_be_opened_as_it_is_printed(host: str, address: str, workspace: Path, immerse: Immerse) -> None:
    done = immerse("serve", "acme-works", "--host", host, "--port", "8765")
    assert (done.code, done.out) == (0, f"{address}\n")


@pytest.mark.parametrize(
    "host", ["", "http://localhost", "local host", "0.0.0.0:80", "256.1.1.1", f"{'a' * 70}.invalid"]
)
def test_what_is_no_address_is_refused_before_anything_is_built(host: str, workspace: Path, immerse: Immerse) -> None:
    done = immerse("serve", "acme-works", "--host", host)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: there is no host {host!r}; choose another --host, such as 127.0.0.1\n"
