"""The `immerse` plugin: a preview of one client's site under `mkdocs serve` and `mkdocs build`.

The guarantees of `immerse build` about its output (policies, scans, placement) do not apply here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from immerse.hosts.mkdocs_site import SitePages
from immerse.hosts.site_config import nav_settings, refuse_unsafe, theme_text
from immerse.model.day_range import read_day
from immerse.model.page import Heading, Html, NavItem, RenderedPage, RenderedSite
from immerse.model.site_view import View
from immerse.problems import ImmerseError, Severity
from immerse.storage.store import Store

if TYPE_CHECKING:
    from immerse.pipeline.prepare import Prepared

WATCHED = ("curriculum", "playbooks", "site_config")
"""Folders of a workspace whose changes cause a new build."""

_log = get_plugin_logger(__name__)


class ImmerseOptions(Config):
    """The options of the plugin in `mkdocs.yml`."""

    client = option.Optional(option.Type(str))
    """Client id; the environment variable IMMERSE_CLIENT when absent."""
    view = option.Choice(tuple(view.value for view in View), default=View.TRAINEE.value)
    """`trainee` or `mentor`."""
    workspace = option.Optional(option.Dir(exists=True))
    """The folder that holds curriculum/ and site_config/; the folder of mkdocs.yml when absent."""
    day = option.Optional(option.Type((str, date)))
    """The day on which dates are judged, 2026-12-01; today when absent. Not `on`, which MkDocs' YAML reads as true."""


class ImmersePlugin(SitePages, BasePlugin[ImmerseOptions]):
    """Prepares the site again for every build. The same object serves all builds of a process."""

    def __init__(self, prepare: Callable[..., Prepared] | None = None) -> None:
        """`prepare` is called instead of the pipeline's function; MkDocs passes none."""
        self._given_prepare = prepare
        self._serving = False
        self._problem = ""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether MkDocs serves."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the site and the configuration.

        Raises:
            PluginError: the content has errors. Never under `serve`, where MkDocs would stop rebuilding: there the last
                good site stays, with the problems on top of each page.
        """
        root = Path(self.config.workspace or Path(config.config_file_path or "mkdocs.yml").absolute().parent)
        self._problem = ""
        try:
            site = self._prepare(root)
            refuse_unsafe(site)
            self.site = site
        except ImmerseError as error:
            if not self._serving:
                raise PluginError(str(error)) from error
            self._keep_last(str(error))
        except Exception as error:
            if not self._serving:
                raise
            _log.exception("the site could not be made")
            self._keep_last(f"immerse itself failed: {type(error).__name__}: {error}")
        _apply(self.site or _EMPTY, config, keep_address=self._serving)
        config.watch.extend(str(root / name) for name in WATCHED if (root / name).is_dir())
        return config

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Sanitise the page, and put the problems of the content above it."""
        content = super().on_page_content(html, page=page, config=config, files=files)
        return _banner(self._problem, _shown(self.site)[1]) + content if self._problem else content

    def _keep_last(self, problem: str) -> None:
        self.site = self.site or _EMPTY
        self._problem = problem
        _log.warning("the content has errors; %s:\n%s", _shown(self.site)[0], problem)

    def _prepare(self, root: Path) -> RenderedSite:
        from immerse.pipeline.prepare import prepare
        from immerse.pipeline.source import read_source

        client = self.config.client or os.environ.get("IMMERSE_CLIENT", "")
        if not client:
            raise ImmerseError("no client is named; set IMMERSE_CLIENT, or client: under the plugin in mkdocs.yml")
        source = read_source(root, Store.of(root))
        prepared = (self._given_prepare or prepare)(source, client, View(self.config.view), self._day(), draft=True)
        for problem in prepared.problems:
            if problem.severity is Severity.WARNING or problem.says_unfinished:
                _log.warning(str(problem))
        return prepared.site

    def _day(self) -> date:
        if not self.config.day:
            return date.today()
        try:
            return read_day(str(self.config.day))
        except ValueError as error:
            raise ImmerseError(f"day: {error}") from error


def _apply(site: RenderedSite, config: MkDocsConfig, *, keep_address: bool) -> None:
    """Set the options that depend on the client; the others are in mkdocs.yml."""
    config.site_name = Markup(theme_text(site.title))  # the text is escaped for an attribute already
    config.site_description = theme_text(site.description)
    config.nav = nav_settings(site.nav)
    config.extra_css = list(site.styles)
    config.extra_javascript = [_script(path) for path in site.scripts]
    if not keep_address:  # `mkdocs serve` sets the address of the preview
        config.site_url = site.address
    if site.logo:
        config.theme["logo"] = site.logo


def _script(path: str) -> ExtraScriptValue | str:
    if not path.endswith(".mjs"):
        return path
    script = ExtraScriptValue(path)  # a plain path appended here would lose its type
    script.type = "module"
    return script


def _shown(site: RenderedSite | None) -> tuple[str, str]:
    """The page that is shown while the content has errors, in the words of the terminal and of the page."""
    if site is _EMPTY:
        return "there are no pages yet", "there is no page to show yet"
    return "the last good pages stay", "this is the last good state"


def _banner(problem: str, shown: str) -> str:
    wrapped = "white-space: pre-wrap; overflow-wrap: anywhere"  # without a site there is no style sheet
    title = f'<p class="admonition-title">The content has errors; {shown}</p>'
    return f'<div class="admonition failure" role="alert">{title}<pre style="{wrapped}">{escape(problem)}</pre></div>\n'


_EMPTY = RenderedSite(
    title="immerse preview",
    description="",
    pages={
        "index.md": RenderedPage(
            "Home",
            (
                Heading(1, "nothing-to-show-yet", "Nothing to show yet"),
                Html("<p>As soon as the content can be read, the site appears here.</p>"),
            ),
        )
    },
    nav=(NavItem("Home", "index.md"),),
)
