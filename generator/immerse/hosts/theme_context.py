"""The theme's templates in a build: what they write the same on several pages is rendered once."""

from collections.abc import Callable, Hashable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context, Macro
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from immerse.hosts.pages import FinishedPage

Render = Callable[[Context], Iterator[str]]
PageFacts = Callable[[Context, FinishedPage], Hashable]

_TITLE = "\ufdd0title\ufdd1"
"""Stands for the title of a page; no text may have these characters."""


class ThemeContext(Context):
    """Calls functions without asking whether they take the context: none of the theme's does.

    The theme renders an entry of the navigation with a macro `render`. Where the entry is not active, its HTML depends
    on the place of the entry, on which of the sections around it are active, and on the way to it from the page.
    """

    def __init__(self, *given: Any, globals: object = None) -> None:
        """Without the names of globals: Jinja lists them anew for each part of a page, and nothing here reads them."""
        super().__init__(*given)

    def call(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """Call a function, or return what the entry was rendered as for an earlier page."""
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        if not (args and type(function) is Macro and function.name == "render") or args[0].active:
            return function(*args, **named)
        page = self.resolve("page")
        entry: Page | Section | Link = args[0]
        if not isinstance(page, FinishedPage):
            return function(*args, **named)
        around = [getattr(part, "active", part) for part in args[1:]]
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


def share_parts(environment: Environment, config: MkDocsConfig) -> None:
    """Have the theme render parts of its frame once for all pages that are seen from one place.

    The title of the page is the only fact of a page in the header; the tabs depend on which of them is active. Of the
    table of contents, two copies are on a page.
    """
    blocks = environment.get_template("base.html").blocks
    blocks["header"] = _with_title(_shared(blocks["header"], _place))
    blocks["tabs"] = _shared(blocks["tabs"], _place_among_tabs)
    for name in ("config", "scripts", "styles"):
        blocks[name] = _shared(blocks[name], _place)
    contents = environment.get_template("partials/toc.html")
    contents.root_render_func = _shared(contents.root_render_func, lambda *_: "rendered", lambda page: vars(page.toc))
    language = environment.get_template("partials/language.html")
    words = SimpleNamespace(t=cache(vars(language.make_module({"config": config}))["t"]))
    vars(language).update(make_module=lambda *context: words)


def _on_pages(render: Render, show: Callable[[Context, FinishedPage], str]) -> Render:
    """What renders a part by `show` where there is a page, and by `render` where there is none."""

    def shown(context: Context) -> Iterator[str]:
        """The HTML of the part."""
        page = context.resolve("page")
        if isinstance(page, FinishedPage):
            yield show(context, page)
        else:
            yield from render(context)

    return shown


def _shared(render: Render, facts: PageFacts, kept: Callable[[FinishedPage], dict[Any, Any]] | None = None) -> Render:
    """What renders a part once for all pages of which the facts are the same; for each of what `kept` returns."""
    rendered: dict[Hashable, str] = {}

    def show(context: Context, page: FinishedPage) -> str:
        """The HTML for a page."""
        known = kept(page) if kept else rendered
        if (key := facts(context, page)) not in known:
            known[key] = "".join(render(context))
        return str(known[key])

    return _on_pages(render, show)


def _place(context: Context, page: FinishedPage) -> Hashable:
    return page.seen_from


def _place_among_tabs(context: Context, page: FinishedPage) -> Hashable:
    """The place, the active tab, and the page itself where a tab may lead to it."""
    is_first = page.parent is not None and page.parent.children[0] is page
    return page.seen_from, page.url if is_first else None, *(entry.active for entry in context["nav"].items)


def _with_title(render: Render) -> Render:
    """What renders a part with another title, which is then replaced."""

    def show(context: Context, page: FinishedPage) -> str:
        """The HTML for a page."""
        meta = page.meta
        page.meta = {**meta, "title": _TITLE}
        html = "".join(render(context))
        page.meta = meta
        return html.replace(_TITLE, meta["title"])

    return _on_pages(render, show)
