"""A real browser, and finished sites served as a host serves them."""

from __future__ import annotations

import functools
import http.server
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

from chromium import find_chromium
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

TRAINEE, MENTOR = "northgate/trainee/", "northgate/mentor/"
NAVIGATION = (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".md-search", ".md-top", ".headerlink")
"""What nobody can use on paper."""

UNTRUSTED = "training.example"
"""The machine under a name that no browser trusts."""
FLAGS = (
    *("--no-sandbox", "--num-raster-threads=1", "--js-flags=--single-threaded"),
    f"--host-resolver-rules=MAP {UNTRUSTED} 127.0.0.1",
)
"""Of Chromium. Without threads of its own for drawing and for compiling scripts, a page takes a fifth less processor
time, and the workers of a test run leave no core idle."""

expect.set_options(timeout=30_000)  # as long as for everything else that a page is waited for: a machine may be busy


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # a page loads some hundred files, and each would take a connection of its own
    disable_nagle_algorithm = True
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def translate_path(self, path: str) -> str:
        """What stands in no folder here is what northgate's own host will show."""
        first, own = path.lstrip("/").partition("/")[0], Path(self.directory, TRAINEE)
        elsewhere = first and own.is_dir() and not Path(self.directory, first).exists()
        return super().translate_path(f"/{TRAINEE}{path.lstrip('/')}" if elsewhere else path)

    def log_message(self, *_: Any) -> None:
        """Nothing: the tests collect what fails."""


class _WithoutEntries(_Handler):
    """What the search finds is left out: to sort it in takes a browser longer than all else of a page."""

    def do_GET(self) -> None:
        if not self.path.endswith("/search_index.json"):
            return super().do_GET()
        index = json.loads(Path(self.translate_path(self.path)).read_bytes()) | {"docs": []}
        content = json.dumps(index).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None


class _Server(http.server.ThreadingHTTPServer):
    """Serves several files at once; a browser may leave before it has read one."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, *, searched: bool = False) -> Iterator[str]:
    """The address at which a folder is served; only where it is to be searched is there something to find.

    Close what is open there before the block ends: a page goes on loading (the search starts after all else), and a
    file that is missing then is a mistake of its scripts.
    """
    handler = functools.partial(_Handler if searched else _WithoutEntries, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium without a window."""
    path = find_chromium()
    assert path, "no Chromium found; run: python tests/support/chromium.py --install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield browser
        browser.close()


def opened(context: BrowserContext, address: str) -> Page:
    """A page that was opened, in an empty one where there is one."""
    page = next((page for page in context.pages if page.url == "about:blank"), None) or context.new_page()
    watched(page).goto(address)
    return page


def watched(page: Page) -> Page:
    """The page; a mistake in its scripts is raised by the next thing that is asked of it."""
    if page not in _WATCHED:
        _WATCHED.add(page)
        page.on("pageerror", _raise)
    return page


_WATCHED: WeakSet[Page] = WeakSet()


def _raise(error: Exception) -> None:
    raise AssertionError(f"a script of the page failed: {error}")
