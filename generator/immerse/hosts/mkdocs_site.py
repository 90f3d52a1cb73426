"""Gives MkDocs the pages of a rendered site, for the build and for the preview."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from jinja2 import Environment
from material.plugins.search.plugin import SearchIndex, SearchPlugin  # type: ignore[import-untyped]
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from immerse.hosts.near_sections import near_navigation
from immerse.hosts.pages import FinishedPage, markdown_of
from immerse.hosts.reused_files import NOTHING_REUSED, ReusedFiles
from immerse.hosts.search import WORDS_FILE, search_config, site_entries, words_script
from immerse.hosts.site_config import attribute_text
from immerse.hosts.theme_context import ThemeContext, name_places, share_parts
from immerse.model.page import RenderedPage, RenderedSite
from immerse.output.finishing import finished_page
from immerse.output.sanitizer import sanitize
from immerse.templating.compiled_templates import kept_templates

_SEARCH_SETTING = re.compile(r'data-search-\w+="[^"]')
_SEARCH_SETTINGS = re.compile(r'\s?data-search-\w+="[^"]+"')
"""Attributes that the theme's search removes. One without a value stays."""
_LUNR = re.compile(r"assets/javascripts/lunr/(?:min/lunr\.([a-z.]+)\.min|tinyseg|wordcut)\.js")


class SitePages:
    """The events that give MkDocs one rendered site."""

    site: RenderedSite | None = None
    reused: ReusedFiles = NOTHING_REUSED

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Give the theme's search plugin, which has read its own settings by now, the index of this site."""
        for plugin in config.plugins.values():
            if self.site and isinstance(plugin, SearchPlugin) and plugin.config.enabled:
                plugin.search_index = SiteIndex(self.site, config, plugin.search_index.config, self.reused)

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Remove all files of the docs folder and needless ones of the theme, and add ours."""
        for file in tuple(files):
            if file.src_dir == config.docs_dir or _is_needless(file.src_uri):
                files.remove(file)
        if self.site:
            for address, page in self.site.pages.items():
                files.append(self._page(page, address, config))
            for path, content in self.site.files.items():
                if path not in self.reused.files:
                    files.append(File.generated(config, path, content=content))
            files.append(File.generated(config, WORDS_FILE, content=words_script()))
        return files

    def _page(self, page: RenderedPage, address: str, config: MkDocsConfig) -> File:
        text = markdown_of(page, address, directory_urls=bool(config.use_directory_urls))
        return File.generated(config, address, content=text)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Trim the blanks around the tags of the theme's templates, a fifth of a page, and keep compiled templates."""
        env.trim_blocks = True
        env.lstrip_blocks = True
        env.bytecode_cache = kept_templates()
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make front matter fit for the theme, which escapes none of it."""
        for key in ("title", "description", "subtitle"):
            if isinstance(value := page.meta.get(key), str):
                page.meta[key] = attribute_text(value)
        for key in ("template", "icon", "author", "status"):
            page.meta.pop(key, None)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Sanitise the converted page, once, and the titles that its table of contents repeats."""
        for entry in page.toc:
            _sanitise_titles(entry)
        return sanitize(html)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Name beside a page only the sections that are near it, so that no page grows with the number of sections."""
        if self.site:
            context["nav"] = near_navigation(nav, self.site.nav)
        return context


class SiteIndex(SearchIndex):  # type: ignore[misc]
    """A search index from a site's parts. The theme's own would parse the HTML of each page."""

    def __init__(
        self, site: RenderedSite, config: MkDocsConfig, settings: dict[str, Any], reused: ReusedFiles = NOTHING_REUSED
    ) -> None:
        super().__init__(**search_config(settings))
        self.entries = site_entries(site, directory_urls=bool(config.use_directory_urls), reused=reused)

    def add_entry_from_context(self, page: Page) -> None:
        """Do nothing: the index has all entries."""


class NoOptions(Config):
    """The plugin has no options."""


class BuildPages(SitePages, BasePlugin[NoOptions]):
    """The site of one build, put into the configuration as an object, not by name."""

    def __init__(self, site: RenderedSite, reused: ReusedFiles, day: date) -> None:
        self.site = site
        self.reused = reused
        self._day = str(day)

    def _page(self, page: RenderedPage, address: str, config: MkDocsConfig) -> File:
        file = File.generated(config, address, content="")
        made = FinishedPage(page, file, config)  # is in the file now
        made.update_date = self._day
        return file

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Remove the settings of the search from the page, as the theme's search would do: see `without_search`."""
        page.content = without_search_settings(page.content or "")
        return super().on_page_context(context, page=page, config=config, nav=nav)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Finish the page."""
        return finished_page(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Finish the page for missing addresses."""
        return finished_page(output_content) if template_name.endswith(".html") else output_content

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give each entry the attributes that are read of it, and have MkDocs make no page that is reused."""
        for section in _sections(nav.items):
            vars(section).update(typeset=None, meta=None, pages=None, is_index=False)
        name_places(nav)
        self._in_sitemap = files.documentation_pages()
        for file in self._in_sitemap:
            if file.dest_uri in self.reused.files:
                file.inclusion = InclusionLevel.EXCLUDED
        return nav

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Name reused pages in the sitemap too."""
        context["pages"] = self._in_sitemap
        return context

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have the pages share parts."""
        env = super().on_env(env, config=config, files=files)
        env.context_class = ThemeContext
        share_parts(env, config)
        return env


def without_search_settings(html: str) -> str:
    """The HTML without the attributes that the theme's search removes; most pages have none."""
    return _SEARCH_SETTINGS.sub("", html) if _SEARCH_SETTING.search(html) else html


def without_search(plugins: PluginCollection) -> None:
    """Detach the theme's search from pages: it looks for its settings at each blank, and its entries are made
    elsewhere."""
    heard = plugins.events["page_context"]
    heard[:] = [method for method in heard if not isinstance(getattr(method, "__self__", None), SearchPlugin)]


def _sections(items: Iterable[StructureItem]) -> Iterator[Section]:
    for item in items:
        if isinstance(item, Section):
            yield item
            yield from _sections(item.children)


def _sanitise_titles(entry: AnchorLink) -> None:
    if "<" in entry.title:
        entry.title = sanitize(entry.title)
    for child in entry.children:
        _sanitise_titles(child)


def _is_needless(path: str) -> bool:
    """Whether a file is a source map or a stemmer. A script of ours compares words, with the stemmers' support file."""
    if path.endswith(".map"):
        return True
    match = _LUNR.fullmatch(path)
    return match is not None and match[1] != "stemmer.support"
