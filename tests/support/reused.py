"""A context of a browser that tests use one after the other, each as somebody who never was on the site.

A page whose process has compiled the scripts of a site loads in less than half the time of a page in a new context.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from browsing import watched
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}
STAYS = ("on", "once", "add_init_script", "expose_function", "expose_binding")
"""What nobody can take back from a context or a page."""
NAMES = "Object.getOwnPropertyNames(globalThis).length"
"""A clock that is set adds a name to every page of a context."""
REFUSAL = "this would stay for the next test; take the fixture new_context"


class Reused:
    """One context with one page. After each test all is undone that it did there; what stays for ever is refused."""

    def __init__(self, browser: Browser, *, has_clock: bool = False, script: str = "", **options: Any) -> None:
        """With `has_clock` everybody sets the clock before all else; the script is run on every page."""
        self._browser, self._has_clock, self._script, self._options = browser, has_clock, script, options
        self._kept: BrowserContext | None = None

    @contextmanager
    def lent(self) -> Iterator[BrowserContext]:
        """The context, with an empty page that `opened` takes."""
        context = self._kept or self._made()
        self._kept = None
        names = context.pages[0].evaluate(NAMES)
        yield context
        try:
            _undo(context)
            assert self._has_clock or context.pages[0].evaluate(NAMES) == names, REFUSAL
        except BaseException:
            context.close()
            raise
        self._kept = context

    def _made(self) -> BrowserContext:
        context = self._browser.new_context(viewport=DESK, **self._options)
        context.add_init_script(self._script)
        _refuse_what_stays(context)
        _empty_page(context)
        return context


def _undo(context: BrowserContext) -> None:
    """Nothing is left of what was opened, kept, routed or shown in another way."""
    for page in context.pages[1:]:
        page.close()
    page = context.pages[0] if context.pages else _empty_page(context)
    page.goto("about:blank")
    page.unroute_all()
    context.unroute_all()
    context.clear_cookies()
    page.set_viewport_size(DESK)
    page.emulate_media(media="null", color_scheme="light")
    devtools = context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    devtools.detach()


def _empty_page(context: BrowserContext) -> Page:
    page = watched(context.new_page())
    _refuse_what_stays(page)
    return page


def _refuse_what_stays(part: BrowserContext | Page) -> None:
    for name in STAYS:
        setattr(part, name, _refuse)


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise AssertionError(REFUSAL)
