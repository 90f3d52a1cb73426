"""The context of the theme's templates in a build: closed entries of the navigation are rendered once for a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2.runtime import Context, Macro
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from immerse.hosts.pages import FinishedPage


class ThemeContext(Context):
    """Calls functions without asking whether they take the context: none of the theme's does.

    The theme renders an entry of the navigation with a macro `render`. Where the entry is not active, its HTML depends
    on the place of the entry, on which of the sections around it are active, and on the way to it from the page.
    """

    def call(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """Call a function, or return what the entry was rendered as for an earlier page."""
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        entry = args[0] if args else None
        if not isinstance(entry, Page | Section | Link) or entry.active or getattr(function, "name", "") != "render":
            return function(*args, **named)
        page = self.resolve("page")
        if not (isinstance(function, Macro) and isinstance(page, FinishedPage)):
            return function(*args, **named)
        around = [part.active if isinstance(part, Page | Section | Link) else part for part in args[1:]]
        rendered: dict[tuple[Any, ...], Any] = vars(entry).setdefault("rendered", {})
        key = (self.name, page.seen_from, *around)
        if key not in rendered:
            rendered[key] = function(*args, **named)
        return rendered[key]


def name_places(nav: Navigation) -> None:
    """Set the place from which each page sees the others: its folder, or its own address where others are below it."""
    pages = [page for page in nav.pages if isinstance(page, FinishedPage)]
    folders = {_folder(page.url) for page in pages}
    for page in pages:
        address = page.url.strip("/")
        page.seen_from = f"{address}/" if address in folders else _folder(address)


def _folder(url: str) -> str:
    return url.strip("/").rpartition("/")[0]
