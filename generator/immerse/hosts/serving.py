"""MkDocs' live server in this process: one client's site, rebuilt when a file of the workspace changes."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from immerse.hosts.mkdocs_plugin import WATCHED, ImmersePlugin
from immerse.hosts.site_config import settings_yaml, site_settings
from immerse.model.edition import View
from immerse.model.page import RenderedSite
from immerse.problems import ImmerseError
from immerse.scratch import temporary_folder


def serve_client(root: Path, client: str, view: View, on: date, host: str, port: int) -> None:
    """Show one client's site at `http://host:port/` until interrupted; a mistake in the content is shown, not fatal.

    Raises:
        ImmerseError: there is no such host, or the address is taken or not ours to use.
    """
    _find(host, port)
    with temporary_folder() as scratch, _log_to_terminal():
        preview = Preview(scratch, root, client, view, on)
        server = LiveReloadServer(builder=preview.build, host=host, port=port, root=str(preview.folder))
        if ":" in host:  # of the sixth version of the protocol
            server.url = server.url.replace(host, f"[{host}]", 1)
        preview.address = server.url
        server.error_handler = preview.error_page
        preview.build()
        for name in WATCHED:
            if (root / name).is_dir():
                server.watch(str(root / name))
        try:
            server.serve()
        except KeyboardInterrupt:
            pass
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
                sentence = f"cannot listen at {host}:{port} ({error.strerror}); choose another --port"
                raise ImmerseError(sentence) from error
            raise
        finally:
            server.shutdown()


def _find(host: str, port: int) -> None:
    """Refuse what is no address of a machine before anything is built; nothing at all would listen everywhere."""
    try:
        found = host and socket.getaddrinfo(host, port)
    except (OSError, UnicodeError):
        found = ""
    if not found:
        raise ImmerseError(f"there is no host {host!r}; choose another --host, such as 127.0.0.1")


class Preview:
    """A preview's folder and the build that fills it."""

    def __init__(self, scratch: Path, root: Path, client: str, view: View, on: date) -> None:
        self.folder = scratch / "site"
        self.address = "http://127.0.0.1:8000/"
        self._settings = scratch / "mkdocs.yml"
        self._plugin = ImmersePlugin()
        options = {"client": client, "view": view.value, "workspace": str(root), "day": on}
        self._plugin.load_config(options, str(self._settings))
        self._plugin.on_startup(command="serve", dirty=False)
        (scratch / "docs").mkdir()
        self._settings.write_text(settings_yaml(site_settings(RenderedSite("immerse preview", "", {}))), "utf-8")

    def build(self) -> None:
        """Build the site as the workspace is now."""
        build(self._config(), serve_url=self.address)

    def error_page(self, code: int) -> bytes | None:
        """The site's own page for an HTTP status."""
        page = self.folder / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    def _config(self) -> MkDocsConfig:
        config = load_config(str(self._settings), site_dir=str(self.folder), site_url=self.address)
        config.plugins["immerse"] = self._plugin
        return config


@contextmanager
def _log_to_terminal() -> Iterator[None]:
    """What the server says, on stderr."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name == "mkdocs.livereload")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
